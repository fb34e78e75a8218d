/*
 * The summary of a whole check, and its advice, in sentences.
 */
#include "rules/contradictions.h"
#include "rules/judging/kind.h"
#include "rules/model/reference.h"

struct numbers {
        uint32_t met, not_met, unknown, warnings;
};

static struct numbers count_rules(const struct rules_result *result)
{
        struct numbers numbers = {0};
        uint32_t shown = result->variant;
        if (!shown && result->facts->variant_count)
                shown = result->facts->variants[0];
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                if (outcome->rule->variant && outcome->rule->variant != shown)
                        continue;
                if (!outcome_decides(outcome)) {
                        numbers.warnings += outcome->verdict == RULES_NOT_MET;
                        continue;
                }
                numbers.met += outcome->verdict == RULES_MET || outcome->verdict == RULES_WAIVED;
                numbers.not_met += outcome->verdict == RULES_NOT_MET;
                numbers.unknown += outcome->verdict == RULES_UNKNOWN;
        }
        return numbers;
}

static void tell_verdict(struct telling *telling, enum rules_verdict verdict)
{
        switch (verdict) {
        case RULES_MET:
                words_add(telling,
                          PHRASE(" er alle avgjørende krav oppfylt.", " er alle avgjerande krav oppfylte.",
                                 " all deciding requirements are met."));
                break;
        case RULES_NOT_MET:
                words_add(telling, PHRASE(" er ikke alle avgjørende krav oppfylt.",
                                          " er ikkje alle avgjerande krav oppfylte.",
                                          " not all deciding requirements are met."));
                break;
        case RULES_UNKNOWN:
                words_add(telling,
                          PHRASE(" kan det ikke avgjøres om alle avgjørende krav er oppfylt.",
                                 " kan det ikkje avgjerast om alle avgjerande krav er oppfylte.",
                                 " it cannot be decided whether all deciding requirements are met."));
                break;
        case RULES_WAIVED:
        case RULES_PENDING:
        case RULES_NOT_APPLICABLE:
        case RULES_NOT_CHECKABLE:
        case RULES_NO_RULES:
                words_add(telling, PHRASE(" er det ingen avgjørende krav å prøve.",
                                          " er det ingen avgjerande krav å prøve.",
                                          " there are no deciding requirements to check."));
                break;
        }
}

static void tell_number(struct telling *telling, uint32_t number, const struct phrase *one,
                        const struct phrase *several)
{
        if (number == 0)
                return;
        buffer_format(telling->out, " %u", number);
        words_add(telling, number == 1 ? one : several);
}

static void tell_seats(struct telling *telling, const struct seating *seating)
{
        bool missing = seating->present && seating->verdict == RULES_NOT_MET && seating->deficient_count;
        if (missing) {
                struct outcome seats = {.tally = {.missing = seating->seats - seating->seated}};
                words_say(telling, &seats,
                          PHRASE(" Faste plasser uten innehaver: {missing}.",
                                 " Faste plassar utan innehavar: {missing}.",
                                 " Required seats without a holder: {missing}."));
        }
        if (seating->verdict == RULES_NOT_MET && seating->exhaustive && seating->unseated_count)
                tell_number(telling, seating->unseated_count,
                            PHRASE(" medlem har ingen plass etter reglene.",
                                   " medlem har ingen plass etter reglane.",
                                   " member has no seat by the rules."),
                            PHRASE(" medlemmer har ingen plass etter reglene.",
                                   " medlemmer har ingen plass etter reglane.",
                                   " members have no seat by the rules."));
}

void tell_summary(struct telling *telling, const struct rules_result *result)
{
        struct numbers numbers = count_rules(result);
        words_add(telling, PHRASE("Per ", "Per ", "As of "));
        words_date(telling, result->at);
        if (telling->language == LANGUAGE_EN)
                buffer_add_char(telling->out, ',');
        tell_verdict(telling, result->verdict);
        tell_number(telling, numbers.met,
                    PHRASE(" krav er oppfylt.", " krav er oppfylt.", " requirement is met."),
                    PHRASE(" krav er oppfylt.", " krav er oppfylte.", " requirements are met."));
        tell_number(
                telling, numbers.not_met,
                PHRASE(" krav er ikke oppfylt.", " krav er ikkje oppfylt.", " requirement is not met."),
                PHRASE(" krav er ikke oppfylt.", " krav er ikkje oppfylte.", " requirements are not met."));
        tell_number(telling, numbers.unknown,
                    PHRASE(" krav kan ikke avgjøres.", " krav kan ikkje avgjerast.",
                           " requirement cannot be decided."),
                    PHRASE(" krav kan ikke avgjøres.", " krav kan ikkje avgjerast.",
                           " requirements cannot be decided."));
        tell_number(telling, numbers.warnings, PHRASE(" varsel.", " varsel.", " warning."),
                    PHRASE(" varsler.", " varsel.", " warnings."));
        tell_seats(telling, &result->seating);
}

void tell_contradiction(struct telling *telling, const struct contradiction *contradiction)
{
        bool alone = !contradiction->rules[1];
        words_add(telling, PHRASE("Ingen sammensetning kan oppfylle ", "Inga samansetjing kan oppfylle ",
                                  "No composition can satisfy "));
        if (!alone)
                words_add(telling, PHRASE("både ", "både ", "both "));
        words_quote(telling, contradiction->rules[0]);
        if (!alone) {
                words_add(telling, PHRASE(" og ", " og ", " and "));
                words_quote(telling, contradiction->rules[1]);
        }
        buffer_add_char(telling->out, '.');
}

void tell_advice(struct telling *telling, const struct advice *advice)
{
        words_add(telling, PHRASE("Oppnevn ", "Oppnemn ", "Appoint "));
        words_number(telling, advice->count);
        words_add(telling, PHRASE(" etter ", " etter ", " under "));
        words_quote(telling, advice->rule);
        if (advice->unit_id) {
                words_add(telling, PHRASE(" for ", " for ", " for "));
                buffer_add_string(telling->out, world_unit_name(telling->facts, advice->rule->per.kind,
                                                                advice->unit_id, telling->language));
        }
        buffer_add_char(telling->out, '.');
}
