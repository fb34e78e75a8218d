/*
 * The seating that is shown: one assignment for all rules, so that each listed member sits in one seat, and
 * the vacancies, members and missing numbers of all rules agree.
 *
 * It fills as many seats of deciding rules as possible, and then as many of the others as possible: by the
 * exchange property of matchings, filled seats stay filled. If not all can be filled, the groups are filled
 * one after the other, so that the order of the rules, and not the name of a member, decides which of them
 * has vacancies.
 */
#include "rules/seats/seating_problem.h"

#include <string.h>

/* Which groups are served first: deciding ones, then those of waived rules, then the same of warnings. */
enum rank { RANK_DECIDING, RANK_WAIVED, RANK_WARNING, RANK_WAIVED_WARNING, RANK_OFFER };

static enum rank rank_of(const struct problem *problem, uint32_t g)
{
        const struct seat_group *group = &problem->groups[g];
        const struct seat_rule *rule = &problem->rules[group->rule];
        if (!group->bounded)
                return RANK_OFFER;
        if (rule_decides(rule->rule))
                return rule->waived ? RANK_WAIVED : RANK_DECIDING;
        return rule->waived ? RANK_WAIVED_WARNING : RANK_WARNING;
}

struct showing {
        struct problem *problem;
        struct flow flow;
        int32_t *capacity;
        const int32_t *members, *everybody; /* supplies */
        size_t cells;
        int32_t *amount, *served, *filled; /* the flow before a rank was tried */
};

static bool begin_showing(struct problem *problem, struct showing *ret)
{
        struct arena *arena = problem->check->arena;
        size_t cells = (size_t)problem->class_count * problem->group_count;
        *ret = (struct showing){
                .problem = problem,
                .capacity = arena_array(arena, problem->group_count + 1, sizeof(int32_t)),
                .members = seating_problem_supply(problem, true),
                .everybody = seating_problem_supply(problem, false),
                .cells = cells,
                .amount = arena_array(arena, cells + 1, sizeof(int32_t)),
                .served = arena_array(arena, problem->class_count + 1, sizeof(int32_t)),
                .filled = arena_array(arena, problem->group_count + 1, sizeof(int32_t)),
        };
        return ret->capacity && ret->members && ret->everybody && ret->amount && ret->served && ret->filled &&
               seating_problem_flow(problem, TRI_TRUE, &ret->flow);
}

/* Members before others, certain before possible. */
static bool fill_up(struct showing *showing)
{
        struct flow *flow = &showing->flow;
        struct arena *arena = showing->problem->check->arena;
        flow->capacity = showing->capacity;
        flow->supply = showing->members;
        flow->least = TRI_TRUE;
        if (!flow_maximise(arena, flow))
                return false;
        flow->least = TRI_UNKNOWN;
        if (!flow_maximise(arena, flow))
                return false;
        flow->supply = showing->everybody;
        return flow_maximise(arena, flow);
}

static void copy_flow(const struct showing *showing, int32_t *amount, int32_t *served, int32_t *filled,
                      const int32_t *from_amount, const int32_t *from_served, const int32_t *from_filled)
{
        memcpy(amount, from_amount, showing->cells * sizeof *amount);
        memcpy(served, from_served, showing->problem->class_count * sizeof *served);
        memcpy(filled, from_filled, showing->problem->group_count * sizeof *filled);
}

static bool rank_is_full(const struct showing *showing, enum rank rank)
{
        for (uint32_t g = 0; g < showing->problem->group_count; g++) {
                if (rank_of(showing->problem, g) == rank && showing->flow.filled[g] < showing->capacity[g])
                        return false;
        }
        return true;
}

/* The required seats of the groups of a rank; what is filled already stays so. */
static bool fill_rank(struct showing *showing, enum rank rank)
{
        const struct problem *problem = showing->problem;
        struct flow *flow = &showing->flow;
        uint32_t groups = 0;
        copy_flow(showing, showing->amount, showing->served, showing->filled, flow->amount, flow->served,
                  flow->filled);
        for (uint32_t g = 0; g < problem->group_count; g++) {
                if (rank_of(problem, g) != rank || problem->groups[g].min == 0)
                        continue;
                showing->capacity[g] = problem->groups[g].min;
                groups++;
        }
        if (groups == 0)
                return true;
        if (!fill_up(showing))
                return false;
        if (rank_is_full(showing, rank) || !check_spend(problem->check, 6 * groups * showing->cells))
                return true;
        copy_flow(showing, flow->amount, flow->served, flow->filled, showing->amount, showing->served,
                  showing->filled);
        for (uint32_t g = 0; g < problem->group_count; g++) {
                if (rank_of(problem, g) == rank)
                        showing->capacity[g] = 0;
        }
        for (uint32_t g = 0; g < problem->group_count; g++) {
                if (rank_of(problem, g) != rank || problem->groups[g].min == 0)
                        continue;
                showing->capacity[g] = problem->groups[g].min;
                if (!fill_up(showing))
                        return false;
        }
        return true;
}

/* Gives each membership its seat: within a class and a group in order of (validFrom, id). */
static uint32_t *hand_out(const struct showing *showing)
{
        const struct problem *problem = showing->problem;
        uint32_t count = problem->check->count;
        uint32_t *seat = arena_array(problem->check->arena, count + 1, sizeof *seat);
        for (uint32_t i = 0; seat && i < count; i++)
                seat[i] = UINT32_MAX;
        for (uint32_t c = 0; seat && c < problem->class_count; c++) {
                uint32_t row = problem->classes[c].first_row;
                for (uint32_t g = 0; g < problem->group_count; g++) {
                        int32_t taken = showing->flow.amount[(size_t)c * problem->group_count + g];
                        for (; taken > 0; taken--, row = problem->next[row])
                                seat[row] = g;
                }
        }
        return seat;
}

/* Where a candidate without a vote sits so that a member is left over who need not be, they change. */
static bool displace_others(struct showing *showing, int32_t left)
{
        const struct problem *problem = showing->problem;
        struct flow *flow = &showing->flow;
        bool *others = arena_array(problem->check->arena, problem->class_count + 1, sizeof *others);
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

/* What the groups offer: what binds the rank of deciding rules, or all that have bounds. */
static void offer_seats(struct showing *showing, bool all_bounds)
{
        const struct problem *problem = showing->problem;
        for (uint32_t g = 0; g < problem->group_count; g++) {
                enum rank rank = rank_of(problem, g);
                bool bound = rank == RANK_DECIDING || (all_bounds && rank != RANK_OFFER);
                showing->capacity[g] = bound ? problem->groups[g].max : FLOW_UNBOUNDED;
        }
}

bool seating_problem_show(struct problem *problem, int32_t left, struct seating_shown *ret)
{
        struct showing showing;
        struct seating_shown shown = {0};
        if (!begin_showing(problem, &showing))
                return false;
        for (enum rank rank = RANK_DECIDING; rank < RANK_OFFER; rank++) {
                if (!fill_rank(&showing, rank))
                        return false;
        }
        shown.filled = arena_array(problem->check->arena, problem->group_count + 1, sizeof *shown.filled);
        if (!shown.filled)
                return false;
        memcpy(shown.filled, showing.flow.filled, problem->group_count * sizeof *shown.filled);
        offer_seats(&showing, true);
        if (!fill_up(&showing) || !(shown.seat = hand_out(&showing)))
                return false;
        offer_seats(&showing, false);
        if (!fill_up(&showing) || (problem->exhaustive && !displace_others(&showing, left)))
                return false;
        shown.anywhere = hand_out(&showing);
        *ret = shown;
        return shown.anywhere != NULL;
}
