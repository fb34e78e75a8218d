/*
 * rotation - a role passes between sides.
 *
 * From `first.from` the `role` is held from side number `first.side` (counting from 0) of `sides`, and every
 * `every` (P2Y) the next side has its turn. On the date all holders match the side whose turn it is. Vacant:
 * not applicable. Without `first` it cannot be known whose turn it is: not checkable.
 */
#include "rules/consistency/demand.h"
#include "rules/kinds/kinds.h"
#include "rules/judging/columns.h"

#include "words/fault.h"

#include <stdio.h>

static bool is_complete(const struct rule *rule)
{
        return rule->role_list_count == 1 && rule->side_count > 0 && (rule->every.months || rule->every.days);
}

static bool judge_rotation(struct check *check, const struct rule *rule, struct outcome *ret)
{
        if (!is_complete(rule) || (rule->first_given && (uint32_t)rule->first_side >= rule->side_count))
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (!rule->first_given)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_NO_FIRST);
        int32_t turn = span_count(rule->first_from, rule->every, check->at);
        if (turn < 0)
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_BEFORE_FIRST);
        uint32_t whose = (uint32_t)((turn + rule->first_side) % (int32_t)rule->side_count);
        const uint8_t *side = columns_of(check, rule->sides[whose]);
        if (!side)
                return false;
        uint8_t all = check->complete ? TRI_TRUE : TRI_UNKNOWN;
        bool held = false;
        for (uint32_t i = 0; i < check->count; i++) {
                if (check->in_force[i]->role != rule->role_list[0])
                        continue;
                held = true;
                all = tri_and(all, side[i]);
        }
        if (!held && check->complete)
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_VACANT);
        ret->when = span_after_times(rule->first_from, rule->every, turn + 1);
        outcome_set(ret, verdict_of(all == TRI_TRUE, all == TRI_FALSE));
        if (ret->verdict == VERDICT_UNKNOWN && !check->complete)
                ret->reason = REASON_COVERAGE;
        return true;
}

static void describe_rotation(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_UNKNOWN && outcome->reason)
                return;
        if (outcome->verdict == VERDICT_MET)
                sentence_say(sentence, PHRASE_ROTATION_IN_TURN, outcome);
        else if (outcome->verdict == VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_ROTATION_SIDE_UNKNOWN, outcome);
        else
                sentence_say(sentence, PHRASE_ROTATION_OUT_OF_TURN, outcome);
}

/* Demands that no holder of the role is from another side than the one whose turn it is. */
static void demand_rotation(struct demands *demands, const struct rule *rule)
{
        if (!is_complete(rule) || !rule->first_given || (uint32_t)rule->first_side >= rule->side_count)
                return;
        int32_t turn = span_count(rule->first_from, rule->every, demands->check->at);
        if (turn < 0)
                return;
        uint32_t whose = (uint32_t)((turn + rule->first_side) % (int32_t)rule->side_count);
        struct condition others = {.roles = ROLE_BIT(rule->role_list[0]),
                                   .selectors = {NULL, rule->sides[whose]},
                                   .denied = true};
        demand_begin_way(demands);
        demand_between(demands, demand_condition(demands, others), -1, 0);
}

static date next_rotation(const struct check *check, const struct rule *rule)
{
        if (!rule->first_given || !is_complete(rule))
                return DATE_END;
        int32_t turn = span_count(rule->first_from, rule->every, check->at);
        return turn < 0 ? rule->first_from : span_after_times(rule->first_from, rule->every, turn + 1);
}

static void find_rotation_faults(const json_t *rule, struct faults *list)
{
        const json_t *first = json_object_get(rule, "first"), *side = json_object_get(first, "side");
        size_t count = json_array_size(json_object_get(rule, "sides"));
        char last[24];
        if (!json_is_integer(side) || !count || json_integer_value(side) < (json_int_t)count)
                return;
        snprintf(last, sizeof last, "%zu", count - 1);
        fault_add(list, FAULT_POINTER, "/first/side", FAULT_MAXIMUM, last, NULL);
}

const struct rule_kind kind_rotation = {.name = "rotation",
                                        .judge = judge_rotation,
                                        .demand = demand_rotation,
                                        .describe = describe_rotation,
                                        .next = next_rotation,
                                        .faults = find_rotation_faults};
