/*
 * distinct - the members are spread over an attribute.
 *
 * Among the members (narrowed by `of`) at least `min` different values of `by` occur: organisation, area,
 * appointedBy, office or category. A value that is not stated may be a new one, an old one or none; a list of
 * categories that is not stated may hold any number.
 */
#include "rules/judging/columns.h"
#include "rules/judging/attributes.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"

struct spread {
        uint8_t *seen; /* by id: TRI_TRUE held by a certain row, TRI_UNKNOWN by a possible one */
        int32_t certain, possible;
        bool unbounded;
};

static void count_value(struct spread *spread, uint32_t value, uint8_t in_range)
{
        uint8_t before = spread->seen[value];
        if (in_range <= before)
                return;
        spread->seen[value] = in_range;
        spread->possible += before == TRI_FALSE;
        spread->certain += in_range == TRI_TRUE;
}

static void count_values_of(struct spread *spread, const struct membership *row, enum attribute by,
                            uint8_t in_range)
{
        if (by == BY_CATEGORY) {
                spread->unbounded |= !row->categories.known;
                for (uint32_t i = 0; i < row->categories.count; i++)
                        count_value(spread, row->categories.items[i], in_range);
                return;
        }
        uint32_t value = attribute_of(row, by);
        if (value)
                count_value(spread, value, in_range);
        else
                spread->possible++;
}

static bool judge_distinct(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const uint8_t *range = columns_range(check, rule->of);
        struct spread spread = {.seen = arena_alloc(check->arena, check->facts->ids.count + 1),
                                .unbounded = !check->complete};
        if (!range || !spread.seen)
                return false;
        if (rule->by == ATTRIBUTE_COUNT)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        for (uint32_t i = 0; i < check->count; i++) {
                if (range[i] != TRI_FALSE)
                        count_values_of(&spread, check->in_force[i], rule->by, range[i]);
        }
        int32_t min = rule->bounds.min;
        ret->tally = (struct tally){.needed = true,
                                    .min = min,
                                    .max = -1,
                                    .counted = true,
                                    .certain = spread.certain,
                                    .possible = spread.possible};
        outcome_set(ret, verdict_of(spread.certain >= min, !spread.unbounded && spread.possible < min));
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = REASON_COVERAGE;
        return true;
}

/* Demands one member for each value, unless a member may have several values. */
static void demand_distinct(struct demands *demands, const struct rule *rule)
{
        demand_begin_way(demands);
        if (rule->by != BY_CATEGORY && rule->by != ATTRIBUTE_COUNT)
                demand_between(demands, demand_condition(demands, demand_range(rule->of, NULL)),
                               rule->bounds.min, -1);
}

const struct rule_kind kind_distinct = {.name = "distinct",
                                        .composes = true,
                                        .judge = judge_distinct,
                                        .demand = demand_distinct,
                                        .describe = sentence_counts};
