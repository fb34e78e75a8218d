/*
 * parity - the sides have equal numbers.
 *
 * `sides` are two or more selectors over the members; the largest and the smallest side differ by at most
 * `difference` (0). One who matches two sides counts on both.
 */
#include "rules/judging/counting.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/judging/columns.h"

static bool judge_parity(struct check *check, const struct rule *rule, struct outcome *ret)
{
        struct amount sides[SIDES_MAX];
        bool always = true, never = false;
        if (rule->side_count < 2)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (check->complete && check->member_count == 0)
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_NOBODY);
        for (uint32_t i = 0; i < rule->side_count; i++) {
                const uint8_t *side = columns_of(check, rule->sides[i]);
                if (!side)
                        return false;
                sides[i] = counting_amount(check, check->members, side);
        }
        /* Each side takes every number between its bounds, whatever the others take. */
        for (uint32_t i = 0; i < rule->side_count; i++) {
                for (uint32_t j = 0; j < rule->side_count; j++) {
                        bool apart =
                                i != j && (sides[i].open || sides[i].high - sides[j].low > rule->difference);
                        always = always && !apart;
                        never = never || (!sides[j].open && sides[i].low - sides[j].high > rule->difference);
                }
        }
        /* The smallest and the largest side, for the sentence. */
        ret->total = ret->shared = sides[0].low;
        for (uint32_t i = 1; i < rule->side_count; i++) {
                ret->total = sides[i].low < ret->total ? sides[i].low : ret->total;
                ret->shared = sides[i].low > ret->shared ? sides[i].low : ret->shared;
        }
        outcome_set(ret, verdict_of(always, never));
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = REASON_COVERAGE;
        return true;
}

static void describe_parity(struct sentence *sentence, const struct outcome *outcome)
{
        struct sentence_values values = {.outcome = outcome,
                                         .first = outcome->shared == outcome->total ? PHRASE_PARITY_EQUAL
                                                                                    : PHRASE_PARITY_NUMBERS};
        if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_fill(sentence,
                              outcome->rule->difference > 0 ? PHRASE_PARITY_DIFFERENCE : values.first,
                              &values);
        else if (!outcome->reason)
                sentence_say(sentence, PHRASE_SIDE_OF_MEMBERS_UNKNOWN, outcome);
}

static void demand_equal_sides(struct demands *demands, const struct rule *rule)
{
        demand_begin_way(demands);
        for (uint32_t i = 0; rule->side_count >= 2 && i < rule->side_count; i++) {
                uint32_t side = demand_condition(demands, demand_range(NULL, rule->sides[i]));
                for (uint32_t j = 0; j < rule->side_count; j++) {
                        if (i != j)
                                demand_row(demands, 1, side, -1,
                                           demand_condition(demands, demand_range(NULL, rule->sides[j])),
                                           -rule->difference);
                }
        }
}

const struct rule_kind kind_parity = {.name = "parity",
                                      .composes = true,
                                      .judge = judge_parity,
                                      .demand = demand_equal_sides,
                                      .describe = describe_parity};
