#include "minutes/items/people.h"

#include "minutes/text/grow.h"

#include <string.h>

/* A name with what stands after it is shorter; what is longer is prose. */
#define ENTRY_LENGTH_MAX 160
#define NAME_WORDS_MAX   8

#define GROUP_LENGTH_MAX ((size_t)60)

/* Under what a list of people stands. */
struct list {
        enum label_kind label;
        struct minutes_string group;
        bool strict;
};

static bool is_upper(const char *bytes, size_t length)
{
        unsigned char c = length ? (unsigned char)bytes[0] : 0;
        return (c >= 'A' && c <= 'Z') || (length > 1 && c == 0xc3 && (unsigned char)bytes[1] <= 0x9e);
}

/* Where the first of these bytes stands outside parentheses. */
static size_t find(const struct passage *passage, size_t from, size_t to, const char *marks)
{
        int depth = 0;
        for (size_t i = from; i < to; i++) {
                depth += passage->text[i] == '(';
                depth -= passage->text[i] == ')' && depth > 0;
                if (depth == 0 && strchr(marks, passage->text[i]))
                        return i;
        }
        return to;
}

bool people_is_name(const struct passage *passage, size_t from, size_t to)
{
        static const char *const between[] = {"van", "von", "de", "af", "og"};
        size_t words = 0, capitals = 0;
        for (size_t at = from; at < to;) {
                size_t end = at;
                while (end < to && passage->text[end] != ' ')
                        end++;
                if (end > at) {
                        bool small = false;
                        for (size_t i = 0; i < sizeof between / sizeof *between; i++)
                                small = small || (strlen(between[i]) == end - at &&
                                                  memcmp(between[i], passage->text + at, end - at) == 0);
                        words += !small;
                        capitals += is_upper(passage->text + at, end - at);
                }
                at = end + 1;
        }
        return words >= 2 && words <= 5 && capitals == words;
}

static size_t count_words(const struct passage *passage, size_t from, size_t to)
{
        size_t count = 0;
        for (size_t i = from; i < to; i++)
                count += passage->text[i] != ' ' && (i == from || passage->text[i - 1] == ' ');
        return count;
}

/* Names have capitals: most words of a sentence have none. */
static bool is_prose(const struct passage *passage, size_t from, size_t to)
{
        size_t capitals = 0;
        for (size_t i = from; i < to; i++)
                capitals += (i == from || passage->text[i - 1] == ' ') && is_upper(passage->text + i, to - i);
        return count_words(passage, from, to) > 3 * capitals;
}

static bool same_word(const char *lower, size_t length, const char *word)
{
        return length == strlen(word) && memcmp(lower, word, length) == 0;
}

/* The role that the word names; NULL if none. */
static const char *role_of_word(const char *lower, size_t length)
{
        static const struct {
                const char *word, *role;
        } roles[] = {
                {"nestleder", "deputyChair"}, {"nestleiar", "deputyChair"}, {"leder", "chair"},
                {"leiar", "chair"},           {"møteleder", "chair"},       {"møteleiar", "chair"},
                {"referent", "secretary"},    {"sekretær", "secretary"},    {"møtesekretær", "secretary"},
                {"observatør", "observer"},   {"vara", "deputy"},           {"varamedlem", "deputy"},
                {"nestl", "deputyChair"},     {"medl", "member"},           {"medlem", "member"},
                {"styreleder", "chair"},      {"styreleiar", "chair"},      {"styremedlem", "member"},
                {"rådsmedlem", "member"},     {"utvalgsmedlem", "member"}};
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
                if (same_word(lower, length, roles[i].word))
                        return roles[i].role;
        return NULL;
}

static const char *role_of_label(enum label_kind label)
{
        return label == LABEL_CHAIR       ? "chair"
               : label == LABEL_SECRETARY ? "secretary"
               : label == LABEL_OBSERVERS ? "observer"
               : label == LABEL_DEPUTIES  ? "deputy"
                                          : NULL;
}

static bool add(struct arena *arena, struct minutes_attendee attendee, enum label_kind label,
                struct minutes *minutes)
{
        if (minutes->people_count == MINUTES_PEOPLE_MAX)
                return false;
        attendee.presence = label == LABEL_EXCUSED  ? MINUTES_EXCUSED
                            : label == LABEL_ABSENT ? MINUTES_ABSENT
                                                    : MINUTES_THERE;
        minutes->people = grow_room(arena, minutes->people, minutes->people_count, sizeof *minutes->people);
        if (!minutes->people)
                return false;
        minutes->people[minutes->people_count++] = attendee;
        return true;
}

/* "Kari Nordmann (KS)", "Kari Nordmann, KS", "Kari Nordmann â KS", and columns: where the name ends. */
static size_t name_end(const struct passage *passage, size_t from, size_t to)
{
        static const char *const dashes[] = {" - ", " \xe2\x80\x93 "};
        for (size_t at = from; at < to; at++) {
                if (passage_is_column(passage, at) || strchr("(,|", passage->text[at]))
                        return at;
                for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
                        if (to - at > strlen(dashes[i]) &&
                            memcmp(passage->text + at, dashes[i], strlen(dashes[i])) == 0)
                                return at;
        }
        return to;
}

/* How long the blank, mark or dash is with which a text begins; 0: it begins with something else. */
static size_t separator_length(const char *text, size_t length)
{
        static const char *const dashes[] = {"\u2013", "\u2014"};
        if (strchr(" (,|-", *text))
                return 1;
        for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
                if (length >= strlen(dashes[i]) && memcmp(text, dashes[i], strlen(dashes[i])) == 0)
                        return strlen(dashes[i]);
        return 0;
}

/* Endings of what people are: "kommunalsjef", "distriktslege". */
static const char *const titles[] = {
        "sjef",      "sjefen",       "direktør",  "direktøren", "lege",        "leder",    "leiar",
        "mann",      "søster",       "pleier",    "pleiar",     "ordfører",    "ordførar", "rådgiver",
        "rådgjevar", "sekretær",     "referent",  "konsulent",  "koordinator", "minister", "statsråd",
        "jurist",    "advokat",      "professor", "lærer",      "lærar",       "forsker",  "forskar",
        "ombud",     "representant", "medlem",    "vara",       "observatør",  "psykolog", "inspektør",
        "overlege",  "medl",         "nestl"};

static bool is_title_word(const char *lower, size_t length)
{
        for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
                size_t size = strlen(titles[i]);
                if (length >= size && memcmp(lower + length - size, titles[i], size) == 0)
                        return true;
        }
        return false;
}

/* Who stands somewhere: a name, and what stands before it. */
struct named {
        size_t title_from, title_to; /* "administrerende direktør"; none if they are equal */
        size_t from, to;
        const char *role;
};

/* The name between the places without the title before it: up to three words, the last of which is one. */
static struct named name_between(const struct passage *passage, size_t from, size_t to)
{
        struct named named = {.from = from, .to = to};
        for (size_t at = from, words = 0; at < to && words < 3; words++) {
                size_t end = at, next;
                while (end < to && passage->text[end] != ' ')
                        end++;
                for (next = end; next < to && passage->text[next] == ' ';)
                        next++;
                if (next < to && is_title_word(passage->lower + at, end - at) &&
                    people_is_name(passage, next, to)) {
                        named = (struct named){from, end, next, to,
                                               role_of_word(passage->lower + at, end - at)};
                }
                at = next;
        }
        return named;
}

/* The same, of an entry: in columns the title may have one of its own. */
static struct named name_of_entry(const struct passage *passage, size_t from, size_t to)
{
        size_t end = name_end(passage, from, to), next = end;
        while (next < to && passage->text[next] == ' ')
                next++;
        if (end < to && passage->text[end] == ' ' && passage_is_column(passage, end) &&
            is_title_word(passage->lower + from, end - from) && next < to)
                return (struct named){from, end, next, name_end(passage, next, to),
                                      role_of_word(passage->lower + from, end - from)};
        return name_between(passage, from, end);
}

static bool read_entry(struct arena *arena, const struct passage *passage, size_t from, size_t to,
                       const struct list *list, struct minutes *minutes)
{
        while (to > from && strchr(" .,;", passage->text[to - 1]))
                to--;
        while (from < to && strchr(" ,;", passage->text[from]))
                from++;
        struct named named = name_of_entry(passage, from, to);
        size_t rest = named.to;
        struct minutes_string name = passage_string(passage, named.from, named.to);
        if (!name.length || !is_upper(name.bytes, name.length) || to - from > ENTRY_LENGTH_MAX ||
            count_words(passage, named.from, named.to) > NAME_WORDS_MAX ||
            is_prose(passage, named.from, named.to) ||
            (list->strict && !people_is_name(passage, named.from, named.to)))
                return false;
        for (size_t length; rest < to && (length = separator_length(passage->text + rest, to - rest)) > 0;)
                rest += length;
        while (to > rest && strchr(" )", passage->text[to - 1]))
                to--;
        struct minutes_attendee attendee = {.person.name = name,
                                            .affiliation.name = passage_string(passage, rest, to)};
        size_t word = rest;
        while (word < to && passage->text[word] != ' ' && passage->text[word] != ',')
                word++;
        attendee.role = named.role ? named.role : role_of_word(passage->lower + rest, word - rest);
        attendee.role = attendee.role ? attendee.role : role_of_label(list->label);
        if (!attendee.affiliation.name.length && !named.role)
                attendee.affiliation.name = passage_string(passage, named.title_from, named.title_to);
        if (!attendee.affiliation.name.length)
                attendee.affiliation.name = list->group;
        return add(arena, attendee, list->label, minutes);
}

/* "Kari Nordmann og rådgiver Ola Hansen": where the first of two ends; `to` if it is one. */
static size_t pair_end(const struct passage *passage, size_t from, size_t to)
{
        static const char link[] = " og ";
        const char *found = memmem(passage->lower + from, to - from, link, sizeof link - 1);
        if (!found)
                return to;
        size_t at = (size_t)(found - passage->lower), next = at + sizeof link - 1;
        struct named one = name_of_entry(passage, from, at), other = name_of_entry(passage, next, to);
        return people_is_name(passage, one.from, one.to) && people_is_name(passage, other.from, other.to)
                       ? at
                       : to;
}

static void read_entries(struct arena *arena, const struct passage *passage, size_t from, size_t to,
                         const struct list *list, struct minutes *minutes)
{
        while (from < to && passage->text[from] == ' ')
                from++;
        size_t end = pair_end(passage, from, to);
        read_entry(arena, passage, from, end, list, minutes);
        if (end < to)
                read_entry(arena, passage, end + strlen(" og "), to, list, minutes);
}

/* Whether commas set people apart: more than half of the parts are names. */
static bool is_comma_list(const struct passage *passage, size_t from, size_t to)
{
        size_t names = 0, parts = 0;
        for (size_t at = from, end; at < to; at = end + 1) {
                end = find(passage, at, to, ",");
                while (at < end && passage->text[at] == ' ')
                        at++;
                size_t first = pair_end(passage, at, end);
                struct named named = name_of_entry(passage, at, first);
                names += people_is_name(passage, named.from, named.to);
                parts++;
        }
        return parts > 1 && names * 2 > parts;
}

/* "KS: Kari Nordmann, Ola Nordmann": where the names begin. */
static size_t take_group(const struct passage *passage, struct list *list)
{
        size_t colon = find(passage, 0,
                            passage->length < GROUP_LENGTH_MAX ? passage->length : GROUP_LENGTH_MAX, ":");
        if (colon == passage->length || colon == GROUP_LENGTH_MAX)
                return 0;
        list->group = passage_string(passage, 0, colon);
        return colon + 1;
}

bool people_read(struct arena *arena, const struct passage *passage, enum label_kind label,
                 struct minutes_string group, bool strict, struct minutes *minutes)
{
        struct list list = {label, group, strict};
        size_t before = minutes->people_count;
        for (size_t at = take_group(passage, &list), end; at < passage->length; at = end + 1) {
                end = find(passage, at, passage->length, ";");
                bool commas = is_comma_list(passage, at, end);
                for (size_t from = at, to; commas && from < end; from = to + 1) {
                        to = find(passage, from, end, ",");
                        read_entries(arena, passage, from, to, &list, minutes);
                }
                if (!commas)
                        read_entries(arena, passage, at, end, &list, minutes);
        }
        return minutes->people_count > before;
}

static bool same_name(const struct minutes_string *one, const struct minutes_string *other)
{
        return one->length == other->length && memcmp(one->bytes, other->bytes, one->length) == 0;
}

void people_unite(struct minutes *minutes)
{
        size_t kept = 0;
        for (size_t i = 0; i < minutes->people_count; i++) {
                const struct minutes_attendee *one = &minutes->people[i];
                size_t k = 0;
                while (k < kept && !(minutes->people[k].presence == one->presence &&
                                     same_name(&minutes->people[k].person.name, &one->person.name)))
                        k++;
                struct minutes_attendee *other = &minutes->people[k];
                if (k == kept) {
                        minutes->people[kept++] = *one;
                        continue;
                }
                other->role = other->role ? other->role : one->role;
                if (!other->affiliation.name.length)
                        other->affiliation = one->affiliation;
        }
        minutes->people_count = kept;
}
