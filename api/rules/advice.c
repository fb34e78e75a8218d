#include "rules/advice.h"

#include "rules/advice_trial.h"
#include "rules/model/kind.h"

#include <string.h>

/* Ways in which the advice is tried where not all can be. */
#define WAYS_TRIED 8

static void add_appointment(const struct rule *rule, const struct unit_outcome *unit, int32_t count,
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
                                add_appointment(outcome->rule, &outcome->units[u],
                                                outcome->units[u].tally.missing, result);
                }
                if (!outcome->unit_count && outcome->tally.missing)
                        add_appointment(outcome->rule, NULL, outcome->tally.missing, result);
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

/* What trying the advice has shown. */
struct trial {
        struct check *check;
        const struct rules_result *result;
        const struct outcome *before;
        advice_judge *judge;
        const struct rule **found;  /* what the last way breaks */
        const struct rule **fewest; /* what the best way breaks */
        const struct rule **always; /* what every way breaks */
        uint32_t fewest_count, always_count;
        bool whole; /* some way makes the seats whole */
};

static bool is_among(const struct rule *rule, const struct rule *const *list, uint32_t count)
{
        for (uint32_t i = 0; i < count; i++) {
                if (list[i] == rule)
                        return true;
        }
        return false;
}

/* Keeps what every way so far has broken. */
static void keep_common(struct trial *trial, uint32_t found_count)
{
        uint32_t kept = 0;
        for (uint32_t i = 0; i < trial->always_count; i++) {
                if (is_among(trial->always[i], trial->found, found_count))
                        trial->always[kept++] = trial->always[i];
        }
        trial->always_count = kept;
}

/* Carries the advice out in one way; nothing is learnt if that does not make the seats whole. False then. */
static bool try_way(struct trial *trial, uint32_t way, bool open, uint32_t *ret_count)
{
        const struct rules_facts *facts = advice_trial_facts(trial->check, trial->result, way, open);
        const struct rules_result *after =
                facts ? trial->judge(trial->check->arena, facts, trial->check->at) : NULL;
        if (!after || after->seating.verdict == VERDICT_NOT_MET)
                return false;
        *ret_count = find_broken(trial->result, trial->before, after, trial->found);
        return true;
}

static void copy_rules(const struct rule **to, const struct rule **from, uint32_t count)
{
        memcpy(to, from, count * sizeof *to);
}

/* What the best of some ways breaks, and what all of them do. */
static void try_ways(struct trial *trial, uint32_t ways)
{
        for (uint32_t way = 0; way < ways && !(trial->whole && trial->fewest_count == 0); way++) {
                uint32_t count;
                if (!try_way(trial, way, false, &count))
                        continue;
                if (!trial->whole || count < trial->fewest_count) {
                        copy_rules(trial->fewest, trial->found, count);
                        trial->fewest_count = count;
                }
                if (!trial->whole) {
                        copy_rules(trial->always, trial->found, count);
                        trial->always_count = count;
                }
                trial->whole = true;
                keep_common(trial, count);
        }
}

/* Of ways that are too many to be tried: what is broken in every role, whatever else is not known. */
static void try_open(struct trial *trial)
{
        uint32_t ways = advice_trial_roles(trial->result);
        bool any = false;
        trial->always_count = 0;
        for (uint32_t way = 0; way < ways; way++) {
                uint32_t count;
                if (!try_way(trial, way, true, &count))
                        continue;
                if (!any) {
                        copy_rules(trial->always, trial->found, count);
                        trial->always_count = count;
                }
                any = true;
                keep_common(trial, count);
        }
}

/* Tries the advice, and keeps the rules that it breaks whoever is appointed; false if it does not make the
 * seats whole, or breaks one rule or another without its being known which. */
static bool try_advice(struct check *check, const struct outcome *outcomes, struct rules_result *result,
                       advice_judge *judge)
{
        uint32_t room = result->facts->rule_count + 1, ways = advice_trial_ways(result);
        struct trial trial = {.check = check, .result = result, .before = outcomes, .judge = judge};
        trial.found = arena_array(check->arena, room, sizeof *trial.found);
        trial.fewest = arena_array(check->arena, room, sizeof *trial.fewest);
        trial.always = arena_array(check->arena, room, sizeof *trial.always);
        try_ways(&trial, ways ? ways : WAYS_TRIED);
        if (trial.whole && trial.fewest_count && !ways)
                try_open(&trial);
        if (!trial.whole || (trial.fewest_count && trial.always_count != trial.fewest_count))
                return false;
        for (uint32_t i = 0; i < result->advice_count; i++) {
                result->advice[i].broken = trial.fewest;
                result->advice[i].broken_count = trial.fewest_count;
        }
        return true;
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
