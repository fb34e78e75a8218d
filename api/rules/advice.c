#include "rules/advice.h"

#include "rules/model/kind.h"

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

bool advice_give(struct check *check, const struct outcome *outcomes, struct rules_result *result)
{
        const struct rules_facts *facts = check->facts;
        size_t room = 1;
        if (!facts->body)
                return true;
        for (uint32_t i = 0; i < facts->rule_count; i++)
                room += 1 + outcomes[i].unit_count;
        result->advice = arena_array(check->arena, room, sizeof *result->advice);
        if (!result->advice)
                return false;
        find_appointments(facts, outcomes, result);
        return true;
}
