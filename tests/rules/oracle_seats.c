/*
 * Seats by enumeration: all assignments of memberships to groups, in all completions.
 *
 * A group is one seats rule, or one unit of it. An assignment puts each membership in one group that it fits,
 * or in none, and no group over its maximum. Assignments that seat the same numbers in each group and leave
 * over the same members are one state: only states are kept, so that all (groups + 1)^members assignments can
 * be gone through.
 *
 * Unregistered members. A completion with incomplete coverage adds any number of memberships that fit any
 * groups.
 *  - Whether some completion holds: adding to a group more than its minimum lacks never helps (the surplus
 * only needs seats), and one who fits two groups does no more than one who fits the right one. So it is
 * enough to add, to each group, what an assignment of the registered lacks: 0..min of it.
 *  - Whether some completion fails: in a body that need not be exhaustive none is broken by more members, who
 * may stay without a seat; in an exhaustive one a single member who fits no group breaks it. So no more than
 * one is needed, and that one makes the seating of an exhaustive body never `met`.
 *  - A single rule: an unregistered member may fill what is short, and never makes a rule overfull.
 */
#include "oracle_parts.h"

#include <stdlib.h>
#include <string.h>

#define EDGES_UNKNOWN_MAX 10
#define STATES_MAX        4096
#define TABLE_BITS        13 /* of open addressing: twice the states */
#define TABLE_SIZE        ((size_t)1 << TABLE_BITS)

struct group {
        size_t rule;
        struct bounds bounds;
        enum truth fits[ORACLE_MEMBERS];
};

/* Four bits a group, then the set of members left over who should have a seat. */
typedef uint64_t state;

struct states {
        size_t count;
        state list[STATES_MAX];
        state table[TABLE_SIZE];
};

struct seats {
        const struct instance *in;
        const struct seat_rules *rules;
        bool exhaustive;
        size_t group_count;
        struct group groups[ORACLE_GROUPS];
        struct states *scratch[2];
        bool overflow; /* too many states: no answer */
};

/* One completion of the edges and one choice of bounds. */
struct problem {
        struct seats *seats;
        struct bounds bounds[ORACLE_GROUPS];
        bool fits[ORACLE_GROUPS][ORACLE_MEMBERS];
};

#define LEFT_SHIFT (4 * ORACLE_GROUPS)

static int seated_in(state s, size_t group)
{
        return (int)(s >> (4 * group) & 15u);
}

static unsigned left_over(state s)
{
        return (unsigned)(s >> LEFT_SHIFT);
}

/* False if there is no room. */
static bool add_state(struct states *states, state s)
{
        size_t slot = (size_t)((s * 0x9e3779b97f4a7c15u) >> (64 - TABLE_BITS));
        while (states->table[slot]) {
                if (states->table[slot] == s + 1)
                        return true;
                slot = (slot + 1) % TABLE_SIZE;
        }
        if (states->count == STATES_MAX)
                return false;
        states->table[slot] = s + 1;
        states->list[states->count++] = s;
        return true;
}

static void forget_states(struct states *states)
{
        if (states->count)
                memset(states->table, 0, sizeof states->table);
        states->count = 0;
}

/* All assignments of one membership on top of one state. */
static bool pointer_member(const struct problem *problem, size_t member, state before, struct states *after)
{
        const struct seats *seats = problem->seats;
        bool demands = seats->exhaustive && seats->in->members[member].counts;
        bool room = add_state(after, before | (demands ? (state)1 << (LEFT_SHIFT + member) : 0));
        for (size_t g = 0; g < seats->group_count; g++)
                if (problem->fits[g][member] && seated_in(before, g) < problem->bounds[g].max)
                        room &= add_state(after, before + ((state)1 << (4 * g)));
        return room;
}

/* What all assignments come to. */
static const struct states *assign_all(const struct problem *problem)
{
        struct states *now = problem->seats->scratch[0], *next = problem->seats->scratch[1];
        forget_states(now);
        add_state(now, 0);
        for (size_t m = 0; m < problem->seats->in->member_count; m++) {
                forget_states(next);
                for (size_t i = 0; i < now->count; i++)
                        if (!pointer_member(problem, m, now->list[i], next))
                                problem->seats->overflow = true;
                struct states *swap = now;
                now = next;
                next = swap;
        }
        return now;
}

static int filled(const struct problem *problem, state s)
{
        int sum = 0;
        for (size_t g = 0; g < problem->seats->group_count; g++) {
                int min = problem->bounds[g].min;
                sum += seated_in(s, g) < min ? seated_in(s, g) : min;
        }
        return sum;
}

static int required(const struct problem *problem)
{
        int sum = 0;
        for (size_t g = 0; g < problem->seats->group_count; g++)
                sum += problem->bounds[g].min;
        return sum;
}

/* Does some assignment satisfy all bounds? `added`: with unregistered members in what is short. */
static bool holds(const struct problem *problem, bool added)
{
        const struct states *states = assign_all(problem);
        for (size_t i = 0; i < states->count; i++)
                if (left_over(states->list[i]) == 0 &&
                    (added || filled(problem, states->list[i]) == required(problem)))
                        return true;
        return false;
}

/* The edges with the unknown ones as the bits of `completion` say. */
static void set_edges(struct problem *problem, unsigned completion)
{
        const struct seats *seats = problem->seats;
        for (size_t g = 0; g < seats->group_count; g++) {
                for (size_t m = 0; m < seats->in->member_count; m++) {
                        enum truth fits = seats->groups[g].fits[m];
                        problem->fits[g][m] = fits == TRUTH_YES;
                        if (fits == TRUTH_MAYBE) {
                                problem->fits[g][m] = completion & 1u;
                                completion >>= 1;
                        }
                }
        }
}

static unsigned count_unknown(const struct seats *seats)
{
        unsigned count = 0;
        for (size_t g = 0; g < seats->group_count; g++)
                for (size_t m = 0; m < seats->in->member_count; m++)
                        count += seats->groups[g].fits[m] == TRUTH_MAYBE;
        return count;
}

/* Which system a rule is judged in: deciding ones among others without bounds, warning ones among all bounds;
 * a waived rule has bounds only when it is itself the one judged. */
#define NOBODY ORACLE_RULES

static void set_bounds(struct problem *problem, bool deciding, size_t judged)
{
        const struct seats *seats = problem->seats;
        for (size_t g = 0; g < seats->group_count; g++) {
                size_t r = seats->groups[g].rule;
                bool bound = (!deciding || decides(seats->rules->rules[r])) &&
                             (!seats->rules->waived[r] || r == judged);
                problem->bounds[g] = bound ? seats->groups[g].bounds : (struct bounds){0, UNBOUNDED};
        }
}

/* The best that assignments come to: required seats filled, and members left over. The two do not stand in
 * each other's way (Mendelsohn and Dulmage), so each is taken for itself. */
struct best {
        int filled;
        int left;
};

static struct best find_best(const struct problem *problem, const struct states *states)
{
        struct best best = {-1, ORACLE_MEMBERS + 1};
        for (size_t i = 0; i < states->count; i++) {
                int fill = filled(problem, states->list[i]);
                int left = __builtin_popcount(left_over(states->list[i]));
                best.filled = fill > best.filled ? fill : best.filled;
                best.left = left < best.left ? left : best.left;
        }
        return best;
}

/* Is the rule short in some assignment that fills most, and could one sit in it who is left over in some that
 * leaves fewest over? */
static void find_faults(const struct problem *problem, size_t rule, bool *ret_short, bool *ret_left)
{
        const struct seats *seats = problem->seats;
        const struct states *states = assign_all(problem);
        struct best best = find_best(problem, states);
        *ret_short = *ret_left = false;
        for (size_t i = 0; i < states->count; i++) {
                state s = states->list[i];
                bool most = filled(problem, s) == best.filled;
                bool fewest = __builtin_popcount(left_over(s)) == best.left;
                for (size_t g = 0; g < seats->group_count; g++) {
                        if (seats->groups[g].rule != rule)
                                continue;
                        *ret_short |= most && seated_in(s, g) < problem->bounds[g].min;
                        for (size_t m = 0; m < seats->in->member_count; m++)
                                *ret_left |= fewest && (left_over(s) >> m & 1u) && problem->fits[g][m];
                }
        }
}

/* *ret_short: short with unknown edges true. */
static enum oracle_verdict judge_rule(struct seats *seats, size_t rule, bool *ret_short)
{
        struct problem problem = {.seats = seats};
        bool is_short[2], is_left[2];
        set_bounds(&problem, decides(seats->rules->rules[rule]), rule);
        for (int possible = 0; possible < 2; possible++) {
                set_edges(&problem, possible ? ~0u : 0u);
                find_faults(&problem, rule, &is_short[possible], &is_left[possible]);
        }
        *ret_short = is_short[1];
        if (is_left[1] || (is_short[1] && seats->in->complete))
                return ORACLE_NOT_MET;
        return is_short[1] || is_short[0] || is_left[0] ? ORACLE_UNKNOWN : ORACLE_MET;
}

static enum oracle_verdict judge_system(struct seats *seats)
{
        struct problem problem = {.seats = seats};
        struct outlook outlook = {.can_fail = seats->exhaustive && !seats->in->complete};
        set_bounds(&problem, true, NOBODY);
        unsigned all = 1u << count_unknown(seats);
        for (unsigned i = 0; i < all && !(outlook.can_hold && outlook.can_fail); i++) {
                set_edges(&problem, i == 0 ? all - 1 : i - 1); /* the most telling ones first */
                outlook.can_hold |= holds(&problem, !seats->in->complete);
                outlook.can_fail |= !holds(&problem, false);
        }
        return outlook_verdict(outlook);
}

static void fill_seating(struct seats *seats, struct oracle_seating *seating)
{
        struct problem problem = {.seats = seats};
        set_bounds(&problem, true, NOBODY);
        set_edges(&problem, ~0u);
        const struct states *states = assign_all(&problem);
        struct best best = find_best(&problem, states);
        seating->present = true;
        seating->seats = required(&problem);
        seating->seated = best.filled;
        seating->exhaustive = seats->exhaustive;
        seating->unseated = best.left;
        for (size_t i = 0; i < states->count; i++)
                if (__builtin_popcount(left_over(states->list[i])) == best.left &&
                    filled(&problem, states->list[i]) == best.filled)
                        seating->may_be_left[left_over(states->list[i])] = true;
}

static bool has_seat_role(const json_t *rule, const struct member *member)
{
        const json_t *roles = json_object_get(rule, "roles");
        const char *role = text_at(rule, "role");
        if (role)
                return strcmp(member->role, role) == 0;
        if (roles)
                return has_text(roles, member->role);
        return strcmp(member->role, "chair") == 0 || strcmp(member->role, "deputyChair") == 0 ||
               strcmp(member->role, "member") == 0;
}

/* `count` absent: exactly one. */
static struct bounds seat_bounds(const json_t *rule, const struct unit *unit)
{
        const json_t *count = json_object_get(rule, "count");
        if (count)
                return unit_bounds(rule, count, unit);
        json_t *one = json_pack("{s:i,s:i}", "min", 1, "max", 1);
        struct bounds bounds = unit_bounds(rule, one, unit);
        json_decref(one);
        return bounds;
}

/* The groups of one rule; false if there are too many. */
static bool add_groups(struct seats *seats, size_t rule, bool *ret_any)
{
        const json_t *json = seats->rules->rules[rule];
        struct unit units[ORACLE_GROUPS];
        int count = list_units(seats->in, json, units);
        if (count < 0 || seats->group_count + (size_t)count > ORACLE_GROUPS)
                return false;
        for (int u = 0; u < count; u++) {
                struct group *group = &seats->groups[seats->group_count++];
                *group = (struct group){.rule = rule, .bounds = seat_bounds(json, &units[u])};
                for (size_t m = 0; m < seats->in->member_count; m++) {
                        const struct member *member = &seats->in->members[m];
                        enum truth fits = truth_select(seats->in, member, json_object_get(json, "who"));
                        group->fits[m] =
                                has_seat_role(json, member)
                                        ? truth_and(fits, truth_in_unit(seats->in, member, &units[u]))
                                        : TRUTH_NO;
                }
        }
        *ret_any = count > 0;
        return true;
}

static bool judge_all(struct seats *seats, enum oracle_verdict ret_verdicts[ORACLE_RULES],
                      struct oracle_seating *ret_seating)
{
        const struct seat_rules *rules = seats->rules;
        bool any[ORACLE_RULES];
        for (size_t r = 0; r < rules->count; r++)
                if (!add_groups(seats, r, &any[r]))
                        return false;
        if (count_unknown(seats) > EDGES_UNKNOWN_MAX)
                return false;
        *ret_seating = (struct oracle_seating){0};
        for (size_t r = 0; r < rules->count; r++) {
                bool is_short = false;
                ret_verdicts[r] = any[r] ? judge_rule(seats, r, &is_short) : ORACLE_NOT_APPLICABLE;
                ret_seating->deficient[r] = is_short && decides(rules->rules[r]) && !rules->waived[r];
        }
        if (seats->group_count) {
                ret_seating->verdict = judge_system(seats);
                fill_seating(seats, ret_seating);
        }
        return !seats->overflow;
}

bool judge_seats(const struct instance *in, const struct seat_rules *rules,
                 enum oracle_verdict ret_verdicts[ORACLE_RULES], struct oracle_seating *ret_seating)
{
        struct seats seats = {
                .in = in,
                .rules = rules,
                .exhaustive = json_is_true(json_object_get(in->body, "seatsExhaustive")),
                .scratch = {calloc(1, sizeof(struct states)), calloc(1, sizeof(struct states))}};
        bool done = seats.scratch[0] && seats.scratch[1] && judge_all(&seats, ret_verdicts, ret_seating);
        free(seats.scratch[0]);
        free(seats.scratch[1]);
        return done;
}
