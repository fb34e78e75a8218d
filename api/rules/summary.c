/*
 * The summary of a whole check, and its advice, in sentences.
 */
#include "rules/contradictions.h"
#include "rules/model/kind.h"
#include "rules/sentences.h"
#include "rules/model/reference.h"

#include "words/language.h"

/* Rules by verdict, of those of the reading that is shown. */
static void count_rules(const struct rules_result *result, struct verdict_counts *ret)
{
        *ret = (struct verdict_counts){0};
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                if (outcome->rule->variant && outcome->rule->variant != result->shown_variant)
                        continue;
                (outcome_decides(outcome) ? ret->deciding : ret->warning)[outcome->verdict]++;
        }
}

void summary_count(const struct rules_result *result, struct verdict_counts *ret)
{
        count_rules(result, ret);
}

/* A number that begins a sentence. */
static void add_capitalised(struct sentence *sentence, int64_t number)
{
        size_t start = sentence->out->length;
        sentence_number(sentence, number);
        if (buffer_failed(sentence->out))
                return;
        unsigned char *first = (unsigned char *)sentence->out->bytes + start;
        if (first[0] >= 'a' && first[0] <= 'z')
                first[0] = (unsigned char)(first[0] - 'a' + 'A');
        else if (first[0] == 0xc3 && first[1] >= 0xa0)
                first[1] = (unsigned char)(first[1] - 0x20);
}

/* A sentence that begins with a number, for one and for several. */
static void add_number(struct sentence *sentence, uint32_t number, const struct phrase *one,
                       const struct phrase *several)
{
        if (number == 0)
                return;
        buffer_add_char(sentence->out, ' ');
        add_capitalised(sentence, number);
        sentence_add(sentence, number == 1 ? one : several);
}

/* How many of the deciding rules that can be judged are met: never more than was judged. */
static void add_met(struct sentence *sentence, const struct rules_result *result,
                    const struct verdict_counts *counts)
{
        const uint32_t *deciding = counts->deciding;
        uint32_t judged = deciding[VERDICT_MET] + deciding[VERDICT_NOT_MET] + deciding[VERDICT_UNKNOWN] +
                          deciding[VERDICT_WAIVED] + deciding[VERDICT_PENDING];
        if (judged == 0) {
                sentence_add(sentence, PHRASE(" er det ingen avgjørende krav å prøve",
                                              " er det ingen avgjerande krav å prøve",
                                              " there are no deciding requirements to check"));
        } else {
                sentence_add(sentence, PHRASE(" er ", " er ", " "));
                sentence_number(sentence, deciding[VERDICT_MET]);
                sentence_add(sentence, PHRASE(" av ", " av ", " of "));
                sentence_number(sentence, judged);
                sentence_add(sentence,
                             judged == 1 ? PHRASE(" avgjørende krav oppfylt", " avgjerande krav oppfylt",
                                                  " deciding requirement is met")
                                         : PHRASE(" avgjørende krav oppfylt", " avgjerande krav oppfylte",
                                                  " deciding requirements are met"));
        }
        if (result->shown_variant) {
                sentence_add(sentence, PHRASE(" etter ", " etter ", " under "));
                language_add_quoted(sentence->out, id_text(result->facts, result->shown_variant),
                                    sentence->language);
        }
        buffer_add_char(sentence->out, '.');
}

static void add_deciding(struct sentence *sentence, const uint32_t *deciding)
{
        add_number(sentence, deciding[VERDICT_NOT_MET],
                   PHRASE(" er ikke oppfylt.", " er ikkje oppfylt.", " is not met."),
                   PHRASE(" er ikke oppfylt.", " er ikkje oppfylte.", " are not met."));
        add_number(sentence, deciding[VERDICT_WAIVED],
                   PHRASE(" er ikke oppfylt, men har dispensasjon.",
                          " er ikkje oppfylt, men har dispensasjon.", " is not met, but has a waiver."),
                   PHRASE(" er ikke oppfylt, men har dispensasjon.",
                          " er ikkje oppfylte, men har dispensasjon.", " are not met, but have a waiver."));
        add_number(sentence, deciding[VERDICT_UNKNOWN],
                   PHRASE(" kan ikke avgjøres.", " kan ikkje avgjerast.", " cannot be decided."),
                   PHRASE(" kan ikke avgjøres.", " kan ikkje avgjerast.", " cannot be decided."));
        add_number(
                sentence, deciding[VERDICT_PENDING],
                PHRASE(" kan ikke vurderes ennå.", " kan ikkje vurderast enno.", " cannot be judged yet."),
                PHRASE(" kan ikke vurderes ennå.", " kan ikkje vurderast enno.", " cannot be judged yet."));
        add_number(sentence, deciding[VERDICT_NOT_CHECKABLE],
                   PHRASE(" kan ikke prøves mot registeret.", " kan ikkje prøvast mot registeret.",
                          " cannot be checked against the register."),
                   PHRASE(" kan ikke prøves mot registeret.", " kan ikkje prøvast mot registeret.",
                          " cannot be checked against the register."));
}

static void add_others(struct sentence *sentence, const uint32_t *warning)
{
        add_number(sentence, warning[VERDICT_NOT_MET],
                   PHRASE(" varsel: et krav som ikke avgjør, er ikke fulgt.",
                          " varsel: eit krav som ikkje avgjer, er ikkje følgt.",
                          " warning: a requirement that does not decide is not followed."),
                   PHRASE(" varsler: krav som ikke avgjør, er ikke fulgt.",
                          " varsel: krav som ikkje avgjer, er ikkje følgde.",
                          " warnings: requirements that do not decide are not followed."));
        add_number(sentence, warning[VERDICT_UNKNOWN],
                   PHRASE(" annet krav kan ikke avgjøres.", " anna krav kan ikkje avgjerast.",
                          " other requirement cannot be decided."),
                   PHRASE(" andre krav kan ikke avgjøres.", " andre krav kan ikkje avgjerast.",
                          " other requirements cannot be decided."));
}

/* Readings that come to different verdicts, none of them preferred. */
static bool readings_differ(const struct rules_result *result)
{
        for (uint32_t i = 1; !result->variant && i < result->variant_count; i++) {
                if (result->variant_verdicts[i] != result->variant_verdicts[0])
                        return true;
        }
        return false;
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

/* A day, or the month or year that a meeting is known to. */
static void add_when(struct sentence *sentence, const struct rules_result *result)
{
        char day[DATE_TEXT_SIZE];
        bool month = result->at_last - result->at < 31;
        sentence_add(sentence, result->at_last > result->at ? PHRASE("I ", "I ", "In ")
                                                            : PHRASE("Per ", "Per ", "As of "));
        date_format(result->at, day);
        if (result->at_last > result->at)
                day[month ? 7 : 4] = '\0';
        language_add_partial_date(sentence->out, day, sentence->language);
        if (sentence->language == LANGUAGE_EN)
                buffer_add_char(sentence->out, ',');
}

void sentence_of_summary(struct sentence *sentence, const struct rules_result *result)
{
        struct verdict_counts counts;
        const struct body *body = result->facts->own;
        add_when(sentence, result);
        if (body && !during_holds(body->during, result->at)) {
                sentence_add(sentence, result->at < body->during.from
                                               ? PHRASE(" var organet ennå ikke opprettet.",
                                                        " var organet enno ikkje oppretta.",
                                                        " the body did not exist yet.")
                                               : PHRASE(" er organet nedlagt.", " er organet nedlagt.",
                                                        " the body has ended."));
                return;
        }
        count_rules(result, &counts);
        add_met(sentence, result, &counts);
        add_deciding(sentence, counts.deciding);
        add_others(sentence, counts.warning);
        if (readings_differ(result))
                sentence_add(sentence,
                             PHRASE(" Kildene kan leses på flere måter, og svarene er ulike.",
                                    " Kjeldene kan lesast på fleire måtar, og svara er ulike.",
                                    " The sources can be read in several ways, with different answers."));
        if (!result->meeting)
                add_seats(sentence, &result->seating);
        if (body && !result->meeting && result->memberships_coverage != COVERAGE_COMPLETE)
                sentence_add(sentence, PHRASE(" Medlemslisten er ikke fullstendig.",
                                              " Medlemslista er ikkje fullstendig.",
                                              " The list of members is not complete."));
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
        language_add_numeral(sentence->out, advice->count, sentence->language);
        sentence_add(sentence, PHRASE(" etter ", " etter ", " under "));
        sentence_quote(sentence, advice->rule);
        if (advice->unit_id) {
                sentence_add(sentence, PHRASE(" for ", " for ", " for "));
                sentence_unit(sentence, advice->rule, advice->unit_id);
        }
        buffer_add_char(sentence->out, '.');
}
