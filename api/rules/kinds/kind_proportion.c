/*
 * proportion - the sides have members in proportion to their weights.
 *
 * Of the members that all `sides` have together, each side is due a share by its weight, rounded to whole
 * members by the largest remainder method or by Sainte-Laguë's divisors (1, 3, 5 …); of equal claims the
 * earlier side's is served first. No side has more or fewer than its share by more than `tolerance`. A member
 * who matches two sides counts on both. If no member is on any side, the rule is not applicable.
 *
 * If members may be unregistered any numbers are possible, so that nothing is certain. Members of whom it is
 * unknown which sides they are on are tried on all.
 */
#include "rules/judging/columns.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"

#include "words/fault.h"

#include <stdlib.h>

/* Ways to place those who may be on a side, tried one by one. */
#define WAYS_MAX 65536

struct sides {
        const struct rule *rule;
        const uint8_t *columns[SIDES_MAX];
        int32_t counts[SIDES_MAX];
        uint64_t ways; /* tried so far */
        bool can_hold, can_fail;
};

/* The side with the strongest claim to one more: by the remainder of its share, or by its quotient. */
static uint32_t strongest_claim(const struct rule *rule, const int64_t *due, const int64_t *remainders)
{
        uint32_t best = 0;
        for (uint32_t i = 1; i < rule->side_count; i++) {
                bool stronger = rule->sainte_lague ? (int64_t)rule->weights[i] * (2 * due[best] + 1) >
                                                             (int64_t)rule->weights[best] * (2 * due[i] + 1)
                                                   : remainders[i] > remainders[best];
                if (stronger)
                        best = i;
        }
        return best;
}

/* How many of the total each side is due. */
static void apportion_seats(const struct rule *rule, int64_t total, int64_t *ret_due)
{
        int64_t remainders[SIDES_MAX], weight = 0, given = 0;
        for (uint32_t i = 0; i < rule->side_count; i++)
                weight += rule->weights[i];
        for (uint32_t i = 0; i < rule->side_count; i++) {
                ret_due[i] = rule->sainte_lague ? 0 : total * rule->weights[i] / weight;
                remainders[i] = total * rule->weights[i] % weight;
                given += ret_due[i];
        }
        for (; given < total; given++) {
                uint32_t best = strongest_claim(rule, ret_due, remainders);
                ret_due[best]++;
                remainders[best] = -1;
        }
}

static bool is_proportionate(const struct sides *sides)
{
        int64_t due[SIDES_MAX], total = 0;
        for (uint32_t i = 0; i < sides->rule->side_count; i++)
                total += sides->counts[i];
        apportion_seats(sides->rule, total, due);
        for (uint32_t i = 0; i < sides->rule->side_count; i++) {
                if (llabs(sides->counts[i] - due[i]) > sides->rule->tolerance)
                        return false;
        }
        return true;
}

/* Every way in which the members from one on may be on the sides from one on. Recursion is bounded by the
 * members who may be on a side, of which WAYS_MAX lets few be tried. */
static void try_ways(const struct check *check, struct sides *sides, uint32_t member, uint32_t side)
{
        for (; member < check->count; member++, side = 0) {
                for (; side < sides->rule->side_count; side++) {
                        uint8_t on = tri_and(check->members[member], sides->columns[side][member]);
                        if (on != TRI_UNKNOWN)
                                continue;
                        sides->counts[side]++;
                        try_ways(check, sides, member, side + 1);
                        sides->counts[side]--;
                }
        }
        if (++sides->ways > WAYS_MAX)
                return;
        *(is_proportionate(sides) ? &sides->can_hold : &sides->can_fail) = true;
}

static bool is_complete_rule(const struct rule *rule)
{
        int64_t weight = 0;
        for (uint32_t i = 0; i < rule->weight_count; i++)
                weight += rule->weights[i];
        return rule->side_count >= 2 && rule->weight_count == rule->side_count && weight > 0;
}

static bool judge_proportion(struct check *check, const struct rule *rule, struct outcome *ret)
{
        struct sides sides = {.rule = rule};
        uint32_t uncertain = 0, certain = 0;
        if (!is_complete_rule(rule))
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        for (uint32_t s = 0; s < rule->side_count; s++) {
                sides.columns[s] = columns_of(check, rule->sides[s]);
                if (!sides.columns[s])
                        return false;
                for (uint32_t i = 0; i < check->count; i++) {
                        uint8_t on = tri_and(check->members[i], sides.columns[s][i]);
                        sides.counts[s] += on == TRI_TRUE;
                        certain += on == TRI_TRUE;
                        uncertain += on == TRI_UNKNOWN;
                }
        }
        ret->names = NULL;
        if (!check->complete)
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_COVERAGE);
        if (!certain && !uncertain)
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_NOBODY);
        if (uncertain > 16 || !check_spend(check, ((uint64_t)1 << uncertain) * rule->side_count * 8))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        try_ways(check, &sides, 0, 0);
        return outcome_set(ret, verdict_of(!sides.can_fail, !sides.can_hold));
}

static void describe_proportion(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_MET)
                sentence_say(sentence, PHRASE_PROPORTION_MET, outcome);
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_PROPORTION_NOT_MET, outcome);
        else if (!outcome->reason)
                sentence_say(sentence, PHRASE_SIDE_OF_MEMBERS_UNKNOWN, outcome);
}

/* With the largest remainder method each side's due is less than one member from its exact share, so its
 * number is less than the tolerance plus one from it. With other divisors the difference may be larger, and
 * nothing is demanded. */
static void demand_proportion(struct demands *demands, const struct rule *rule)
{
        struct demand_term terms[DEMAND_TERMS_MAX];
        int64_t all = 0;
        if (!is_complete_rule(rule) || rule->sainte_lague || rule->side_count > DEMAND_TERMS_MAX)
                return;
        for (uint32_t s = 0; s < rule->side_count; s++)
                all += rule->weights[s];
        demand_begin_way(demands);
        for (uint32_t s = 0; s < rule->side_count; s++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                        for (uint32_t i = 0; i < rule->side_count; i++)
                                terms[i] = (struct demand_term){
                                        demand_condition(demands, demand_range(NULL, rule->sides[i])),
                                        sign * ((i == s ? all : 0) - (int64_t)rule->weights[s])};
                        demand_terms(demands, terms, rule->side_count, 1 - all * (rule->tolerance + 1));
                }
        }
}

static void find_proportion_faults(const json_t *rule, struct faults *list)
{
        size_t sides = json_array_size(json_object_get(rule, "sides"));
        const json_t *weights = json_object_get(rule, "weights");
        char count[24];
        if (!sides || json_array_size(weights) == sides)
                return;
        snprintf(count, sizeof count, "%zu", sides);
        fault_add(list, FAULT_POINTER, "/weights",
                  json_array_size(weights) < sides ? FAULT_MIN_ITEMS : FAULT_MAX_ITEMS, count, NULL);
}

const struct rule_kind kind_proportion = {.name = "proportion",
                                          .composes = true,
                                          .judge = judge_proportion,
                                          .demand = demand_proportion,
                                          .describe = describe_proportion,
                                          .faults = find_proportion_faults};
