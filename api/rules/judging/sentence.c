#include "rules/judging/sentence.h"

#include "rules/model/reference.h"

#include "words/language.h"
#include "words/numeral_table.h"
#include "words/template.h"
#include "words/term.h"

#include <assert.h>
#include <string.h>

/* How many names are listed in a sentence; the rest is counted. */
#define NAMES_LISTED_MAX 10

/* Longer rule texts are cut in quotations: the reader has the rule itself. */
#define QUOTE_MAX 160

/* A number as a word, or in digits. What is counted is neuter (krav, medlem, møte), unless the phrase asks
 * for the other gender (plass, oppnevning). */
static void add_count(struct sentence *sentence, int64_t number, bool masculine, bool digits)
{
        if (digits && number != 0)
                buffer_format(sentence->out, "%lld", (long long)number);
        else if (number == 0 && !masculine)
                buffer_add_string(sentence->out, phrase_text(PHRASE_NEUTER_NONE, sentence->language));
        else if (number == 1 && !masculine)
                buffer_add_string(sentence->out, phrase_text(PHRASE_NEUTER_ONE, sentence->language));
        else
                language_add_numeral(sentence->out, number, sentence->language);
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

/* The rule's own words in quotation marks, cut at a word where they are long; without words, its kind. */
static void add_quoted_rule(struct sentence *sentence, const struct rule *rule)
{
        const char *text = reference_text(rule->text, sentence->language);
        if (!text)
                text = term_text(TERM_RULE_KIND, rule->kind_text, sentence->language);
        size_t length = strlen(text);
        bool cut = length > QUOTE_MAX;
        if (cut)
                length = cut_length(text, length);
        else if (length > 1 && text[length - 1] == '.')
                length--;
        buffer_add_string(sentence->out, sentence->language == LANGUAGE_EN ? "“" : "«");
        buffer_add(sentence->out, text, length);
        buffer_add_string(sentence->out, cut ? " …" : "");
        buffer_add_string(sentence->out, sentence->language == LANGUAGE_EN ? "”" : "»");
}

/* What separates the name at `i` from the one before it. */
static void add_separator(struct sentence *sentence, uint32_t i, uint32_t count)
{
        if (i == 0)
                return;
        if (i + 1 < count)
                buffer_add_string(sentence->out, ", ");
        else
                buffer_format(sentence->out, " %s ", phrase_text(PHRASE_AND, sentence->language));
}

static void add_rest(struct sentence *sentence, uint32_t rest)
{
        struct sentence_values values = {.number = rest};
        buffer_add_char(sentence->out, ' ');
        sentence_fill(sentence, PHRASE_AND_MORE, &values);
}

/* One who sits in another body: by the office, else by the role there. */
static void add_holder(struct sentence *sentence, const struct per *per, uint32_t key)
{
        static const enum phrase roles[ROLE_COUNT] = {
                [ROLE_CHAIR] = PHRASE_CHAIR_OF,         [ROLE_DEPUTY_CHAIR] = PHRASE_DEPUTY_CHAIR_OF,
                [ROLE_MEMBER] = PHRASE_MEMBER_OF,       [ROLE_OBSERVER] = PHRASE_OBSERVER_OF,
                [ROLE_SECRETARY] = PHRASE_SECRETARY_OF, [ROLE_DEPUTY] = PHRASE_DEPUTY_OF};
        struct sentence_values values = {
                .name = reference_name(sentence->facts, per->body, sentence->at, sentence->language)};
        const struct body *body = find_body(sentence->facts, per->body);
        uint32_t i = 0;
        while (body && i < body->membership_count && body->memberships[i].key != key)
                i++;
        const struct membership *row = body && i < body->membership_count ? &body->memberships[i] : NULL;
        if (row && find_office(sentence->facts, row->office))
                buffer_add_string(sentence->out, reference_name(sentence->facts, row->office, sentence->at,
                                                                sentence->language));
        else
                sentence_fill(sentence, row ? roles[row->role] : PHRASE_ONE_WHO_SITS_THERE, &values);
}

/* Adds the name of a unit; a code or id without a name is put in quotation marks. */
static void add_unit_name(struct sentence *sentence, const struct per *per, uint32_t id)
{
        const struct flat *names = reference_unit_names(sentence->facts, per->kind, id, sentence->at);
        const char *name = reference_text(names, sentence->language);
        if (name)
                buffer_add_string(sentence->out, name);
        else
                language_add_quoted(sentence->out, id_text(sentence->facts, id), sentence->language);
}

/* The name of an entity or a unit. */
static void add_name(struct sentence *sentence, const struct per *per, uint32_t id)
{
        if (per && per->kind == PER_MEMBERS_OF)
                add_holder(sentence, per, id);
        else if (per)
                add_unit_name(sentence, per, id);
        else
                buffer_add_string(sentence->out,
                                  reference_name(sentence->facts, id, sentence->at, sentence->language));
}

/* The first of `count` names (entities, or the units of a rule), and how many there are besides. */
static void add_list(struct sentence *sentence, const uint32_t *names, uint32_t count, const struct per *per)
{
        uint32_t listed = count > NAMES_LISTED_MAX ? NAMES_LISTED_MAX : count;
        for (uint32_t i = 0; i < listed; i++) {
                add_separator(sentence, i, listed == count ? count : UINT32_MAX);
                add_name(sentence, per, names[i]);
        }
        if (listed < count)
                add_rest(sentence, count - listed);
}

static void add_names(struct sentence *sentence, const struct sentence_values *values)
{
        add_list(sentence, values->outcome->names, values->outcome->name_count, NULL);
}

/* The units that decided the verdict. */
static void add_units(struct sentence *sentence, const struct sentence_values *values)
{
        const struct outcome *outcome = values->outcome;
        uint32_t names[NAMES_LISTED_MAX];
        uint32_t count = 0;
        for (uint32_t i = 0; i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict != outcome->verdict)
                        continue;
                if (count < NAMES_LISTED_MAX)
                        names[count] = outcome->units[i].id;
                count++;
        }
        add_list(sentence, names, count, &outcome->rule->per);
}

static void add_needed(struct sentence *sentence, const struct sentence_values *values)
{
        const struct tally *tally = &values->outcome->tally;
        enum phrase phrase = tally->max == 0                    ? PHRASE_NEUTER_NONE
                             : tally->min == tally->max         ? PHRASE_NEEDED_EXACTLY
                             : tally->min > 0 && tally->max > 0 ? PHRASE_NEEDED_FROM_TO
                             : tally->max > 0                   ? PHRASE_NEEDED_AT_MOST
                             : tally->min > 0                   ? PHRASE_NEEDED_AT_LEAST
                                                                : PHRASE_NEEDED_ANY;
        sentence_fill(sentence, phrase, values);
}

/* One part of a length of time, behind those before it. */
static void add_part(struct sentence *sentence, size_t start, enum phrase phrase, int32_t number)
{
        struct sentence_values values = {.number = number};
        if (number == 0)
                return;
        if (sentence->out->length > start)
                buffer_format(sentence->out, " %s ", phrase_text(PHRASE_AND, sentence->language));
        sentence_fill(sentence, phrase, &values);
}

/* Adds how long a person may sit, or an appointment last. */
static void add_length(struct sentence *sentence, const struct sentence_values *values)
{
        const struct rule *rule = values->outcome->rule;
        bool term = rule->length.months || rule->length.days;
        struct span span = term ? rule->length : rule->max_duration;
        size_t start = sentence->out->length;
        add_part(sentence, start, PHRASE_LENGTH_YEARS, span.months / 12);
        add_part(sentence, start, PHRASE_LENGTH_MONTHS, span.months % 12);
        add_part(sentence, start, PHRASE_LENGTH_DAYS, span.days);
}

static void add_date(struct sentence *sentence, const struct sentence_values *values)
{
        date day = values->outcome->when;
        if (day != DATE_END && day != DATE_BEGINNING)
                language_add_date(sentence->out, day, sentence->language);
}

static void add_day(struct sentence *sentence, const struct sentence_values *values)
{
        language_add_partial_date(sentence->out, values->day, sentence->language);
}

static void add_unit(struct sentence *sentence, const struct sentence_values *values)
{
        add_name(sentence, &values->rule->per, values->unit);
}

static void add_plain_name(struct sentence *sentence, const struct sentence_values *values)
{
        buffer_add_string(sentence->out, values->name);
}

static void add_words(struct sentence *sentence, const struct sentence_values *values)
{
        add_quoted_rule(sentence, values->rule);
}

static void add_rules(struct sentence *sentence, const struct sentence_values *values)
{
        for (uint32_t i = 0; i < values->rule_count; i++) {
                add_separator(sentence, i, values->rule_count);
                add_quoted_rule(sentence, values->rules[i]);
        }
}

/* What the rule is called, by its force, and its words. */
static void add_rule(struct sentence *sentence, const struct sentence_values *values)
{
        static const enum phrase called[] = {[FORCE_SHALL] = PHRASE_REQUIREMENT,
                                             [FORCE_SHOULD] = PHRASE_RECOMMENDATION,
                                             [FORCE_PLANNED] = PHRASE_PLAN,
                                             [FORCE_ENCOURAGED] = PHRASE_ENCOURAGEMENT,
                                             [FORCE_MAY] = PHRASE_LIMIT};
        sentence_fill(sentence, called[values->rule->force], values);
}

static void add_first(struct sentence *sentence, const struct sentence_values *values)
{
        sentence_fill(sentence, values->first, values);
}

static void add_second(struct sentence *sentence, const struct sentence_values *values)
{
        sentence_fill(sentence, values->second, values);
}

/* The placeholders for text; the others are numbers. */
static const struct {
        const char *name;
        void (*add)(struct sentence *sentence, const struct sentence_values *values);
} texts[] = {{"date", add_date},       {"day", add_day},       {"first", add_first},   {"length", add_length},
             {"name", add_plain_name}, {"names", add_names},   {"needed", add_needed}, {"rules", add_rules},
             {"rule", add_rule},       {"second", add_second}, {"unit", add_unit},     {"units", add_units},
             {"words", add_words}};

/* A placeholder as it is written: `{number}`, `{Number}` begins with a capital, `{number:m}` is masculine. */
struct placeholder {
        char name[16];
        bool capital, masculine;
};

static struct placeholder placeholder_read(const char *text, size_t length)
{
        struct placeholder placeholder = {.name = ""};
        placeholder.masculine = length > 2 && text[length - 2] == ':' && text[length - 1] == 'm';
        if (placeholder.masculine)
                length -= 2;
        assert(length > 0 && length < sizeof placeholder.name);
        memcpy(placeholder.name, text, length);
        placeholder.capital = text[0] >= 'A' && text[0] <= 'Z';
        if (placeholder.capital)
                placeholder.name[0] = (char)(text[0] - 'A' + 'a');
        return placeholder;
}

/* The number of that name; false if it is none. */
static bool number_named(const struct sentence_values *values, const char *name, int64_t *ret)
{
        static const struct rule no_rule;
        static const struct outcome nothing = {.rule = &no_rule};
        const struct outcome *outcome = values->outcome ? values->outcome : &nothing;
        const struct rule *rule = outcome->rule ? outcome->rule : &no_rule;
        const struct {
                const char *name;
                int64_t number;
        } numbers[] = {{"certain", outcome->tally.certain},
                       {"possible", outcome->tally.possible},
                       {"missing", outcome->tally.missing},
                       {"surplus", outcome->tally.surplus_count},
                       {"min", outcome->tally.min},
                       {"max", outcome->tally.max},
                       {"total", outcome->total},
                       {"shared", outcome->shared},
                       {"tolerance", rule->tolerance},
                       {"difference", rule->difference},
                       {"terms", rule->max_terms},
                       {"number", values->number},
                       {"whole", values->whole}};
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                if (strcmp(numbers[i].name, name) == 0) {
                        *ret = numbers[i].number;
                        return true;
                }
        }
        return false;
}

/* Numbers in one sentence are written alike: all in digits where one is past the words for numbers. */
static bool has_large(const struct sentence *sentence, enum phrase phrase,
                      const struct sentence_values *values)
{
        const char *text = phrase_text(phrase, sentence->language);
        for (const char *open = text; (open = strchr(open, '{')); open++) {
                struct placeholder placeholder = placeholder_read(open + 1, strcspn(open + 1, "|}"));
                int64_t number;
                bool large = number_named(values, placeholder.name, &number) && number >= NUMERAL_COUNT;
                if (strcmp(placeholder.name, "needed") == 0)
                        large = values->outcome->tally.min >= NUMERAL_COUNT ||
                                values->outcome->tally.max >= NUMERAL_COUNT;
                else if (strcmp(placeholder.name, "first") == 0)
                        large = has_large(sentence, values->first, values);
                else if (strcmp(placeholder.name, "second") == 0)
                        large = has_large(sentence, values->second, values);
                if (large)
                        return true;
        }
        return false;
}

/* Makes the letter at `start` a capital one. */
static void capitalise(struct buffer *out, size_t start)
{
        if (buffer_failed(out) || start >= out->length)
                return;
        unsigned char *first = (unsigned char *)out->bytes + start;
        if (first[0] >= 'a' && first[0] <= 'z')
                first[0] = (unsigned char)(first[0] - 'a' + 'A');
        else if (first[0] == 0xc3 && first[1] >= 0xa0) /* é, å and their like */
                first[1] = (unsigned char)(first[1] - 0x20);
}

/* A phrase and what fills it. */
struct filling {
        struct sentence *sentence;
        const struct sentence_values *values;
};

static void add_placeholder(struct buffer *out, const char *text, size_t length, void *context)
{
        const struct filling *filling = context;
        struct placeholder placeholder = placeholder_read(text, length);
        size_t start = out->length, i = 0;
        int64_t number;
        if (number_named(filling->values, placeholder.name, &number)) {
                add_count(filling->sentence, number, placeholder.masculine, filling->values->digits);
        } else {
                while (i < sizeof texts / sizeof *texts && strcmp(texts[i].name, placeholder.name) != 0)
                        i++;
                assert(i < sizeof texts / sizeof *texts);
                texts[i].add(filling->sentence, filling->values);
        }
        if (placeholder.capital)
                capitalise(out, start);
}

static bool is_one(const char *text, size_t length, void *context)
{
        const struct filling *filling = context;
        struct placeholder placeholder = placeholder_read(text, length);
        int64_t number = 0;
        return number_named(filling->values, placeholder.name, &number) && number == 1;
}

void sentence_fill(struct sentence *sentence, enum phrase phrase, const struct sentence_values *values)
{
        struct sentence_values own = *values;
        own.digits = values->digits || has_large(sentence, phrase, values);
        struct filling filling = {sentence, &own};
        struct template_filler filler = {add_placeholder, is_one, &filling};
        template_fill(sentence->out, phrase_text(phrase, sentence->language), &filler);
}

void sentence_say(struct sentence *sentence, enum phrase phrase, const struct outcome *outcome)
{
        struct sentence_values values = {.outcome = outcome};
        sentence_fill(sentence, phrase, &values);
}
