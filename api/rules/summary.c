/*
 * The summary of a whole check, and its advice, in sentences.
 */
#include "rules/contradictions.h"
#include "rules/model/kind.h"
#include "rules/sentences.h"
#include "rules/model/reference.h"

struct numbers {
        uint32_t met, not_met, unknown, warnings;
};

static struct numbers count_rules(const struct rules_result *result)
{
        struct numbers numbers = {0};
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                if (outcome->rule->variant && outcome->rule->variant != result->shown_variant)
                        continue;
                if (!outcome_decides(outcome)) {
                        numbers.warnings += outcome->verdict == VERDICT_NOT_MET;
                        continue;
                }
                numbers.met += outcome->verdict == VERDICT_MET || outcome->verdict == VERDICT_WAIVED;
                numbers.not_met += outcome->verdict == VERDICT_NOT_MET;
                numbers.unknown += outcome->verdict == VERDICT_UNKNOWN;
        }
        return numbers;
}

static void add_verdict(struct sentence *sentence, enum verdict verdict)
{
        switch (verdict) {
        case VERDICT_MET:
                sentence_add(sentence,
                             PHRASE(" er alle avgjørende krav oppfylt.", " er alle avgjerande krav oppfylte.",
                                    " all deciding requirements are met."));
                break;
        case VERDICT_NOT_MET:
                sentence_add(sentence, PHRASE(" er ikke alle avgjørende krav oppfylt.",
                                              " er ikkje alle avgjerande krav oppfylte.",
                                              " not all deciding requirements are met."));
                break;
        case VERDICT_UNKNOWN:
                sentence_add(sentence,
                             PHRASE(" kan det ikke avgjøres om alle avgjørende krav er oppfylt.",
                                    " kan det ikkje avgjerast om alle avgjerande krav er oppfylte.",
                                    " it cannot be decided whether all deciding requirements are met."));
                break;
        case VERDICT_WAIVED:
        case VERDICT_PENDING:
        case VERDICT_NOT_APPLICABLE:
        case VERDICT_NOT_CHECKABLE:
        case VERDICT_NO_RULES:
        case VERDICT_COUNT:
                sentence_add(sentence, PHRASE(" er det ingen avgjørende krav å prøve.",
                                              " er det ingen avgjerande krav å prøve.",
                                              " there are no deciding requirements to check."));
                break;
        }
}

static void add_number(struct sentence *sentence, uint32_t number, const struct phrase *one,
                       const struct phrase *several)
{
        if (number == 0)
                return;
        buffer_format(sentence->out, " %u", number);
        sentence_add(sentence, number == 1 ? one : several);
}

static void add_seats(struct sentence *sentence, const struct seating *seating)
{
        bool missing = seating->present && seating->verdict == VERDICT_NOT_MET && seating->deficient_count;
        if (missing) {
                struct outcome seats = {.tally = {.missing = seating->seats - seating->seated}};
                sentence_fill(sentence, &seats,
                              PHRASE(" Faste plasser uten innehaver: {missing}.",
                                     " Faste plassar utan innehavar: {missing}.",
                                     " Required seats without a holder: {missing}."));
        }
        if (seating->verdict == VERDICT_NOT_MET && seating->exhaustive && seating->unseated_count)
                add_number(sentence, seating->unseated_count,
                           PHRASE(" medlem har ingen plass etter reglene.",
                                  " medlem har ingen plass etter reglane.",
                                  " member has no seat by the rules."),
                           PHRASE(" medlemmer har ingen plass etter reglene.",
                                  " medlemmer har ingen plass etter reglane.",
                                  " members have no seat by the rules."));
}

void sentence_of_summary(struct sentence *sentence, const struct rules_result *result)
{
        struct numbers numbers = count_rules(result);
        sentence_add(sentence, PHRASE("Per ", "Per ", "As of "));
        sentence_date(sentence, result->at);
        if (sentence->language == LANGUAGE_EN)
                buffer_add_char(sentence->out, ',');
        add_verdict(sentence, result->verdict);
        add_number(sentence, numbers.met,
                   PHRASE(" krav er oppfylt.", " krav er oppfylt.", " requirement is met."),
                   PHRASE(" krav er oppfylt.", " krav er oppfylte.", " requirements are met."));
        add_number(
                sentence, numbers.not_met,
                PHRASE(" krav er ikke oppfylt.", " krav er ikkje oppfylt.", " requirement is not met."),
                PHRASE(" krav er ikke oppfylt.", " krav er ikkje oppfylte.", " requirements are not met."));
        add_number(sentence, numbers.unknown,
                   PHRASE(" krav kan ikke avgjøres.", " krav kan ikkje avgjerast.",
                          " requirement cannot be decided."),
                   PHRASE(" krav kan ikke avgjøres.", " krav kan ikkje avgjerast.",
                          " requirements cannot be decided."));
        add_number(sentence, numbers.warnings, PHRASE(" varsel.", " varsel.", " warning."),
                   PHRASE(" varsler.", " varsel.", " warnings."));
        add_seats(sentence, &result->seating);
}

void sentence_of_contradiction(struct sentence *sentence, const struct contradiction *contradiction)
{
        bool alone = !contradiction->rules[1];
        sentence_add(sentence, PHRASE("Ingen sammensetning kan oppfylle ", "Inga samansetjing kan oppfylle ",
                                      "No composition can satisfy "));
        if (!alone)
                sentence_add(sentence, PHRASE("både ", "både ", "both "));
        sentence_quote(sentence, contradiction->rules[0]);
        if (!alone) {
                sentence_add(sentence, PHRASE(" og ", " og ", " and "));
                sentence_quote(sentence, contradiction->rules[1]);
        }
        buffer_add_char(sentence->out, '.');
}

void sentence_of_advice(struct sentence *sentence, const struct advice *advice)
{
        sentence_add(sentence, PHRASE("Oppnevn ", "Oppnemn ", "Appoint "));
        sentence_number(sentence, advice->count);
        sentence_add(sentence, PHRASE(" etter ", " etter ", " under "));
        sentence_quote(sentence, advice->rule);
        if (advice->unit_id) {
                sentence_add(sentence, PHRASE(" for ", " for ", " for "));
                buffer_add_string(sentence->out, reference_unit_name(sentence->facts, advice->rule->per.kind,
                                                                     advice->unit_id, sentence->language));
        }
        buffer_add_char(sentence->out, '.');
}
