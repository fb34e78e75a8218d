/*
 * exclusion - no member matches; or no person sits twice.
 *
 * `who` must match none of the members, or of those that `of` selects (helseforetaksloven § 21: the general
 * manager is not a member of the board). `distinctPersons`: no person holds two of the memberships; unknown
 * while two of them could be the same person.
 */
#include "rules/judging/counting.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/judging/columns.h"

#include <stdlib.h>

static int compare_persons(const void *a, const void *b)
{
        uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
        return x < y ? -1 : x > y;
}

/* Whether some person holds two rows. Rows without a person may be anyone's. */
static bool someone_twice(struct check *check, const uint8_t *range, enum tri *ret_twice)
{
        uint64_t *persons = arena_array(check->arena, check->count + 1, sizeof *persons);
        uint32_t known = 0, unknown = 0;
        if (!persons)
                return false;
        for (uint32_t i = 0; i < check->count; i++) {
                if (range[i] == TRI_FALSE)
                        continue;
                /* Certain rows first among a person's. */
                if (check->in_force[i]->person)
                        persons[known++] =
                                ((uint64_t)check->in_force[i]->person << 1) | (range[i] == TRI_TRUE ? 0 : 1);
                else
                        unknown++;
        }
        qsort(persons, known, sizeof *persons, compare_persons);
        enum tri twice = (unknown && known + unknown > 1) || !check->complete ? TRI_UNKNOWN : TRI_FALSE;
        for (uint32_t i = 1; i < known; i++) {
                if (persons[i] >> 1 != persons[i - 1] >> 1)
                        continue;
                enum tri both = (persons[i] & 1) ? TRI_UNKNOWN : TRI_TRUE;
                twice = both > twice ? both : twice;
        }
        *ret_twice = twice;
        return true;
}

static bool judge_exclusion(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const uint8_t *range = columns_range(check, rule->of), *who = columns_of(check, rule->who);
        uint8_t *matching = arena_alloc(check->arena, check->count + 1);
        enum tri twice = TRI_FALSE, broken = TRI_FALSE;
        if (!range || !who || !matching)
                return false;
        if (!rule->who && !rule->distinct_persons)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (rule->who) {
                struct amount amount = counting_amount(check, range, who);
                broken = amount.low ? TRI_TRUE : amount.high || amount.open ? TRI_UNKNOWN : TRI_FALSE;
                ret->tally = (struct tally){.needed = true,
                                            .min = -1,
                                            .counted = true,
                                            .certain = amount.low,
                                            .possible = amount.high};
                for (uint32_t i = 0; i < check->count; i++)
                        matching[i] = tri_and(range[i], who[i]);
                bool hidden = selector_names_gender(rule->who) || selector_names_gender(rule->of);
                if (!judgement_list_members(check, &ret->tally, matching, hidden))
                        return false;
        }
        if (rule->distinct_persons && !someone_twice(check, range, &twice))
                return false;
        broken = twice > broken ? twice : broken;
        outcome_set(ret, verdict_of(broken == TRI_FALSE, broken == TRI_TRUE));
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = REASON_COVERAGE;
        return true;
}

static void describe_exclusion(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->tally.counted && (outcome->verdict == VERDICT_UNKNOWN || outcome->tally.certain))
                sentence_counts(sentence, outcome);
        else if (outcome->verdict == VERDICT_MET)
                sentence_say(sentence, PHRASE_EXCLUSION_NONE, outcome);
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_EXCLUSION_TWICE, outcome);
        else if (!outcome->reason)
                sentence_say(sentence, PHRASE_EXCLUSION_PERHAPS_TWICE, outcome);
}

/* The persons that a selector names, one by one. Recursion is bounded: selectors are at most
 * SELECTOR_DEPTH_MAX deep. */
static void demand_each_once(struct demands *demands, const struct selector *of,
                             const struct selector *selector)
{
        struct condition one = demand_range(of, NULL);
        for (uint32_t i = 0; selector && i < selector->part_count; i++)
                demand_each_once(demands, of, selector->parts[i]);
        for (uint32_t i = 0; selector && selector->kind == SELECT_PERSON && i < selector->value_count; i++) {
                one.person = selector->values[i];
                demand_between(demands, demand_condition(demands, one), -1, 1);
        }
}

static void demand_exclusion(struct demands *demands, const struct rule *rule)
{
        const struct rules_facts *facts = demands->check->facts;
        demand_begin_way(demands);
        if (rule->who)
                demand_between(demands, demand_condition(demands, demand_range(rule->of, rule->who)), -1, 0);
        for (uint32_t i = 0; rule->distinct_persons && i < facts->rule_count; i++) {
                demand_each_once(demands, rule->of, facts->rules[i].who);
                demand_each_once(demands, rule->of, facts->rules[i].of);
        }
}

const struct rule_kind kind_exclusion = {.name = "exclusion",
                                         .composes = true,
                                         .judge = judge_exclusion,
                                         .demand = demand_exclusion,
                                         .describe = describe_exclusion};
