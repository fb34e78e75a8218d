#include "rules/consistency/composition.h"

#include "rules/consistency/profiles.h"

#include <assert.h>
#include <string.h>

/* Numbers that rows are about: of those who satisfy each condition, of those in each group of seats, and, of
 * a number that is to be even or odd, its half and what is left over.
 */
#define GROUPS_MAX     64
#define PARITIES_MAX   8
#define FIRST_GROUP    PROFILE_CONDITIONS_MAX
#define FIRST_HALF     (FIRST_GROUP + GROUPS_MAX)
#define FIRST_REST     (FIRST_HALF + PARITIES_MAX)
#define QUANTITIES_MAX (FIRST_REST + PARITIES_MAX)
/* Ways in which all demands together can be satisfied that are tried one by one. */
#define WAYS_MAX       256
/* How deep the search for integers branches. */
#define DEPTH_MAX      12
/* What a number is counted in where it need not be whole. */
#define PARTS          ((int64_t)1 << 20)
/* Demands asked for at once. */
#define ASKED_MAX      64
/* The gain of who may not be there. */
#define NOBODY         INT64_MIN

/* A row over the quantities. */
struct quantity_row {
        int64_t times[QUANTITIES_MAX];
        int64_t least;
};

/* Members of one profile, with a seat or without: a column. (A half and a rest are columns, too.) */
struct sort {
        uint64_t satisfied;
        uint32_t quantity; /* their group, or the half or rest; QUANTITIES_MAX: no seat */
};

struct seat {
        uint32_t condition; /* here */
        int32_t min, max;
        bool asked; /* else only offered */
};

struct search {
        struct arena *arena;
        const struct composition_problem *problem;
        enum composition_thoroughness thoroughness;
        int64_t *work;
        const struct condition *conditions[PROFILE_CONDITIONS_MAX];
        uint32_t *here; /* by number of a condition: its place in this search, from 1 */
        uint32_t condition_count;
        struct seat seats[GROUPS_MAX];
        uint32_t seat_count;
        struct profiles *profiles;
        const struct profile *list; /* all of them */
        uint32_t list_count;
        const struct demand_way *ways[ASKED_MAX]; /* the one that is tried, of each demand asked for */
};

/* One way that is tried: its rows and its columns. */
struct attempt {
        struct search *search;
        struct quantity_row *rows;
        uint32_t row_count, row_max;
        struct sort *sorts;
        uint32_t sort_count, sort_max;
        uint32_t parities[PARITIES_MAX], parity_count; /* places of the conditions */
        int64_t weights[QUANTITIES_MAX];               /* of the quantities, while a sort is sought */
        bool overflow;
};

/* The place of a condition in the search, from 1; 0 if there is no room. */
static uint32_t take_condition(struct search *search, uint32_t number)
{
        if (!search->here[number]) {
                if (search->condition_count == PROFILE_CONDITIONS_MAX)
                        return 0;
                search->conditions[search->condition_count++] = &search->problem->demands->conditions[number];
                search->here[number] = search->condition_count;
        }
        return search->here[number];
}

static bool take_groups(struct search *search, const struct demand *demand, bool asked)
{
        for (uint32_t i = 0; i < demand->group_count; i++) {
                uint32_t place = take_condition(search, demand->groups[i].condition);
                if (!place || search->seat_count == GROUPS_MAX)
                        return false;
                search->seats[search->seat_count++] =
                        (struct seat){place - 1, demand->groups[i].min, demand->groups[i].max, asked};
        }
        return true;
}

static bool take_rows(struct search *search, const struct demand *demand)
{
        for (uint32_t w = 0; w < demand->way_count; w++) {
                for (uint32_t r = 0; r < demand->ways[w].row_count; r++) {
                        const struct demand_row *row = &demand->ways[w].rows[r];
                        for (uint32_t t = 0; t < row->term_count; t++) {
                                if (!take_condition(search, row->terms[t].condition))
                                        return false;
                        }
                }
        }
        return true;
}

static bool prepare_search(struct search *search)
{
        const struct composition_problem *problem = search->problem;
        search->here = arena_array(search->arena, problem->demands->condition_count + 1, sizeof(uint32_t));
        for (uint32_t i = 0; i < problem->asked_count; i++) {
                if (!take_rows(search, problem->asked[i]) || !take_groups(search, problem->asked[i], true))
                        return false;
        }
        for (uint32_t i = 0; problem->exhaustive && i < problem->offered_count; i++) {
                if (!take_groups(search, problem->offered[i], false))
                        return false;
        }
        search->profiles = profile_space_new(search->arena, problem->demands->check->facts,
                                             search->conditions, search->condition_count);
        return search->profiles && (search->thoroughness == COMPOSITION_SOME ||
                                    profiles_list(search->profiles, &search->list, &search->list_count));
}

/* Whether a member without a seat that is asked for may be: one is offered, or none is needed. */
static bool may_stand(const struct search *search, struct profile profile)
{
        if (!search->problem->exhaustive || !profile.member)
                return true;
        for (uint32_t s = 0; s < search->seat_count; s++) {
                if (!search->seats[s].asked && (profile.satisfied >> search->seats[s].condition & 1))
                        return true;
        }
        return false;
}

static void add_checked(struct attempt *attempt, int64_t *sum, int64_t number)
{
        attempt->overflow = attempt->overflow || __builtin_add_overflow(*sum, number, sum);
}

/* What a profile gains in the seat that gains most. */
static int64_t gain_of(struct attempt *attempt, struct profile profile, uint32_t *ret_group)
{
        const struct search *search = attempt->search;
        int64_t sum = 0, best = NOBODY;
        *ret_group = QUANTITIES_MAX;
        for (uint64_t rest = profile.satisfied; rest; rest &= rest - 1)
                add_checked(attempt, &sum, attempt->weights[__builtin_ctzll(rest)]);
        if (may_stand(search, profile))
                best = 0;
        for (uint32_t s = 0; s < search->seat_count; s++) {
                int64_t seated = attempt->weights[FIRST_GROUP + s];
                if (!search->seats[s].asked || !(profile.satisfied >> search->seats[s].condition & 1) ||
                    seated <= best)
                        continue;
                best = seated;
                *ret_group = FIRST_GROUP + s;
        }
        if (best == NOBODY)
                return NOBODY;
        add_checked(attempt, &sum, best);
        return sum;
}

static int64_t climb_gain(const void *context, struct profile profile)
{
        uint32_t group;
        return gain_of((struct attempt *)(uintptr_t)context, profile, &group);
}

/* The profile that gains more than 0 with the weights. */
static bool find_profile(struct attempt *attempt, struct profile *ret)
{
        struct search *search = attempt->search;
        uint32_t group;
        int64_t best = 0;
        if (search->thoroughness == COMPOSITION_SOME) {
                *ret = profiles_climb(search->profiles, climb_gain, attempt, &best, search->work);
                return best > 0;
        }
        *search->work -= (int64_t)search->list_count * (8 + search->seat_count);
        for (uint32_t i = 0; i < search->list_count; i++) {
                int64_t gained = gain_of(attempt, search->list[i], &group);
                if (gained <= best)
                        continue;
                best = gained;
                *ret = search->list[i];
        }
        return best > 0;
}

static int64_t taken_by(const struct quantity_row *row, const struct sort *sort)
{
        int64_t taken = sort->quantity < QUANTITIES_MAX ? row->times[sort->quantity] : 0;
        for (uint64_t rest = sort->satisfied; rest; rest &= rest - 1)
                taken += row->times[__builtin_ctzll(rest)];
        return taken;
}

/* A sort of members that would help: a new column. */
static bool find_column(void *context, const int64_t *weights, int64_t *ret_multiples)
{
        struct attempt *attempt = context;
        struct profile profile;
        memset(attempt->weights, 0, sizeof attempt->weights);
        for (uint32_t r = 0; r < attempt->row_count; r++) {
                for (uint32_t q = 0; weights[r] && q < QUANTITIES_MAX; q++) {
                        int64_t product = 0;
                        attempt->overflow =
                                attempt->overflow ||
                                __builtin_mul_overflow(weights[r], attempt->rows[r].times[q], &product);
                        add_checked(attempt, &attempt->weights[q], product);
                }
        }
        bool found = attempt->sort_count < attempt->sort_max && find_profile(attempt, &profile);
        if (attempt->overflow || attempt->sort_count == attempt->sort_max)
                *attempt->search->work = -1;
        if (!found || attempt->overflow)
                return false;
        struct sort *sort = &attempt->sorts[attempt->sort_count++];
        sort->satisfied = profile.satisfied;
        gain_of(attempt, profile, &sort->quantity);
        for (uint32_t r = 0; r < attempt->row_count; r++)
                ret_multiples[r] = taken_by(&attempt->rows[r], sort);
        return true;
}

static struct quantity_row *new_row(struct attempt *attempt, int64_t least)
{
        assert(attempt->row_count < attempt->row_max);
        struct quantity_row *row = &attempt->rows[attempt->row_count++];
        *row = (struct quantity_row){.least = least};
        return row;
}

static uint32_t place_of(const struct search *search, uint32_t condition)
{
        return search->here[condition] - 1;
}

static void add_sum(struct attempt *attempt, const struct demand_row *asked)
{
        struct quantity_row *row = new_row(attempt, asked->least);
        for (uint32_t t = 0; t < asked->term_count; t++)
                row->times[place_of(attempt->search, asked->terms[t].condition)] += asked->terms[t].times;
}

/* The number is twice its half and the rest, and the rest is 0 or 1. */
static void add_parity(struct attempt *attempt, uint32_t place, bool odd)
{
        uint32_t known = 0;
        while (known < attempt->parity_count && attempt->parities[known] != place)
                known++;
        if (known == PARITIES_MAX)
                return;
        for (int sign = -1; known == attempt->parity_count && sign <= 1; sign += 2) {
                struct quantity_row *row = new_row(attempt, 0);
                row->times[place] = sign;
                row->times[FIRST_HALF + known] = -2 * sign;
                row->times[FIRST_REST + known] = -sign;
        }
        if (known == attempt->parity_count)
                attempt->parities[attempt->parity_count++] = place;
        new_row(attempt, odd ? 1 : 0)->times[FIRST_REST + known] = odd ? 1 : -1;
        if (odd)
                new_row(attempt, -1)->times[FIRST_REST + known] = -1;
}

static void add_way(struct attempt *attempt, const struct demand_way *way)
{
        for (uint32_t r = 0; r < way->row_count; r++) {
                const struct demand_row *asked = &way->rows[r];
                if (asked->parity)
                        add_parity(attempt, place_of(attempt->search, asked->terms[0].condition), asked->odd);
                else
                        add_sum(attempt, asked);
        }
}

static void add_seats(struct attempt *attempt)
{
        const struct search *search = attempt->search;
        for (uint32_t s = 0; s < search->seat_count; s++) {
                const struct seat *seat = &search->seats[s];
                if (seat->asked && seat->min > 0)
                        new_row(attempt, seat->min)->times[FIRST_GROUP + s] = 1;
                if (seat->asked && search->problem->exhaustive && seat->max >= 0)
                        new_row(attempt, -seat->max)->times[FIRST_GROUP + s] = -1;
        }
}

/* The largest number of rows that the chosen ways may need. */
static uint32_t count_rows(const struct search *search)
{
        uint32_t count = 2 * search->seat_count;
        for (uint32_t i = 0; i < search->problem->asked_count; i++) {
                for (uint32_t r = 0; search->ways[i] && r < search->ways[i]->row_count; r++)
                        count += search->ways[i]->rows[r].parity ? 4 : 1;
        }
        return count;
}

static bool add_column(struct attempt *attempt, struct inequalities *system, struct sort sort)
{
        int64_t multiples[INEQUALITIES_MAX];
        for (uint32_t r = 0; r < attempt->row_count; r++)
                multiples[r] = taken_by(&attempt->rows[r], &sort);
        attempt->sorts[attempt->sort_count++] = sort;
        return inequalities_add_column(system, multiples);
}

/* A column's number in parts of PARTS, rounded: it only says which number is to be made whole. */
static int64_t parts_of(const struct inequalities *system, uint32_t column)
{
        int64_t numerator, denominator;
        inequalities_value(system, column, &numerator, &denominator);
        if (numerator > INT64_MAX / PARTS - denominator)
                return numerator / denominator * PARTS;
        return (numerator * PARTS + denominator / 2) / denominator;
}

/* The number that is furthest from being whole; false if all are. */
static bool find_broken(const struct attempt *attempt, const struct inequalities *system,
                        uint32_t *ret_quantity, int64_t *ret_below)
{
        int64_t numbers[QUANTITIES_MAX] = {0}, furthest = PARTS / 1024;
        bool found = false;
        for (uint32_t c = 0; c < attempt->sort_count; c++) {
                int64_t parts = parts_of(system, c);
                for (uint64_t rest = attempt->sorts[c].satisfied; rest; rest &= rest - 1)
                        numbers[__builtin_ctzll(rest)] += parts;
                if (attempt->sorts[c].quantity < QUANTITIES_MAX)
                        numbers[attempt->sorts[c].quantity] += parts;
        }
        for (uint32_t q = 0; q < QUANTITIES_MAX; q++) {
                int64_t over = numbers[q] % PARTS, away = over < PARTS / 2 ? over : PARTS - over;
                if (away <= furthest)
                        continue;
                furthest = away;
                *ret_quantity = q;
                *ret_below = numbers[q] / PARTS;
                found = true;
        }
        return found;
}

static enum feasibility seek_whole(struct attempt *attempt, struct inequalities *system, uint32_t depth);

/* With one more row: the number is at most `below`, or above it. */
static enum feasibility seek_side(struct attempt *attempt, const struct inequalities *system, uint32_t depth,
                                  uint32_t quantity, int64_t below, bool above)
{
        struct inequalities *side = inequalities_copy(attempt->search->arena, system);
        int64_t *multiples = arena_array(attempt->search->arena, attempt->sort_max, sizeof *multiples);
        uint32_t sorts = attempt->sort_count, rows = attempt->row_count;
        struct quantity_row *row = new_row(attempt, above ? below + 1 : -below);
        row->times[quantity] = above ? 1 : -1;
        for (uint32_t c = 0; c < attempt->sort_count; c++)
                multiples[c] = taken_by(row, &attempt->sorts[c]);
        enum feasibility found = inequalities_add_row(side, multiples, row->least)
                                         ? seek_whole(attempt, side, depth + 1)
                                         : UNDECIDED;
        attempt->sort_count = sorts;
        attempt->row_count = rows;
        return found;
}

/* A solution in whole numbers, as far as the quantities go. Recursion is bounded by DEPTH_MAX. */
static enum feasibility seek_whole(struct attempt *attempt, struct inequalities *system, uint32_t depth)
{
        uint32_t quantity = 0;
        int64_t below = 0;
        enum feasibility found = inequalities_solve(system, find_column, attempt, attempt->search->work);
        if (found != FEASIBLE || !find_broken(attempt, system, &quantity, &below))
                return found;
        if (depth == DEPTH_MAX)
                return UNDECIDED;
        found = seek_side(attempt, system, depth, quantity, below, false);
        if (found == FEASIBLE)
                return found;
        enum feasibility other = seek_side(attempt, system, depth, quantity, below, true);
        return other == FEASIBLE || found == INFEASIBLE ? other : UNDECIDED;
}

static enum feasibility try_way(struct search *search)
{
        struct arena *arena = search->arena;
        struct attempt attempt = {.search = search, .row_max = count_rows(search) + DEPTH_MAX + 1};
        if (attempt.row_max >= INEQUALITIES_MAX)
                return UNDECIDED;
        attempt.sort_max = 4 * attempt.row_max + 64;
        attempt.rows = arena_array(arena, attempt.row_max, sizeof *attempt.rows);
        attempt.sorts = arena_array(arena, attempt.sort_max, sizeof *attempt.sorts);
        add_seats(&attempt);
        for (uint32_t i = 0; i < search->problem->asked_count; i++) {
                if (search->ways[i])
                        add_way(&attempt, search->ways[i]);
        }
        struct inequalities *system = inequalities_new(arena, attempt.row_max, attempt.sort_max);
        for (uint32_t r = 0; r < attempt.row_count; r++)
                inequalities_add_row(system, NULL, attempt.rows[r].least);
        for (uint32_t i = 0; i < attempt.parity_count; i++) {
                if (!add_column(&attempt, system, (struct sort){0, FIRST_HALF + i}) ||
                    !add_column(&attempt, system, (struct sort){0, FIRST_REST + i}))
                        return UNDECIDED;
        }
        return seek_whole(&attempt, system, 0);
}

/* The next choice of a way for each demand; false after the last. */
static bool choose_next(struct search *search)
{
        for (uint32_t i = 0; i < search->problem->asked_count; i++) {
                const struct demand *demand = search->problem->asked[i];
                if (!demand->way_count)
                        continue;
                if (++search->ways[i] < demand->ways + demand->way_count)
                        return true;
                search->ways[i] = demand->ways;
        }
        return false;
}

enum feasibility composition_seek(struct arena *arena, const struct composition_problem *problem,
                                  enum composition_thoroughness thoroughness, int64_t *work)
{
        struct search search = {
                .arena = arena, .problem = problem, .thoroughness = thoroughness, .work = work};
        enum feasibility all = INFEASIBLE;
        uint32_t tried = 0;
        if (problem->asked_count > ASKED_MAX || !prepare_search(&search))
                return UNDECIDED;
        for (uint32_t i = 0; i < problem->asked_count; i++)
                search.ways[i] = problem->asked[i]->ways;
        do {
                enum feasibility found = try_way(&search);
                if (found == FEASIBLE)
                        return FEASIBLE;
                if (found == UNDECIDED)
                        all = UNDECIDED;
                if (*work < 0 || ++tried == WAYS_MAX)
                        return UNDECIDED;
        } while (choose_next(&search));
        return thoroughness == COMPOSITION_ALL ? all : UNDECIDED;
}
