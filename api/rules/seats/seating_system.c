/*
 * Solving one system.
 */
#include "rules/seats/seating_problem.h"

#include <string.h>

static int32_t *new_numbers(struct problem *problem, size_t count)
{
        return arena_array(problem->check->arena, count + 1, sizeof(int32_t));
}

static bool *new_marks(struct problem *problem, size_t count)
{
        return arena_array(problem->check->arena, count + 1, sizeof(bool));
}

static bool make_room(struct problem *problem, struct seat_system *system)
{
        uint32_t groups = problem->group_count, classes = problem->class_count;
        system->min = new_numbers(problem, groups);
        system->max = new_numbers(problem, groups);
        system->short_true = new_marks(problem, groups);
        system->short_false = new_marks(problem, groups);
        system->over_true = new_marks(problem, groups);
        system->over_false = new_marks(problem, groups);
        system->eligible = new_marks(problem, classes);
        return system->min && system->max && system->short_true && system->short_false && system->over_true &&
               system->over_false && system->eligible;
}

static void choose_bounds(struct problem *problem, bool deciding_only, const struct seat_rule *waived,
                          struct seat_system *system)
{
        for (uint32_t g = 0; g < problem->group_count; g++) {
                const struct seat_group *group = &problem->groups[g];
                const struct seat_rule *rule = &problem->rules[group->rule];
                bool binds = group->bounded && (!deciding_only || rule_decides(rule->rule)) && !rule->waived;
                if (group->bounded && rule == waived)
                        binds = true;
                system->min[g] = binds ? group->min : 0;
                system->max[g] = binds ? group->max : FLOW_UNBOUNDED;
        }
}

bool seating_problem_flow(struct problem *problem, uint8_t least, struct flow *ret)
{
        *ret = (struct flow){
                .classes = problem->class_count,
                .groups = problem->group_count,
                .edges = problem->edges,
                .least = least,
                .amount = new_numbers(problem, (size_t)problem->class_count * problem->group_count),
                .served = new_numbers(problem, problem->class_count),
                .filled = new_numbers(problem, problem->group_count),
        };
        return ret->amount && ret->served && ret->filled;
}

const int32_t *seating_problem_supply(struct problem *problem, bool members_only)
{
        int32_t *supply = new_numbers(problem, problem->class_count);
        for (uint32_t c = 0; supply && c < problem->class_count; c++)
                supply[c] = members_only && !problem->classes[c].member ? 0 : problem->classes[c].size;
        return supply;
}

static bool all_full(const int32_t *filled, const int32_t *capacity, uint32_t count)
{
        for (uint32_t i = 0; i < count; i++) {
                if (filled[i] < capacity[i])
                        return false;
        }
        return true;
}

/* The members against all seats: who may be left over. */
static bool match_members(struct problem *problem, const struct seat_system *system, uint8_t least,
                          bool *over, bool *ret_seats, int32_t *ret_left)
{
        struct flow flow;
        *ret_seats = true;
        *ret_left = 0;
        if (!problem->exhaustive)
                return true;
        bool *classes = new_marks(problem, problem->class_count);
        if (!classes || !seating_problem_flow(problem, least, &flow))
                return false;
        flow.supply = seating_problem_supply(problem, true);
        flow.capacity = system->max;
        if (!flow.supply || !flow_maximise(problem->check->arena, &flow))
                return false;
        for (uint32_t c = 0; c < problem->class_count; c++)
                *ret_left += flow.supply[c] - flow.served[c];
        *ret_seats = *ret_left == 0;
        return *ret_seats || flow_reach_from_classes(problem->check->arena, &flow, over, classes);
}

/* The required seats, unknown edges false. */
static bool match_certain(struct problem *problem, struct seat_system *system)
{
        struct flow flow;
        int32_t left;
        bool *classes = new_marks(problem, problem->class_count);
        if (!classes || !seating_problem_flow(problem, TRI_TRUE, &flow))
                return false;
        flow.supply = seating_problem_supply(problem, false);
        flow.capacity = system->min;
        if (!flow.supply || !flow_maximise(problem->check->arena, &flow))
                return false;
        system->fills_false = all_full(flow.filled, system->min, problem->group_count);
        if (!system->fills_false &&
            !flow_reach_from_groups(problem->check->arena, &flow, system->short_false, classes))
                return false;
        return match_members(problem, system, TRI_TRUE, system->over_false, &system->seats_false, &left);
}

/* The required seats and the members, unknown edges true. */
static bool match_possible(struct problem *problem, struct seat_system *system)
{
        struct arena *arena = problem->check->arena;
        struct flow flow;
        if (!seating_problem_flow(problem, TRI_UNKNOWN, &flow))
                return false;
        flow.supply = seating_problem_supply(problem, false);
        flow.capacity = system->min;
        if (!flow.supply || !flow_maximise(arena, &flow))
                return false;
        system->fills_true = all_full(flow.filled, system->min, problem->group_count);
        if (!system->fills_true &&
            !flow_reach_from_groups(arena, &flow, system->short_true, system->eligible))
                return false;
        return match_members(problem, system, TRI_UNKNOWN, system->over_true, &system->seats_true,
                             &system->left);
}

bool seating_problem_solve(struct problem *problem, bool deciding_only, const struct seat_rule *waived,
                           struct seat_system *ret)
{
        struct seat_system system = {0};
        if (!make_room(problem, &system))
                return false;
        choose_bounds(problem, deciding_only, waived, &system);
        if (!match_possible(problem, &system))
                return false;
        if (problem->uncertain_edges) {
                if (!match_certain(problem, &system))
                        return false;
        } else {
                memcpy(system.short_false, system.short_true, problem->group_count * sizeof(bool));
                memcpy(system.over_false, system.over_true, problem->group_count * sizeof(bool));
                system.fills_false = system.fills_true;
                system.seats_false = system.seats_true;
        }
        *ret = system;
        return true;
}
