/*
 * Solving one system.
 */
#include "rules/seats/seating_problem.h"

#include <string.h>

static int32_t *numbers(struct problem *problem, size_t count)
{
        return arena_array(problem->check->arena, count + 1, sizeof(int32_t));
}

static bool *marks(struct problem *problem, size_t count)
{
        return arena_array(problem->check->arena, count + 1, sizeof(bool));
}

static bool make_room(struct problem *problem, struct seat_system *system)
{
        uint32_t groups = problem->group_count, classes = problem->class_count;
        system->min = numbers(problem, groups);
        system->max = numbers(problem, groups);
        system->short_true = marks(problem, groups);
        system->short_false = marks(problem, groups);
        system->over_true = marks(problem, groups);
        system->over_false = marks(problem, groups);
        system->eligible = marks(problem, classes);
        system->required = numbers(problem, groups);
        system->seat = arena_array(problem->check->arena, problem->check->count + 1, sizeof *system->seat);
        return system->min && system->max && system->short_true && system->short_false && system->over_true &&
               system->over_false && system->eligible && system->required && system->seat;
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

static bool start_flow(struct problem *problem, uint8_t least, struct flow *ret)
{
        *ret = (struct flow){
                .classes = problem->class_count,
                .groups = problem->group_count,
                .edges = problem->edges,
                .least = least,
                .amount = numbers(problem, (size_t)problem->class_count * problem->group_count),
                .served = numbers(problem, problem->class_count),
                .filled = numbers(problem, problem->group_count),
        };
        return ret->amount && ret->served && ret->filled;
}

/* How many of each class want a seat: all, or the members only. */
static const int32_t *supply_of(struct problem *problem, bool members_only)
{
        int32_t *supply = numbers(problem, problem->class_count);
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
        bool *classes = marks(problem, problem->class_count);
        if (!classes || !start_flow(problem, least, &flow))
                return false;
        flow.supply = supply_of(problem, true);
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
        bool *classes = marks(problem, problem->class_count);
        if (!classes || !start_flow(problem, TRI_TRUE, &flow))
                return false;
        flow.supply = supply_of(problem, false);
        flow.capacity = system->min;
        if (!flow.supply || !flow_maximise(problem->check->arena, &flow))
                return false;
        system->fills_false = all_full(flow.filled, system->min, problem->group_count);
        if (!system->fills_false &&
            !flow_reach_from_groups(problem->check->arena, &flow, system->short_false, classes))
                return false;
        return match_members(problem, system, TRI_TRUE, system->over_false, &system->seats_false, &left);
}

/* Gives each membership its seat: within a class and a group in order of (validFrom, id). */
static void hand_out(struct problem *problem, struct seat_system *system)
{
        for (uint32_t i = 0; i < problem->check->count; i++)
                system->seat[i] = UINT32_MAX;
        for (uint32_t c = 0; c < problem->class_count; c++) {
                uint32_t row = problem->classes[c].first_row;
                for (uint32_t g = 0; g < problem->group_count; g++) {
                        int32_t count = system->amount[(size_t)c * problem->group_count + g];
                        for (; count > 0; count--, row = problem->next[row])
                                system->seat[row] = g;
                }
        }
}

/* Where a candidate without a vote sits so that a member is left over who need not be, they change. */
static bool displace_others(struct problem *problem, struct flow *flow, int32_t left)
{
        bool *others = marks(problem, problem->class_count);
        bool memory = others != NULL;
        int32_t unserved = 0;
        for (uint32_t c = 0; memory && c < problem->class_count; c++) {
                others[c] = !problem->classes[c].member;
                unserved += others[c] ? 0 : problem->classes[c].size - flow->served[c];
        }
        for (uint32_t c = 0; memory && c < problem->class_count && unserved > left; c++) {
                while (memory && !others[c] && flow->served[c] < problem->classes[c].size &&
                       unserved > left && flow_displace(problem->check->arena, flow, c, others, &memory))
                        unserved--;
        }
        return memory;
}

static bool maximise(struct problem *problem, struct flow *flow, uint8_t least, const int32_t *supply,
                     const int32_t *capacity)
{
        flow->least = least;
        flow->supply = supply;
        flow->capacity = capacity;
        return flow_maximise(problem->check->arena, flow);
}

/* One largest assignment, unknown edges true: first the required seats (members before others, certain before
 * possible), then whoever else finds a seat. */
static bool assign(struct problem *problem, struct seat_system *system)
{
        struct arena *arena = problem->check->arena;
        struct flow flow;
        int32_t left;
        const int32_t *members = supply_of(problem, true), *all = supply_of(problem, false);
        if (!members || !all || !start_flow(problem, TRI_TRUE, &flow))
                return false;
        if (!maximise(problem, &flow, TRI_TRUE, members, system->min) ||
            !maximise(problem, &flow, TRI_UNKNOWN, members, system->min) ||
            !maximise(problem, &flow, TRI_UNKNOWN, all, system->min))
                return false;
        memcpy(system->required, flow.filled, problem->group_count * sizeof *flow.filled);
        system->fills_true = all_full(flow.filled, system->min, problem->group_count);
        if (!system->fills_true &&
            !flow_reach_from_groups(arena, &flow, system->short_true, system->eligible))
                return false;
        if (!maximise(problem, &flow, TRI_TRUE, members, system->max) ||
            !maximise(problem, &flow, TRI_UNKNOWN, members, system->max) ||
            !maximise(problem, &flow, TRI_UNKNOWN, all, system->max))
                return false;
        if (!match_members(problem, system, TRI_UNKNOWN, system->over_true, &system->seats_true, &left))
                return false;
        if (problem->exhaustive && !displace_others(problem, &flow, left))
                return false;
        system->amount = flow.amount;
        system->filled = flow.filled;
        hand_out(problem, system);
        return true;
}

bool seating_solve(struct problem *problem, bool deciding_only, const struct seat_rule *waived,
                   struct seat_system *ret)
{
        struct seat_system system = {0};
        if (!make_room(problem, &system))
                return false;
        choose_bounds(problem, deciding_only, waived, &system);
        if (!assign(problem, &system))
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
