/*
 * Count, size, exclusion, parity and distinct, by going through all completions.
 *
 * The predicates of one membership are independent of those of another, so all completions together come to a
 * set of reachable tallies: from each tally, each membership may go on to those that its unknown predicates
 * allow.
 *
 * Unregistered members. A completion with incomplete coverage adds any number of memberships, each of any
 * role and attributes, so to each tally any number of each sort may be added. Past a certain number nothing
 * new comes:
 *  - Minima and maxima of numbers: what matters is whether a number is under min or over max, so max(min, max
 * + 1) of a sort are enough.
 *  - Shares. Whether one of them fails in some completion: adding only ones who match raises n of N the most
 * and adding only ones who do not lowers it the most; with x·q >= p·(N + x) for a share p/q this takes no
 * more than q(N + 1), and where p = q or p = 0 no number does it. Whether all bounds hold in some completion:
 * if the shares leave room at all there is a fraction between them (at most their mediant, with the sum of
 * their denominators below), and all its multiples satisfy them; the first multiple not under min, n and N -
 * n is at most max(min, N) + 1 times the fraction. Under a maximum of n only those who do not match go on
 * being added, max times a denominator of them at most. So (sum of denominators) times (min + max + N + 1) is
 * enough.
 *  - Sides of a parity: those of one side only are enough, as they reach every pair of larger numbers. To
 * level sides that are k apart takes k of the lower, to unlevel them by d takes at most k + d + 1.
 *  - Distinct: one who brings a new value, as often as the minimum asks.
 */
#include "oracle_parts.h"

#include <string.h>

#define TALLY (ORACLE_MEMBERS + 1)

/* Reachable pairs: matching, and all of them (`of`). */
struct tallies {
        bool reached[TALLY][TALLY];
};

static enum oracle_verdict worse(enum oracle_verdict a, enum oracle_verdict b)
{
        if (a == ORACLE_NOT_MET || b == ORACLE_NOT_MET)
                return ORACLE_NOT_MET;
        return a == ORACLE_UNKNOWN || b == ORACLE_UNKNOWN ? ORACLE_UNKNOWN : ORACLE_MET;
}

/* One membership: not in `of`; in it and not matching; in it and matching. */
static void tally_member(struct tallies *tallies, enum truth of, enum truth match)
{
        struct tallies next = {0};
        for (size_t n = 0; n < TALLY; n++) {
                for (size_t all = 0; all < TALLY; all++) {
                        if (!tallies->reached[n][all])
                                continue;
                        if (of != TRUTH_YES)
                                next.reached[n][all] = true;
                        if (of != TRUTH_NO && match != TRUTH_YES)
                                next.reached[n][all + 1] = true;
                        if (of != TRUTH_NO && match != TRUTH_NO)
                                next.reached[n + 1][all + 1] = true;
                }
        }
        *tallies = next;
}

static void tally_all(const struct instance *in, const json_t *rule, const struct unit *unit,
                      struct tallies *ret_tallies)
{
        *ret_tallies = (struct tallies){0};
        ret_tallies->reached[0][0] = true;
        for (size_t m = 0; m < in->member_count; m++) {
                const struct member *member = &in->members[m];
                enum truth who = truth_select(in, member, json_object_get(rule, "who"));
                tally_member(ret_tallies, truth_of(in, member, json_object_get(rule, "of")),
                             truth_and(who, truth_in_unit(in, member, unit)));
        }
}

static void note_counts(const struct tallies *tallies, struct oracle_rule_answer *answer)
{
        int certain = TALLY, possible = 0;
        for (int n = 0; n < TALLY; n++) {
                for (int all = 0; all < TALLY; all++) {
                        if (!tallies->reached[n][all])
                                continue;
                        certain = n < certain ? n : certain;
                        possible = n > possible ? n : possible;
                }
        }
        answer->counted = true;
        answer->certain = certain;
        answer->possible = possible;
}

enum { SHARE_MIN, SHARE_MAX, SHARE_MORE, SHARE_COUNT };

struct demand {
        struct bounds bounds;
        int part[SHARE_COUNT];
        int whole[SHARE_COUNT]; /* 0: no such share */
};

static bool read_demand(const json_t *rule, const struct unit *unit, struct demand *ret)
{
        static const char *const names[SHARE_COUNT] = {"minShare", "maxShare", "moreThanShare"};
        struct demand demand = {.bounds = unit_bounds(rule, rule, unit)};
        for (size_t i = 0; i < SHARE_COUNT; i++) {
                const json_t *share = json_object_get(rule, names[i]);
                if (share && !read_share(share, &demand.part[i], &demand.whole[i]))
                        return false;
        }
        *ret = demand;
        return true;
}

static bool demand_holds(const struct demand *demand, int n, int all)
{
        if (n < demand->bounds.min || (demand->bounds.max != UNBOUNDED && n > demand->bounds.max))
                return false;
        for (size_t i = 0; i < SHARE_COUNT; i++) {
                int have = n * demand->whole[i], want = all * demand->part[i];
                if (demand->whole[i] && (i == SHARE_MIN   ? have < want
                                         : i == SHARE_MAX ? have > want
                                                          : have <= want))
                        return false;
        }
        return true;
}

static int enough_added(const struct instance *in, const struct demand *demand)
{
        if (in->complete)
                return 0;
        int numbers = demand->bounds.min + TALLY, wholes = 1;
        if (demand->bounds.max != UNBOUNDED)
                numbers += demand->bounds.max;
        for (size_t i = 0; i < SHARE_COUNT; i++)
                wholes += demand->whole[i];
        return numbers * wholes;
}

static struct outlook look_at(const struct demand *demand, const struct tallies *tallies, int added)
{
        struct outlook outlook = {0};
        for (int n = 0; n < TALLY; n++)
                for (int all = n; all < TALLY; all++)
                        for (int x = 0; x <= added && tallies->reached[n][all]; x++)
                                for (int y = 0; y <= added && !(outlook.can_hold && outlook.can_fail); y++)
                                        *(demand_holds(demand, n + x, all + x + y) ? &outlook.can_hold
                                                                                   : &outlook.can_fail) =
                                                true;
        return outlook;
}

/* A body without members: a share of nobody is neither met nor broken. */
static bool shares_of_nobody(const struct instance *in, const json_t *rule)
{
        static const char *const others[] = {"min", "max", "moreThanShare"};
        bool may = strcmp(text_at(rule, "force"), "may") == 0;
        bool nobody = in->complete &&
                      ((!may && json_object_get(rule, "minShare")) || json_object_get(rule, "maxShare"));
        for (size_t i = 0; i < 3; i++)
                nobody = nobody && !json_object_get(rule, others[i]);
        nobody = nobody && !json_object_get(json_object_get(rule, "per"), "except");
        for (size_t m = 0; m < in->member_count; m++)
                nobody = nobody && !in->members[m].counts &&
                         truth_of(in, &in->members[m], json_object_get(rule, "of")) == TRUTH_NO;
        return nobody;
}

bool judge_count(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        struct unit units[ORACLE_GROUPS];
        int count = list_units(in, rule, units);
        if (count < 0)
                return false;
        if (shares_of_nobody(in, rule)) {
                ret_answer->verdict = ORACLE_NOT_APPLICABLE;
                return true;
        }
        ret_answer->verdict = count ? ORACLE_MET : ORACLE_NOT_APPLICABLE;
        ret_answer->units = json_object_get(rule, "per") ? count : 0;
        for (int u = 0; u < count; u++) {
                struct demand demand;
                struct tallies tallies;
                if (!read_demand(rule, &units[u], &demand))
                        return false;
                tally_all(in, rule, &units[u], &tallies);
                struct outlook outlook = look_at(&demand, &tallies, enough_added(in, &demand));
                ret_answer->verdict = worse(ret_answer->verdict, outlook_verdict(outlook));
                if (units[u].key == UNIT_WHOLE)
                        note_counts(&tallies, ret_answer);
        }
        return true;
}

static bool is_listed(const json_t *list, int number)
{
        size_t i;
        const json_t *item;
        json_array_foreach(list, i, item) {
                if (json_integer_value(item) == number)
                        return true;
        }
        return list == NULL;
}

static bool size_holds(const json_t *rule, int n)
{
        const struct unit whole = {UNIT_WHOLE, NULL};
        struct demand demand = {.bounds = unit_bounds(rule, rule, &whole)};
        if (json_is_true(json_object_get(rule, "even")) && n % 2 != 0)
                return false;
        if (json_is_true(json_object_get(rule, "odd")) && n % 2 == 0)
                return false;
        return demand_holds(&demand, n, n) && is_listed(json_object_get(rule, "in"), n);
}

bool judge_size(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const struct unit whole = {UNIT_WHOLE, NULL};
        struct tallies tallies;
        struct outlook outlook = {0};
        int added = in->complete ? 0 : 2 * TALLY; /* every number, min, max and list are under that */
        tally_all(in, rule, &whole, &tallies);
        for (int n = 0; n < TALLY; n++)
                for (int x = 0; x <= added && tallies.reached[n][n]; x++)
                        *(size_holds(rule, n + x) ? &outlook.can_hold : &outlook.can_fail) = true;
        ret_answer->verdict = outlook_verdict(outlook);
        note_counts(&tallies, ret_answer);
        return true;
}

bool judge_exclusion(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const struct unit whole = {UNIT_WHOLE, NULL};
        const struct demand nobody = {.bounds = {0, 0}};
        struct tallies tallies;
        if (!json_object_get(rule, "who") || json_object_get(rule, "distinctPersons"))
                return false;
        tally_all(in, rule, &whole, &tallies);
        ret_answer->verdict = outlook_verdict(look_at(&nobody, &tallies, in->complete ? 0 : 1));
        return true;
}
