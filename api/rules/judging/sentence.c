#include "rules/judging/sentence.h"

#include "rules/model/reference.h"

#include <string.h>

/* So many names are listed in a sentence, the rest is counted. */
#define NAMES_LISTED_MAX 10

void sentence_number(struct sentence *sentence, int64_t number)
{
        static const char *const words[LANGUAGE_COUNT][13] = {
                {"null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
                 "tolv"},
                {"null", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
                 "tolv"},
                {"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                 "eleven", "twelve"},
        };
        if (number >= 0 && number <= 12)
                buffer_add_string(sentence->out, words[sentence->language][number]);
        else
                buffer_format(sentence->out, "%lld", (long long)number);
}

void sentence_date(struct sentence *sentence, date day)
{
        static const char *const months[2][12] = {
                {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
                 "oktober", "november", "desember"},
                {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                 "October", "November", "December"},
        };
        int year, month, day_of_month;
        if (day == DATE_END || day == DATE_BEGINNING)
                return;
        date_split(day, &year, &month, &day_of_month);
        bool english = sentence->language == LANGUAGE_EN;
        buffer_format(sentence->out, english ? "%d %s %d" : "%d. %s %d", day_of_month,
                      months[english][month - 1], year);
}

void sentence_add(struct sentence *sentence, const struct phrase *phrase)
{
        buffer_add_string(sentence->out, phrase->in[sentence->language]);
}

static void say_needed(struct sentence *sentence, int32_t min, int32_t max)
{
        if (max == 0) {
                sentence_add(sentence, PHRASE("ingen", "ingen", "none"));
        } else if (min == max) {
                sentence_add(sentence, PHRASE("nøyaktig ", "nøyaktig ", "exactly "));
                sentence_number(sentence, min);
        } else if (min > 0 && max > 0) {
                sentence_add(sentence, PHRASE("fra ", "frå ", ""));
                sentence_number(sentence, min);
                sentence_add(sentence, PHRASE(" til ", " til ", " to "));
                sentence_number(sentence, max);
        } else if (max > 0) {
                sentence_add(sentence, PHRASE("høyst ", "høgst ", "at most "));
                sentence_number(sentence, max);
        } else if (min > 0) {
                sentence_add(sentence, PHRASE("minst ", "minst ", "at least "));
                sentence_number(sentence, min);
        } else {
                sentence_add(sentence, PHRASE("ikke noe bestemt antall", "ikkje noko bestemt tal",
                                              "no particular number"));
        }
}

static void say_separator(struct sentence *sentence, uint32_t i, uint32_t count)
{
        if (i == 0)
                return;
        if (i + 1 == count)
                sentence_add(sentence, PHRASE(" og ", " og ", " and "));
        else
                buffer_add_string(sentence->out, ", ");
}

static void say_rest(struct sentence *sentence, uint32_t rest)
{
        sentence_add(sentence, PHRASE(" og ", " og ", " and "));
        buffer_format(sentence->out, "%u ", rest);
        sentence_add(sentence, PHRASE("til", "til", "more"));
}

/* Entities, or the units of a rule. */
static void say_names(struct sentence *sentence, const uint32_t *names, uint32_t count, enum per_kind units)
{
        const struct rules_facts *facts = sentence->facts;
        uint32_t listed = count > NAMES_LISTED_MAX ? NAMES_LISTED_MAX : count;
        for (uint32_t i = 0; i < listed; i++) {
                say_separator(sentence, i, listed == count ? count : UINT32_MAX);
                buffer_add_string(sentence->out,
                                  units ? reference_unit_name(facts, units, names[i], sentence->language)
                                        : reference_name(facts, names[i], sentence->language));
        }
        if (listed < count)
                say_rest(sentence, count - listed);
}

/* The units that decided the verdict. */
static void say_units(struct sentence *sentence, const struct outcome *outcome)
{
        enum verdict wanted = outcome->verdict == VERDICT_WAIVED ? VERDICT_NOT_MET : outcome->verdict;
        uint32_t names[NAMES_LISTED_MAX];
        uint32_t listed = 0, count = 0;
        for (uint32_t i = 0; i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict != wanted)
                        continue;
                if (listed < NAMES_LISTED_MAX)
                        names[listed++] = outcome->units[i].id;
                count++;
        }
        say_names(sentence, names, listed, outcome->rule->per.kind);
        if (count > listed)
                say_rest(sentence, count - listed);
}

static void say_place(struct sentence *sentence, const struct outcome *outcome, const char *place,
                      size_t length)
{
        static const char *const places[] = {"certain", "possible", "missing", "surplus", "min",  "max",
                                             "needed",  "total",    "date",    "names",   "units"};
        const struct tally *tally = &outcome->tally;
        int64_t numbers[] = {tally->certain,       tally->possible, tally->missing,
                             tally->surplus_count, tally->min,      tally->max};
        size_t which = 0;
        while (which < sizeof places / sizeof *places &&
               (strlen(places[which]) != length || memcmp(places[which], place, length) != 0))
                which++;
        if (which < 6)
                sentence_number(sentence, numbers[which]);
        else if (which == 6)
                say_needed(sentence, tally->min, tally->max);
        else if (which == 7)
                sentence_number(sentence, outcome->total);
        else if (which == 8)
                sentence_date(sentence, outcome->when);
        else if (which == 9)
                say_names(sentence, outcome->names, outcome->name_count, PER_NONE);
        else if (which == 10)
                say_units(sentence, outcome);
}

void sentence_fill(struct sentence *sentence, const struct outcome *outcome, const struct phrase *phrase)
{
        const char *text = phrase->in[sentence->language];
        while (*text) {
                const char *open = strchr(text, '{');
                const char *close = open ? strchr(open, '}') : NULL;
                if (!close) {
                        buffer_add_string(sentence->out, text);
                        return;
                }
                buffer_add(sentence->out, text, (size_t)(open - text));
                say_place(sentence, outcome, open + 1, (size_t)(close - open - 1));
                text = close + 1;
        }
}

static bool open_ended(const struct outcome *outcome)
{
        return outcome->reason && strcmp(outcome->reason, "coverage") == 0;
}

/* Some unit has the verdict of the whole, so that naming units explains it. */
static bool units_explain(const struct outcome *outcome)
{
        enum verdict wanted = outcome->verdict == VERDICT_WAIVED ? VERDICT_NOT_MET : outcome->verdict;
        for (uint32_t i = 0; wanted != VERDICT_MET && i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict == wanted)
                        return true;
        }
        return false;
}

/* The number found, as exactly as it is known. */
static void say_found(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool too_many = tally->max >= 0 && tally->certain > tally->max;
        bool undecided = outcome->verdict == VERDICT_UNKNOWN;
        if (tally->certain == tally->possible && !open_ended(outcome))
                sentence_fill(sentence, outcome,
                              PHRASE("registrert antall er {certain}", "registrert tal er {certain}",
                                     "the number registered is {certain}"));
        else if (undecided && !open_ended(outcome))
                sentence_fill(sentence, outcome,
                              PHRASE("antallet er fra {certain} til {possible}",
                                     "talet er frå {certain} til {possible}",
                                     "the number is from {certain} to {possible}"));
        else if (undecided || outcome->verdict == VERDICT_MET || too_many)
                sentence_fill(sentence, outcome,
                              PHRASE("antallet er minst {certain}", "talet er minst {certain}",
                                     "the number is at least {certain}"));
        else
                sentence_fill(sentence, outcome,
                              PHRASE("antallet er høyst {possible}", "talet er høgst {possible}",
                                     "the number is at most {possible}"));
}

void sentence_counts(struct sentence *sentence, const struct outcome *outcome)
{
        bool open = outcome->verdict == VERDICT_UNKNOWN && open_ended(outcome);
        if (units_explain(outcome)) {
                sentence_fill(sentence, outcome,
                              PHRASE("det gjelder {units}", "det gjeld {units}", "this concerns {units}"));
                return;
        }
        if (!outcome->tally.counted)
                return;
        if (outcome->tally.needed)
                sentence_fill(
                        sentence, outcome,
                        PHRASE("kravet er {needed}, ", "kravet er {needed}, ", "it asks for {needed}, "));
        if (!open) {
                sentence_add(sentence, PHRASE("og ", "og ", "and "));
                say_found(sentence, outcome);
                return;
        }
        sentence_fill(sentence, outcome,
                      PHRASE("registrert antall er {certain}, og medlemslisten er ikke fullstendig",
                             "registrert tal er {certain}, og medlemslista er ikkje fullstendig",
                             "the number registered is {certain}, and the list of members is not complete"));
}
