/*
 * count - a number or share of the members match, seated or not.
 *
 * `of` selects the members (or, if it names a role, any memberships), and `who` those who are counted;
 * without `who` all in `of` are. Bounds are whole numbers (`min`, `max`) and exact shares of those in `of`:
 * `minShare`, `maxShare`, `moreThanShare` (a majority is more than 1/2). Zero of zero meets a minimum share,
 * but not a "more than". With `per` the members of each unit are counted; a share is then of all in `of`, not
 * of the unit's. An exception of `per` replaces all bounds of its unit.
 */
#include "rules/judging/counting.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/judging/columns.h"
#include "rules/judging/units.h"

/* In whole numbers what a share asks of a total that is certain. */
static void needed_of(const struct bounds *bounds, const struct counted *counted, struct tally *tally)
{
        int64_t total = (int64_t)counted->in_yes + counted->in_maybe + counted->in_no;
        bool certain = counted->maybe_yes + counted->maybe_maybe + counted->maybe_no == 0;
        tally->needed = true;
        tally->min = bounds->min;
        tally->max = bounds->max;
        if (!certain)
                return;
        if (share_given(bounds->min_share) && share_at_least(bounds->min_share, total) > tally->min)
                tally->min = (int32_t)share_at_least(bounds->min_share, total);
        if (share_given(bounds->more_than) && share_more_than(bounds->more_than, total) > tally->min)
                tally->min = (int32_t)share_more_than(bounds->more_than, total);
        if (share_given(bounds->max_share) &&
            (tally->max < 0 || share_at_most(bounds->max_share, total) < tally->max))
                tally->max = (int32_t)share_at_most(bounds->max_share, total);
}

static bool names_gender(const struct rule *rule)
{
        return selector_names_gender(rule->who) || selector_names_gender(rule->of);
}

/* Whether the count is above zero, but so low that it could reveal gender. */
static bool is_small_group(int32_t count)
{
        return count > 0 && count < GENDER_GROUP_MIN;
}

/* Whether the number, or the total of its share, depends on the gender of so few that it would reveal it. */
static bool tells_gender(struct check *check, const struct rule *rule, const struct unit *unit)
{
        const uint8_t *range[2], *who[2];
        int32_t counted = 0, in_all = 0;
        for (int i = 0; i < 2; i++) {
                enum gender_view view = i == 0 ? GENDER_ALL_FEMALE : GENDER_ALL_MALE;
                range[i] = columns_range_view(check, rule->of, view);
                who[i] = columns_view(check, rule->who, view);
        }
        for (uint32_t i = 0; i < check->count; i++) {
                uint8_t in_unit = (uint8_t)unit_match(unit, check->in_force[i]);
                in_all += range[0][i] != range[1][i];
                counted += tri_and(in_unit, tri_and(range[0][i], who[0][i])) !=
                           tri_and(in_unit, tri_and(range[1][i], who[1][i]));
        }
        return is_small_group(in_all) || is_small_group(counted);
}

static bool judge_unit(struct check *check, const struct rule *rule, const struct unit *unit,
                       struct tally *tally, enum verdict *ret_verdict)
{
        bool by_gender = names_gender(rule), tells = by_gender && tells_gender(check, rule, unit);
        enum gender_view view = tells ? GENDER_SHOWN : GENDER_REGISTERED;
        const uint8_t *range = columns_range_view(check, rule->of, view),
                      *who = columns_view(check, rule->who, view);
        uint8_t *matching = arena_alloc(check->arena, check->count + 1);
        struct bounds bounds = rule->bounds;
        struct counted counted = {.open = !check->complete};
        int32_t group = 0; /* those among whom it is counted */
        if (!range || !who || !matching)
                return false;
        if (unit->excepted) {
                bounds = NO_BOUNDS;
                bounds.min = unit->min;
                bounds.max = unit->max;
        }
        for (uint32_t i = 0; i < check->count; i++) {
                uint8_t match = tri_and(who[i], (uint8_t)unit_match(unit, check->in_force[i]));
                counting_add(&counted, (enum tri)range[i], (enum tri)match);
                matching[i] = tri_and(range[i], match);
                group += range[i] != TRI_FALSE && unit_match(unit, check->in_force[i]) != TRI_FALSE;
        }
        *ret_verdict = counting_judge(&counted, &bounds);
        needed_of(&bounds, &counted, tally);
        tally->counted = true;
        tally->withheld = tells || (by_gender && group < GENDER_GROUP_MIN);
        tally->certain = counted_certain(&counted);
        tally->possible = counted_possible(&counted);
        if (*ret_verdict == VERDICT_NOT_MET && tally->min > tally->possible)
                tally->missing = tally->min - tally->possible;
        return judgement_list_members(check, tally, matching, by_gender);
}

/* Whether the rule has only shares and there are no members to take a share of; it then does not apply. */
static bool shares_of_nobody(const struct check *check, const struct rule *rule, const uint8_t *range)
{
        bool anybody = !check->complete || check->member_count > 0;
        for (uint32_t i = 0; i < check->count; i++)
                anybody = anybody || range[i] != TRI_FALSE;
        const struct bounds *bounds = &rule->bounds;
        bool shares = share_given(bounds->min_share) || share_given(bounds->max_share);
        return !anybody && shares && bounds->min < 0 && bounds->max < 0 && !share_given(bounds->more_than) &&
               !rule->per.exception_count;
}

static bool judge_count(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const uint8_t *range = columns_range(check, rule->of);
        if (!range)
                return false;
        if (shares_of_nobody(check, rule, range))
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_NOBODY);
        if (!units_judge(check, rule, judge_unit, ret))
                return false;
        if (ret->verdict == VERDICT_UNKNOWN && !ret->reason && !check->complete)
                ret->reason = REASON_COVERAGE;
        units_note_withheld(check, ret);
        return true;
}

static void demand_count(struct demands *demands, const struct rule *rule)
{
        const struct bounds *bounds = &rule->bounds;
        uint32_t range = demand_condition(demands, demand_range(rule->of, NULL));
        struct units units;
        demand_begin_way(demands);
        demand_units(demands, rule, &units);
        for (uint32_t i = 0; i < units.count; i++) {
                const struct unit *unit = &units.items[i];
                struct condition matching = demand_range(rule->of, rule->who);
                matching.unit_kind = unit->kind;
                matching.unit = unit->id;
                uint32_t match = demand_condition(demands, matching);
                demand_between(demands, match, unit->excepted ? unit->min : bounds->min,
                               unit->excepted ? unit->max : bounds->max);
                if (!unit->excepted && share_given(bounds->min_share))
                        demand_row(demands, bounds->min_share.denominator, match,
                                   -bounds->min_share.numerator, range, 0);
                if (!unit->excepted && share_given(bounds->max_share))
                        demand_row(demands, -bounds->max_share.denominator, match,
                                   bounds->max_share.numerator, range, 0);
                if (!unit->excepted && share_given(bounds->more_than))
                        demand_row(demands, bounds->more_than.denominator, match,
                                   -bounds->more_than.numerator, range, 1);
        }
}

const struct rule_kind kind_count = {.name = "count",
                                     .composes = true,
                                     .judge = judge_count,
                                     .demand = demand_count,
                                     .describe = sentence_counts};
