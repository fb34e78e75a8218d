/*
 * size - how many members there are.
 *
 * `of` narrows the members. `min` and `max` bound the number, `in` lists the permitted ones (six or eight),
 * `even` and `odd` say its parity.
 */
#include "rules/judging/counting.h"
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/judging/columns.h"

#include "words/fault.h"

static bool is_permitted(const struct rule *rule, int32_t size)
{
        if (size < rule->bounds.min || (rule->bounds.max >= 0 && size > rule->bounds.max))
                return false;
        if (rule->in.known && !facts_list_holds(rule->in, (uint32_t)size))
                return false;
        return !(rule->even && size % 2) && !(rule->odd && size % 2 == 0);
}

/* With unregistered members the size has no end; past the last bound two sizes show both parities. */
static int32_t last_size(const struct rule *rule, struct amount amount)
{
        int32_t last = amount.high;
        if (!amount.open)
                return last;
        if (rule->bounds.min > last)
                last = rule->bounds.min;
        if (rule->bounds.max > last)
                last = rule->bounds.max;
        if (rule->in.count && (int32_t)rule->in.items[rule->in.count - 1] > last)
                last = (int32_t)rule->in.items[rule->in.count - 1];
        return last + 2;
}

static void note_needed(const struct rule *rule, struct tally *tally)
{
        tally->needed = true;
        tally->min = rule->bounds.min;
        tally->max = rule->bounds.max;
        if (!rule->in.count)
                return;
        int32_t least = (int32_t)rule->in.items[0], most = (int32_t)rule->in.items[rule->in.count - 1];
        tally->min = least > tally->min ? least : tally->min;
        tally->max = tally->max < 0 || most < tally->max ? most : tally->max;
}

static bool judge_size(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const uint8_t *range = columns_range(check, rule->of);
        if (!range)
                return false;
        struct amount amount = counting_amount(check, range, check->everyone);
        bool always = true, never = true;
        int32_t last = last_size(rule, amount);
        for (int32_t size = amount.low; size <= last && (always || never); size++) {
                bool fit = is_permitted(rule, size);
                always = always && fit;
                never = never && !fit;
        }
        note_needed(rule, &ret->tally);
        ret->tally.counted = true;
        ret->tally.certain = amount.low;
        ret->tally.possible = amount.high;
        outcome_set(ret, verdict_of(always, never));
        if (ret->verdict == VERDICT_UNKNOWN && amount.open)
                ret->reason = REASON_COVERAGE;
        if (ret->verdict == VERDICT_NOT_MET && ret->tally.min > amount.high)
                ret->tally.missing = ret->tally.min - amount.high;
        return judgement_list_members(check, &ret->tally, range, selector_names_gender(rule->of));
}

static bool parity_only(const struct rule *rule)
{
        return (rule->even || rule->odd) && rule->bounds.min < 0 && rule->bounds.max < 0 && !rule->in.known;
}

static void describe_size(struct sentence *sentence, const struct outcome *outcome)
{
        if (!parity_only(outcome->rule)) {
                sentence_counts(sentence, outcome);
                return;
        }
        if (outcome->rule->even)
                sentence_say(sentence, PHRASE_SIZE_EVEN, outcome);
        else
                sentence_say(sentence, PHRASE_SIZE_ODD, outcome);
}

static bool is_set(const json_t *rule, const char *key)
{
        return json_is_true(json_object_get(rule, key));
}

static void find_size_faults(const json_t *rule, struct faults *list)
{
        if (is_set(rule, "even") && is_set(rule, "odd"))
                fault_add(list, FAULT_POINTER, "/odd", FAULT_CONTRADICTION, NULL, NULL);
}

static void demand_size(struct demands *demands, const struct rule *rule)
{
        uint32_t range = demand_condition(demands, demand_range(rule->of, NULL));
        for (uint32_t i = 0; i < rule->in.count || (i == 0 && !rule->in.known); i++) {
                demand_begin_way(demands);
                demand_between(demands, range, rule->bounds.min, rule->bounds.max);
                if (rule->in.known)
                        demand_between(demands, range, rule->in.items[i], rule->in.items[i]);
                if (rule->even)
                        demand_parity(demands, range, false);
                if (rule->odd)
                        demand_parity(demands, range, true);
        }
}

const struct rule_kind kind_size = {.name = "size",
                                    .composes = true,
                                    .judge = judge_size,
                                    .demand = demand_size,
                                    .describe = describe_size,
                                    .faults = find_size_faults};
