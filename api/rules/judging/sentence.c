#include "rules/judging/sentence.h"

#include "rules/model/reference.h"

#include "words/language.h"

#include <string.h>

/* So many names are listed in a sentence, the rest is counted. */
#define NAMES_LISTED_MAX 10

void sentence_number(struct sentence *sentence, int64_t number)
{
        /* What is counted is neuter: krav, medlem, møte. */
        static const char *const one[LANGUAGE_COUNT] = {"ett", "eitt", "one"};
        static const char *const none[LANGUAGE_COUNT] = {"ingen", "ingen", "none"};
        if (number == 1)
                buffer_add_string(sentence->out, one[sentence->language]);
        else if (number == 0)
                buffer_add_string(sentence->out, none[sentence->language]);
        else
                language_add_numeral(sentence->out, number, sentence->language);
}

void sentence_date(struct sentence *sentence, date day)
{
        if (day != DATE_END && day != DATE_BEGINNING)
                language_add_date(sentence->out, day, sentence->language);
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
                sentence_add(sentence, PHRASE("fra ", "frå ", "from "));
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
                sentence_add(sentence, PHRASE("så mange en vil", "så mange ein vil", "any number"));
        }
}

/* How a rule asks, by its force. */
static const struct phrase asks[] = {
        [FORCE_SHALL] = {{"det skal være ", "det skal vere ", "there must be "}},
        [FORCE_SHOULD] = {{"det bør være ", "det bør vere ", "there should be "}},
        [FORCE_PLANNED] = {{"det er planlagt ", "det er planlagt ", "the plan is "}},
        [FORCE_ENCOURAGED] = {{"det bør være ", "det bør vere ", "there should be "}},
        [FORCE_MAY] = {{"det kan være ", "det kan vere ", "there may be "}},
};

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

/* One who sits in another body: by the office, else by the role there. */
static void say_holder(struct sentence *sentence, const struct per *per, uint32_t key)
{
        static const struct phrase roles[ROLE_COUNT] = {
                [ROLE_CHAIR] = {{"lederen", "leiaren", "the chair"}},
                [ROLE_DEPUTY_CHAIR] = {{"nestlederen", "nestleiaren", "the deputy chair"}},
                [ROLE_MEMBER] = {{"et medlem", "ein medlem", "a member"}},
                [ROLE_OBSERVER] = {{"en observatør", "ein observatør", "an observer"}},
                [ROLE_SECRETARY] = {{"sekretæren", "sekretæren", "the secretary"}},
                [ROLE_DEPUTY] = {{"et varamedlem", "ein varamedlem", "a deputy"}},
        };
        const struct body *body = find_body(sentence->facts, per->body);
        for (uint32_t i = 0; body && i < body->membership_count; i++) {
                const struct membership *row = &body->memberships[i];
                if (row->key != key)
                        continue;
                if (find_office(sentence->facts, row->office)) {
                        buffer_add_string(sentence->out,
                                          reference_name(sentence->facts, row->office, sentence->language));
                        return;
                }
                sentence_add(sentence, &roles[row->role]);
                sentence_add(sentence, PHRASE(" i ", " i ", " of "));
                buffer_add_string(sentence->out,
                                  reference_name(sentence->facts, per->body, sentence->language));
                return;
        }
        sentence_add(sentence, PHRASE("en som sitter der", "ein som sit der", "one who sits there"));
}

/* The name of a unit; a code or an id that has none stands in quotation marks. */
static void say_unit(struct sentence *sentence, const struct per *per, uint32_t id)
{
        const struct flat *names = reference_unit_names(sentence->facts, per->kind, id);
        const char *name = reference_text(names, sentence->language);
        if (name)
                buffer_add_string(sentence->out, name);
        else
                language_add_quoted(sentence->out, id_text(sentence->facts, id), sentence->language);
}

/* The name of an entity or a unit. */
static void say_name(struct sentence *sentence, const struct per *per, uint32_t id)
{
        if (per && per->kind == PER_MEMBERS_OF)
                say_holder(sentence, per, id);
        else if (per)
                say_unit(sentence, per, id);
        else
                buffer_add_string(sentence->out, reference_name(sentence->facts, id, sentence->language));
}

/* Entities, or the units of a rule. */
static void say_names(struct sentence *sentence, const uint32_t *names, uint32_t count, const struct per *per)
{
        uint32_t listed = count > NAMES_LISTED_MAX ? NAMES_LISTED_MAX : count;
        for (uint32_t i = 0; i < listed; i++) {
                say_separator(sentence, i, listed == count ? count : UINT32_MAX);
                say_name(sentence, per, names[i]);
        }
        if (listed < count)
                say_rest(sentence, count - listed);
}

void sentence_unit(struct sentence *sentence, const struct rule *rule, uint32_t id)
{
        say_name(sentence, &rule->per, id);
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
        say_names(sentence, names, listed, &outcome->rule->per);
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
        if (which == 2) /* seats, which are not neuter */
                language_add_numeral(sentence->out, tally->missing, sentence->language);
        else if (which < 6)
                sentence_number(sentence, numbers[which]);
        else if (which == 6)
                say_needed(sentence, tally->min, tally->max);
        else if (which == 7)
                sentence_number(sentence, outcome->total);
        else if (which == 8)
                sentence_date(sentence, outcome->when);
        else if (which == 9)
                say_names(sentence, outcome->names, outcome->name_count, NULL);
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
        bool exact = tally->certain == tally->possible && !open_ended(outcome);
        if (exact)
                sentence_fill(
                        sentence, outcome,
                        tally->certain == 1 || tally->certain == 0
                                ? PHRASE("det er {certain}", "det er {certain}", "there is {certain}")
                                : PHRASE("det er {certain}", "det er {certain}", "there are {certain}"));
        else if (undecided && tally->certain == 0)
                sentence_fill(sentence, outcome,
                              PHRASE("det er høyst {possible}", "det er høgst {possible}",
                                     "there are at most {possible}"));
        else if (undecided)
                sentence_fill(sentence, outcome,
                              PHRASE("det er fra {certain} til {possible}",
                                     "det er frå {certain} til {possible}",
                                     "there are from {certain} to {possible}"));
        else if (outcome->verdict == VERDICT_MET || too_many)
                sentence_fill(sentence, outcome,
                              PHRASE("det er minst {certain}", "det er minst {certain}",
                                     "there are at least {certain}"));
        else
                sentence_fill(sentence, outcome,
                              PHRASE("det er høyst {possible}", "det er høgst {possible}",
                                     "there are at most {possible}"));
}

/* Why the list of members decides nothing. */
static void say_open(struct sentence *sentence, const struct outcome *outcome)
{
        sentence_fill(sentence, outcome,
                      outcome->tally.certain > 1
                              ? PHRASE("{certain} er registrert, og medlemslisten er ikke fullstendig",
                                       "{certain} er registrerte, og medlemslista er ikkje fullstendig",
                                       "{certain} are registered, and the list of members is not complete")
                              : PHRASE("{certain} er registrert, og medlemslisten er ikke fullstendig",
                                       "{certain} er registrert, og medlemslista er ikkje fullstendig",
                                       "{certain} is registered, and the list of members is not complete"));
}

void sentence_counts(struct sentence *sentence, const struct outcome *outcome)
{
        const struct tally *tally = &outcome->tally;
        bool bounded = tally->needed && (tally->min > 0 || tally->max >= 0);
        if (units_explain(outcome)) {
                sentence_fill(sentence, outcome,
                              PHRASE("det gjelder {units}", "det gjeld {units}", "this concerns {units}"));
                return;
        }
        if (!tally->counted || tally->withheld)
                return;
        if (bounded) {
                sentence_add(sentence, &asks[outcome->rule->force]);
                say_needed(sentence, tally->min, tally->max);
                sentence_add(sentence, PHRASE(", og ", ", og ", ", and "));
        }
        if (outcome->verdict == VERDICT_UNKNOWN && open_ended(outcome))
                say_open(sentence, outcome);
        else
                say_found(sentence, outcome);
}
