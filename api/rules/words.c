#include "words.h"

#include "kind.h"
#include "world.h"

#include <string.h>

/* So many names are listed in a sentence, the rest is counted. */
#define NAMES_LISTED_MAX 10
/* Longer rule texts are cut in quotations: the reader has the rule itself. */
#define QUOTE_MAX        160

void words_number(struct telling *telling, int64_t number)
{
        static const char *const words[LANGUAGE_COUNT][13] = {
                {"ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
                 "tolv"},
                {"ingen", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
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

static void add(struct telling *telling, const struct phrase *phrase)
{
        buffer_add_string(telling->out, phrase->in[telling->language]);
}

static void say_needed(struct telling *telling, int32_t min, int32_t max)
{
        if (max == 0) {
                add(telling, PHRASE("ingen", "ingen", "none"));
        } else if (min == max) {
                add(telling, PHRASE("nøyaktig ", "nøyaktig ", "exactly "));
                words_number(telling, min);
        } else if (min > 0 && max > 0) {
                add(telling, PHRASE("fra ", "frå ", "from "));
                words_number(telling, min);
                add(telling, PHRASE(" til ", " til ", " to "));
                words_number(telling, max);
        } else if (max > 0) {
                add(telling, PHRASE("høyst ", "høgst ", "at most "));
                words_number(telling, max);
        } else if (min > 0) {
                add(telling, PHRASE("minst ", "minst ", "at least "));
                words_number(telling, min);
        } else {
                add(telling,
                    PHRASE("ikke noe bestemt antall", "ikkje noko bestemt tal", "no particular number"));
        }
}

static void say_separator(struct telling *telling, uint32_t i, uint32_t count)
{
        if (i == 0)
                return;
        if (i + 1 == count)
                add(telling, PHRASE(" og ", " og ", " and "));
        else
                buffer_add_string(telling->out, ", ");
}

static void say_rest(struct telling *telling, uint32_t rest)
{
        add(telling, PHRASE(" og ", " og ", " and "));
        buffer_format(telling->out, "%u ", rest);
        add(telling, PHRASE("til", "til", "more"));
}

static void say_names(struct telling *telling, const uint32_t *names, uint32_t count)
{
        uint32_t listed = count > NAMES_LISTED_MAX ? NAMES_LISTED_MAX : count;
        for (uint32_t i = 0; i < listed; i++) {
                say_separator(telling, i, listed == count ? count : UINT32_MAX);
                buffer_add_string(telling->out, world_name(telling->facts, names[i], telling->language));
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
        say_names(telling, names, listed);
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
                say_names(telling, outcome->names, outcome->name_count);
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

void tell_counts(struct telling *telling, const struct outcome *outcome)
{
        if (outcome->unit_count && outcome->verdict != RULES_MET) {
                words_say(telling, outcome,
                          PHRASE("det gjelder {units}", "det gjeld {units}", "this concerns {units}"));
        } else if (!outcome->tally.counted) {
                return;
        } else if (outcome->verdict == RULES_UNKNOWN && open_ended(outcome)) {
                words_say(telling, outcome,
                          PHRASE("kravet er {needed}, {certain} er registrert, og medlemslisten er ikke "
                                 "fullstendig",
                                 "kravet er {needed}, {certain} er registrert, og medlemslista er ikkje "
                                 "fullstendig",
                                 "{needed} required, {certain} registered, and the list of members is not "
                                 "complete"));
        } else if (outcome->verdict == RULES_UNKNOWN) {
                words_say(telling, outcome,
                          PHRASE("kravet er {needed}; sikkert er {certain}, mulig er {possible}",
                                 "kravet er {needed}; sikkert er {certain}, mogleg er {possible}",
                                 "{needed} required; certain {certain}, possible {possible}"));
        } else if (outcome->verdict == RULES_MET) {
                words_say(telling, outcome,
                          PHRASE("kravet er {needed}, og {certain} er registrert",
                                 "kravet er {needed}, og {certain} er registrert",
                                 "{needed} required, {certain} registered"));
        } else {
                words_say(telling, outcome,
                          PHRASE("kravet er {needed}, men {possible} er registrert",
                                 "kravet er {needed}, men {possible} er registrert",
                                 "{needed} required, but {possible} registered"));
        }
}

/* The length to cut at: a word's end at most QUOTE_MAX bytes in. */
static size_t cut_length(const char *text, size_t length)
{
        size_t cut = QUOTE_MAX;
        while (cut > 0 && text[cut] != ' ')
                cut--;
        if (cut == 0) {
                cut = QUOTE_MAX;
                while (cut > 0 && ((unsigned char)text[cut] & 0xc0) == 0x80)
                        cut--;
        }
        return cut < length ? cut : length;
}

void words_quote(struct telling *telling, const struct rule *rule)
{
        const char *text = world_text(rule->text, telling->language);
        if (!text)
                text = rule->id;
        size_t length = strlen(text);
        bool cut = length > QUOTE_MAX;
        if (cut)
                length = cut_length(text, length);
        else if (length > 1 && text[length - 1] == '.')
                length--;
        add(telling, PHRASE("«", "«", "“"));
        buffer_add(telling->out, text, length);
        if (cut)
                buffer_add_string(telling->out, " …");
        add(telling, PHRASE("»", "»", "”"));
}

struct reason_words {
        const char *reason;
        struct phrase phrase;
};

static const struct reason_words reasons[] = {
        {"not_in_force",
         {{"regelen gjelder ikke på denne datoen", "regelen gjeld ikkje på denne datoen",
           "the rule is not in force on this date"}}},
        {"no_units",
         {{"det finnes ingen enheter å prøve den på", "det finst ingen einingar å prøve den på",
           "there are no units to apply it to"}}},
        {"units_unknown",
         {{"det er ikke kjent hvilke enheter den gjelder", "det er ikkje kjent kva einingar den gjeld",
           "it is not known which units it applies to"}}},
        {"coverage",
         {{"medlemslisten er ikke fullstendig", "medlemslista er ikkje fullstendig",
           "the list of members is not complete"}}},
        {"meetings_coverage",
         {{"møtelisten er ikke fullstendig", "møtelista er ikkje fullstendig",
           "the list of meetings is not complete"}}},
        {"vacant", {{"vervet er ikke besatt", "vervet står tomt", "nobody holds the role"}}},
        {"before_first",
         {{"ordningen er ikke begynt ennå", "ordninga er ikkje byrja enno",
           "the arrangement has not begun"}}},
        {"no_first",
         {{"det er ikke registrert hvem som hadde vervet først",
           "det er ikkje registrert kven som hadde vervet først",
           "it is not registered who held the role first"}}},
        {"judged_on_meetings",
         {{"den prøves på hvert møte", "den blir prøvd på kvart møte", "it is judged on each meeting"}}},
        {"judged_on_agreements", {{"den gjelder avtaler", "den gjeld avtalar", "it concerns agreements"}}},
        {"judged_on_bodies", {{"den gjelder organer", "den gjeld organ", "it concerns bodies"}}},
        {"outside_years",
         {{"loven den viser til, gjaldt ikke på denne datoen",
           "lova den viser til, gjaldt ikkje på denne datoen",
           "the law it refers to was not in force on this date"}}},
        {"unknown_preset",
         {{"lovregelen den viser til, er ikke kjent", "lovregelen den viser til, er ikkje kjend",
           "the statutory rule it refers to is not known"}}},
        {"unknown_checklist",
         {{"sjekklisten den viser til, er ikke kjent", "sjekklista den viser til, er ikkje kjend",
           "the checklist it refers to is not known"}}},
        {"unknown_kind",
         {{"regelens slag er ikke kjent", "regelslaget er ikkje kjent",
           "the kind of the rule is not known"}}},
        {"incomplete_rule",
         {{"regelen sier ikke nok til å prøves", "regelen seier ikkje nok til å bli prøvd",
           "the rule does not say enough to be judged"}}},
        {"statement", {{"normen kan ikke telles", "norma kan ikkje teljast", "the norm cannot be counted"}}},
        {"approximate",
         {{"den gjelder bare omtrentlig", "den gjeld berre om lag", "it applies only approximately"}}},
        {"body_not_delivered",
         {{"organet den viser til, er ikke kjent", "organet den viser til, er ikkje kjent",
           "the body it refers to is not known"}}},
        {"no_period",
         {{"ingen hel periode er omme", "ingen heil periode er omme", "no whole period is over"}}},
        {"too_large",
         {{"det er for mange plasser til å prøves", "det er for mange plassar til å bli prøvde",
           "there are too many seats to be judged"}}},
        {"not_given", {{"datoen er ikke oppgitt", "datoen er ikkje oppgitt", "the date is not given"}}},
};

static const struct phrase *reason_phrase(const char *reason)
{
        for (size_t i = 0; reason && i < sizeof reasons / sizeof *reasons; i++) {
                if (strcmp(reasons[i].reason, reason) == 0)
                        return &reasons[i].phrase;
        }
        return NULL;
}

/* What the rule is called, by its force. */
static const struct phrase nouns[] = {
        [FORCE_SHALL] = {{"Kravet ", "Kravet ", "The requirement "}},
        [FORCE_SHOULD] = {{"Anbefalingen ", "Tilrådinga ", "The recommendation "}},
        [FORCE_PLANNED] = {{"Planen ", "Planen ", "The plan "}},
        [FORCE_ENCOURAGED] = {{"Oppfordringen ", "Oppmodinga ", "The encouragement "}},
        [FORCE_MAY] = {{"Adgangen ", "Høvet ", "The option "}},
};

static const struct phrase verdict_words[2][RULES_NO_RULES] = {
        {
                [RULES_MET] = {{" er oppfylt", " er oppfylt", " is met"}},
                [RULES_NOT_MET] = {{" er ikke oppfylt", " er ikkje oppfylt", " is not met"}},
                [RULES_WAIVED] = {{" er ikke oppfylt, men det er gitt dispensasjon",
                                   " er ikkje oppfylt, men det er gitt dispensasjon",
                                   " is not met, but a waiver is in force"}},
                [RULES_PENDING] = {{" kan ikke vurderes ennå", " kan ikkje vurderast enno",
                                    " cannot be judged yet"}},
                [RULES_NOT_APPLICABLE] = {{" gjelder ikke her", " gjeld ikkje her", " does not apply here"}},
                [RULES_NOT_CHECKABLE] = {{" kan ikke prøves mot registeret",
                                          " kan ikkje prøvast mot registeret",
                                          " cannot be checked against the register"}},
                [RULES_UNKNOWN] = {{" kan ikke avgjøres", " kan ikkje avgjerast", " cannot be decided"}},
        },
        {
                [RULES_MET] = {{" er fulgt", " er følgd", " is followed"}},
                [RULES_NOT_MET] = {{" er ikke fulgt", " er ikkje følgd", " is not followed"}},
                [RULES_WAIVED] = {{" er ikke fulgt, men det er gitt dispensasjon",
                                   " er ikkje følgd, men det er gitt dispensasjon",
                                   " is not followed, but a waiver is in force"}},
                [RULES_PENDING] = {{" kan ikke vurderes ennå", " kan ikkje vurderast enno",
                                    " cannot be judged yet"}},
                [RULES_NOT_APPLICABLE] = {{" gjelder ikke her", " gjeld ikkje her", " does not apply here"}},
                [RULES_NOT_CHECKABLE] = {{" kan ikke prøves mot registeret",
                                          " kan ikkje prøvast mot registeret",
                                          " cannot be checked against the register"}},
                [RULES_UNKNOWN] = {{" kan ikke avgjøres", " kan ikkje avgjerast", " cannot be decided"}},
        },
};

void tell_rule(struct telling *telling, const struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        const struct phrase *reason = reason_phrase(outcome->reason);
        add(telling, &nouns[rule->force]);
        words_quote(telling, rule);
        add(telling, &verdict_words[rule->force != FORCE_SHALL][outcome->verdict]);
        buffer_add_string(telling->out, ": ");
        size_t start = telling->out->length;
        bool judged = outcome->verdict != RULES_NOT_APPLICABLE && outcome->verdict != RULES_NOT_CHECKABLE;
        if (judged && rule->kind)
                rule->kind->tell(telling, outcome);
        if (telling->out->length == start && reason)
                add(telling, reason);
        if (telling->out->length == start && !buffer_failed(telling->out))
                telling->out->length -= 2;
        buffer_add_char(telling->out, '.');
        if (outcome->verdict == RULES_NOT_MET && !rule_decides(rule))
                add(telling,
                    PHRASE(" Dette er et varsel, ikke et brudd.", " Dette er eit varsel, ikkje eit brot.",
                           " This is a warning, not a breach."));
}
