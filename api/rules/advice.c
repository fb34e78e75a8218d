#include "rules/advice.h"

#include "rules/advice_trial.h"
#include "rules/model/kind.h"

#include <string.h>

/* Ways in which the advice is tried: other roles, and other ones of what would fit a seat. */
#define WAYS 4

static void appoint(const struct rule *rule, const struct unit_outcome *unit, int32_t count,
                    struct rules_result *result)
{
        result->advice[result->advice_count++] = (struct advice){
                .rule = rule,
                .unit = unit ? unit->unit : NULL,
                .unit_id = unit ? unit->id : 0,
                .count = count,
        };
}

/* Only what binds: a deciding rule that is not met. */
static void find_appointments(const struct rules_facts *facts, const struct outcome *outcomes,
                              struct rules_result *result)
{
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct outcome *outcome = &outcomes[i];
                if (!outcome->rule->kind || !outcome->rule->kind->is_seats ||
                    outcome->verdict != VERDICT_NOT_MET || !rule_decides(outcome->rule))
                        continue;
                for (uint32_t u = 0; u < outcome->unit_count; u++) {
                        if (outcome->units[u].verdict == VERDICT_NOT_MET && outcome->units[u].tally.missing)
                                appoint(outcome->rule, &outcome->units[u], outcome->units[u].tally.missing,
                                        result);
                }
                if (!outcome->unit_count && outcome->tally.missing)
                        appoint(outcome->rule, NULL, outcome->tally.missing, result);
        }
}

/* Members without a seat where every member must have one. */
static void find_surplus(struct rules_result *result)
{
        const struct seating *seating = &result->seating;
        if (!seating->exhaustive || !seating->decides || seating->hidden ||
            seating->verdict != VERDICT_NOT_MET || !seating->unseated_count)
                return;
        result->advice[result->advice_count++] =
                (struct advice){.members = seating->unseated, .count = (int32_t)seating->unseated_count};
}

/* Whether the rule may be named as broken. If its numbers by gender are withheld it may not, since its new
 * verdict could reveal them. */
static bool may_be_named(const struct outcome *outcome)
{
        bool withheld = outcome->tally.withheld;
        for (uint32_t u = 0; u < outcome->unit_count; u++)
                withheld = withheld || outcome->units[u].tally.withheld;
        return !withheld;
}

/* Finds the deciding rules of the shown reading that are met now and would no longer be. */
static uint32_t find_broken(const struct rules_result *result, const struct outcome *before,
                            const struct rules_result *after, const struct rule **ret)
{
        uint32_t count = 0;
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                uint32_t variant = before[i].rule->variant;
                if ((variant && variant != result->shown_variant) || !outcome_decides(&before[i]) ||
                    before[i].verdict != VERDICT_MET || after->outcomes[i].verdict != VERDICT_NOT_MET ||
                    !may_be_named(&before[i]) || !may_be_named(&after->outcomes[i]))
                        continue;
                ret[count++] = before[i].rule;
        }
        return count;
}

/* Tries the advice in some ways and keeps the rules that the best of them breaks; false if none makes the
 * seats whole. */
static bool try_advice(struct check *check, const struct outcome *outcomes, struct rules_result *result,
                       advice_judge *judge)
{
        uint32_t room = result->facts->rule_count + 1, fewest = UINT32_MAX;
        const struct rule **broken = arena_array(check->arena, room, sizeof *broken),
                          **found = arena_array(check->arena, room, sizeof *found);
        for (uint32_t way = 0; way < WAYS && fewest > 0; way++) {
                const struct rules_facts *facts = advice_trial_facts(check, result, way);
                const struct rules_result *after = facts ? judge(check->arena, facts, check->at) : NULL;
                if (!after || after->seating.verdict == VERDICT_NOT_MET)
                        continue;
                uint32_t count = find_broken(result, outcomes, after, found);
                if (count >= fewest)
                        continue;
                fewest = count;
                memcpy(broken, found, count * sizeof *found);
        }
        for (uint32_t i = 0; fewest != UINT32_MAX && i < result->advice_count; i++) {
                result->advice[i].broken = broken;
                result->advice[i].broken_count = fewest;
        }
        return fewest != UINT32_MAX;
}

void advice_give(struct check *check, const struct outcome *outcomes, struct rules_result *result,
                 advice_judge *judge)
{
        const struct rules_facts *facts = check->facts;
        size_t room = 2;
        if (!facts->body)
                return;
        for (uint32_t i = 0; i < facts->rule_count; i++)
                room += 1 + outcomes[i].unit_count;
        result->advice = arena_array(check->arena, room, sizeof *result->advice);
        find_appointments(facts, outcomes, result);
        find_surplus(result);
        if (result->advice_count && !try_advice(check, outcomes, result, judge))
                result->advice_count = 0;
}
