#include "rules/judging/sentence.h"

#include "rules/model/reference.h"

#include <string.h>

/* So many names are listed in a sentence, the rest is counted. */
#define NAMES_LISTED_MAX 10

void words_number(struct telling *telling, int64_t number)
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
                buffer_add_string(telling->out, words[telling->language][number]);
        else
                buffer_format(telling->out, "%lld", (long long)number);
}

void words_date(struct telling *telling, date day)
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
        bool english = telling->language == LANGUAGE_EN;
        buffer_format(telling->out, english ? "%d %s %d" : "%d. %s %d", day_of_month,
                      months[english][month - 1], year);
}

void words_add(struct telling *telling, const struct phrase *phrase)
{
        buffer_add_string(telling->out, phrase->in[telling->language]);
}

static void say_needed(struct telling *telling, int32_t min, int32_t max)
{
        if (max == 0) {
                words_add(telling, PHRASE("ingen", "ingen", "none"));
        } else if (min == max) {
                words_add(telling, PHRASE("nøyaktig ", "nøyaktig ", "exactly "));
                words_number(telling, min);
        } else if (min > 0 && max > 0) {
                words_add(telling, PHRASE("fra ", "frå ", ""));
                words_number(telling, min);
                words_add(telling, PHRASE(" til ", " til ", " to "));
                words_number(telling, max);
        } else if (max > 0) {
                words_add(telling, PHRASE("høyst ", "høgst ", "at most "));
                words_number(telling, max);
        } else if (min > 0) {
                words_add(telling, PHRASE("minst ", "minst ", "at least "));
                words_number(telling, min);
        } else {
                words_add(telling, PHRASE("ikke noe bestemt antall", "ikkje noko bestemt tal",
                                          "no particular number"));
        }
}

static void say_separator(struct telling *telling, uint32_t i, uint32_t count)
{
        if (i == 0)
                return;
        if (i + 1 == count)
                words_add(telling, PHRASE(" og ", " og ", " and "));
        else
                buffer_add_string(telling->out, ", ");
}

static void say_rest(struct telling *telling, uint32_t rest)
{
        words_add(telling, PHRASE(" og ", " og ", " and "));
        buffer_format(telling->out, "%u ", rest);
        words_add(telling, PHRASE("til", "til", "more"));
}

/* Entities, or the units of a rule. */
static void say_names(struct telling *telling, const uint32_t *names, uint32_t count, enum per_kind units)
{
        const struct rules_facts *facts = telling->facts;
        uint32_t listed = count > NAMES_LISTED_MAX ? NAMES_LISTED_MAX : count;
        for (uint32_t i = 0; i < listed; i++) {
                say_separator(telling, i, listed == count ? count : UINT32_MAX);
                buffer_add_string(telling->out,
                                  units ? world_unit_name(facts, units, names[i], telling->language)
                                        : world_name(facts, names[i], telling->language));
        }
        if (listed < count)
                say_rest(telling, count - listed);
}

/* The units that decided the verdict. */
static void say_units(struct telling *telling, const struct outcome *outcome)
{
        enum rules_verdict wanted = outcome->verdict == RULES_WAIVED ? RULES_NOT_MET : outcome->verdict;
        uint32_t names[NAMES_LISTED_MAX];
        uint32_t listed = 0, count = 0;
        for (uint32_t i = 0; i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict != wanted)
                        continue;
                if (listed < NAMES_LISTED_MAX)
                        names[listed++] = outcome->units[i].id;
                count++;
        }
        say_names(telling, names, listed, outcome->rule->per.kind);
        if (count > listed)
                say_rest(telling, count - listed);
}

static void say_place(struct telling *telling, const struct outcome *outcome, const char *place,
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
                words_number(telling, numbers[which]);
        else if (which == 6)
                say_needed(telling, tally->min, tally->max);
        else if (which == 7)
                words_number(telling, outcome->total);
        else if (which == 8)
                words_date(telling, outcome->when);
        else if (which == 9)
                say_names(telling, outcome->names, outcome->name_count, PER_NONE);
        else if (which == 10)
                say_units(telling, outcome);
}

void words_say(struct telling *telling, const struct outcome *outcome, const struct phrase *phrase)
{
        const char *text = phrase->in[telling->language];
        while (*text) {
                const char *open = strchr(text, '{');
                const char *close = open ? strchr(open, '}') : NULL;
                if (!close) {
                        buffer_add_string(telling->out, text);
                        return;
                }
                buffer_add(telling->out, text, (size_t)(open - text));
                say_place(telling, outcome, open + 1, (size_t)(close - open - 1));
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
        enum rules_verdict wanted = outcome->verdict == RULES_WAIVED ? RULES_NOT_MET : outcome->verdict;
        for (uint32_t i = 0; wanted != RULES_MET && i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict == wanted)
                        return true;
        }
        return false;
}

/* The number found, as exactly as it is known. */
static void say_found(struct telling *telling, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool too_many = tally->max >= 0 && tally->certain > tally->max;
        bool undecided = outcome->verdict == RULES_UNKNOWN;
        if (tally->certain == tally->possible && !open_ended(outcome))
                words_say(telling, outcome,
                          PHRASE("registrert antall er {certain}", "registrert tal er {certain}",
                                 "the number registered is {certain}"));
        else if (undecided && !open_ended(outcome))
                words_say(telling, outcome,
                          PHRASE("antallet er fra {certain} til {possible}",
                                 "talet er frå {certain} til {possible}",
                                 "the number is from {certain} to {possible}"));
        else if (undecided || outcome->verdict == RULES_MET || too_many)
                words_say(telling, outcome,
                          PHRASE("antallet er minst {certain}", "talet er minst {certain}",
                                 "the number is at least {certain}"));
        else
                words_say(telling, outcome,
                          PHRASE("antallet er høyst {possible}", "talet er høgst {possible}",
                                 "the number is at most {possible}"));
}

void tell_counts(struct telling *telling, const struct outcome *outcome)
{
        bool open = outcome->verdict == RULES_UNKNOWN && open_ended(outcome);
        if (units_explain(outcome)) {
                words_say(telling, outcome,
                          PHRASE("det gjelder {units}", "det gjeld {units}", "this concerns {units}"));
                return;
        }
        if (!outcome->tally.counted)
                return;
        if (outcome->tally.needed)
                words_say(telling, outcome,
                          PHRASE("kravet er {needed}, ", "kravet er {needed}, ", "it asks for {needed}, "));
        if (!open) {
                words_add(telling, PHRASE("og ", "og ", "and "));
                say_found(telling, outcome);
                return;
        }
        words_say(telling, outcome,
                  PHRASE("registrert antall er {certain}, og medlemslisten er ikke fullstendig",
                         "registrert tal er {certain}, og medlemslista er ikkje fullstendig",
                         "the number registered is {certain}, and the list of members is not complete"));
}
