/*
 * The summary of a whole check, and its advice, in sentences.
 */
#include "rules/contradictions.h"
#include "rules/model/kind.h"
#include "rules/model/reference.h"
#include "rules/sentences.h"

void sentences_count_verdicts(const struct rules_result *result, struct verdict_counts *ret)
{
        *ret = (struct verdict_counts){0};
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                const struct outcome *outcome = &result->outcomes[i];
                if (outcome->rule->variant && outcome->rule->variant != result->shown_variant)
                        continue;
                (outcome_decides(outcome) ? ret->deciding : ret->warning)[outcome->verdict]++;
        }
}

/* One more sentence of the summary. */
static void add_sentence(struct sentence *sentence, enum phrase phrase)
{
        struct sentence_values values = {0};
        buffer_add_char(sentence->out, ' ');
        sentence_fill(sentence, phrase, &values);
}

/* Adds a sentence about a number, unless it is zero. */
static void add_number(struct sentence *sentence, enum phrase phrase, uint32_t number)
{
        struct sentence_values values = {.number = number};
        if (number == 0)
                return;
        buffer_add_char(sentence->out, ' ');
        sentence_fill(sentence, phrase, &values);
}

/* The day of the check, or the month or year that a meeting is known to, as text in `day`. */
static enum phrase phrase_of_day(const struct rules_result *result, char *day)
{
        date_format(result->at, day);
        if (result->at_last == result->at)
                return PHRASE_SUMMARY_DAY;
        bool month = result->at_last - result->at < 31;
        day[month ? 7 : 4] = '\0';
        return PHRASE_SUMMARY_PERIOD;
}

/* What the reading that is shown is called, else its code; NULL where there are no readings. */
static const char *name_of_reading(const struct rules_result *result, enum language language)
{
        if (!result->shown_variant)
                return NULL;
        const struct flat *names = reference_code_names(result->facts, CODE_VARIANT, result->shown_variant);
        const char *name = reference_text(names, language);
        return name ? name : id_text(result->facts, result->shown_variant);
}

/* How many of the deciding rules that can be judged are met: never more than was judged. */
static void add_met(struct sentence *sentence, const struct rules_result *result, const uint32_t *deciding,
                    struct sentence_values *values)
{
        values->number = deciding[VERDICT_MET];
        values->whole = (int64_t)deciding[VERDICT_MET] + deciding[VERDICT_NOT_MET] +
                        deciding[VERDICT_UNKNOWN] + deciding[VERDICT_WAIVED] + deciding[VERDICT_PENDING];
        values->second = values->whole == 0 ? PHRASE_SUMMARY_NOTHING : PHRASE_SUMMARY_MET;
        values->name = name_of_reading(result, sentence->language);
        sentence_fill(sentence, values->name ? PHRASE_SUMMARY_READING : values->second, values);
        buffer_add_char(sentence->out, '.');
}

static void add_verdicts(struct sentence *sentence, const struct verdict_counts *counts)
{
        add_number(sentence, PHRASE_SUMMARY_NOT_MET, counts->deciding[VERDICT_NOT_MET]);
        add_number(sentence, PHRASE_SUMMARY_WAIVED, counts->deciding[VERDICT_WAIVED]);
        add_number(sentence, PHRASE_SUMMARY_UNKNOWN, counts->deciding[VERDICT_UNKNOWN]);
        add_number(sentence, PHRASE_SUMMARY_PENDING, counts->deciding[VERDICT_PENDING]);
        add_number(sentence, PHRASE_SUMMARY_NOT_CHECKABLE, counts->deciding[VERDICT_NOT_CHECKABLE]);
        add_number(sentence, PHRASE_SUMMARY_WARNINGS, counts->warning[VERDICT_NOT_MET]);
        add_number(sentence, PHRASE_SUMMARY_OTHERS_UNKNOWN, counts->warning[VERDICT_UNKNOWN]);
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
        if (seating->verdict != VERDICT_NOT_MET)
                return;
        if (seating->present && seating->deficient_count)
                add_number(sentence, PHRASE_SUMMARY_SEATS_EMPTY,
                           (uint32_t)(seating->seats - seating->seated));
        if (seating->exhaustive)
                add_number(sentence, PHRASE_SUMMARY_WITHOUT_SEAT, seating->unseated_count);
}

void sentence_of_summary(struct sentence *sentence, const struct rules_result *result)
{
        struct verdict_counts counts;
        char day[DATE_TEXT_SIZE];
        const struct body *body = result->facts->own;
        struct sentence_values values = {.first = phrase_of_day(result, day), .day = day};
        if (body && !during_holds(body->during, result->at)) {
                sentence_fill(sentence,
                              result->at < body->during.from ? PHRASE_SUMMARY_NOT_BEGUN
                                                             : PHRASE_SUMMARY_ENDED,
                              &values);
                return;
        }
        sentences_count_verdicts(result, &counts);
        add_met(sentence, result, counts.deciding, &values);
        add_verdicts(sentence, &counts);
        if (readings_differ(result))
                add_sentence(sentence, PHRASE_SUMMARY_READINGS_DIFFER);
        if (!result->meeting)
                add_seats(sentence, &result->seating);
        if (body && !result->meeting && result->memberships_coverage != COVERAGE_COMPLETE)
                add_sentence(sentence, PHRASE_SUMMARY_LIST_INCOMPLETE);
}

void sentence_of_contradiction(struct sentence *sentence, const struct contradiction *contradiction)
{
        enum phrase phrase = contradiction->rule_count == 1   ? PHRASE_CONTRADICTION_ALONE
                             : contradiction->rule_count == 2 ? PHRASE_CONTRADICTION
                                                              : PHRASE_CONTRADICTION_MANY;
        struct sentence_values values = {.rules = contradiction->rules,
                                         .rule_count = contradiction->rule_count};
        sentence_fill(sentence, phrase, &values);
}

void sentence_of_advice(struct sentence *sentence, const struct advice *advice)
{
        struct sentence_values values = {.rule = advice->rule,
                                         .unit = advice->unit_id,
                                         .number = advice->count,
                                         .rules = advice->broken,
                                         .rule_count = advice->broken_count};
        sentence_fill(sentence,
                      !advice->rule     ? PHRASE_ADVICE_END
                      : advice->unit_id ? PHRASE_ADVICE_APPOINT_UNIT
                                        : PHRASE_ADVICE_APPOINT,
                      &values);
        if (!advice->broken_count)
                return;
        buffer_add_char(sentence->out, ' ');
        sentence_fill(sentence, PHRASE_ADVICE_BREAKS, &values);
}
