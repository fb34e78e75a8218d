#include "minutes/items/people.h"

#include "base/letter.h"
#include "minutes/items/attendee.h"
#include "minutes/items/naming.h"
#include "minutes/text/grow.h"

#include <string.h>

/* A longer entry is prose and no name. */
#define ENTRY_LENGTH_MAX   160
#define NAME_WORDS_MAX     8
#define GROUP_LENGTH_MAX   ((size_t)60)
#define REMARK_WORDS_MAX   6
/* A shorter word before a full stop is an abbreviation or an initial. */
#define SURNAME_LENGTH_MIN 4

/* A passage while people are read out of it. */
struct reading {
        struct arena *arena;
        const struct passage *passage;
        struct people_list list;
        struct minutes *minutes;
        struct people_rest *rest;
        size_t first_of_group; /* the first of those people who share the affiliation after the last of them
                                */
};

/* The first of these marks outside brackets; `to` if there is none. */
static size_t find_mark(const struct passage *passage, size_t from, size_t to, const char *marks)
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

bool people_add(struct arena *arena, struct minutes_attendee attendee, struct minutes *minutes)
{
        if (minutes->people_count == MINUTES_PEOPLE_MAX)
                return false;
        minutes->people = grow_room(arena, minutes->people, minutes->people_count, sizeof *minutes->people);
        minutes->people[minutes->people_count++] = attendee;
        return true;
}

bool people_is_nobody(const char *lower, size_t length)
{
        static const char *const nobody[] = {
                "ingen", "inga", "ingen meldt", "ingen forfall", "nei",        "-", "–",
                "—",     "alle", "intet",       "ikke noe",      "ikkje noko", "0", "none"};
        while (length && strchr(" .", lower[length - 1]))
                length--;
        while (length && *lower == ' ') {
                lower++;
                length--;
        }
        for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
                if (length == strlen(nobody[i]) && memcmp(lower, nobody[i], length) == 0)
                        return true;
        /* "Ingen meldte forfall" */
        return length > strlen("ingen ") && memcmp(lower, "ingen ", strlen("ingen ")) == 0;
}

static void add_rest(struct reading *reading, size_t from, size_t to)
{
        struct minutes_string text = passage_string(reading->passage, from, to);
        struct people_rest *rest = reading->rest;
        if (!text.length || people_is_nobody(reading->passage->lower + from, to - from))
                return;
        rest->span = grow_room(reading->arena, rest->span, rest->count, sizeof *rest->span);
        if (rest->span)
                rest->span[rest->count++] = text.span;
}

/* Reads an entry as one person; false if it is none. */
static bool read_entry(struct reading *reading, size_t from, size_t to)
{
        const struct people_list *list = &reading->list;
        struct minutes_attendee attendee = {.presence = list->presence == PRESENCE_EXCUSED  ? MINUTES_EXCUSED
                                                        : list->presence == PRESENCE_ABSENT ? MINUTES_ABSENT
                                                                                            : MINUTES_THERE};
        if (!attendee_read(reading->passage, from, to, list->strict, &attendee))
                return false;
        attendee.role = attendee.role ? attendee.role : list->role;
        return list->presence != PRESENCE_UNSAID && people_add(reading->arena, attendee, reading->minutes);
}

/* The end of the first of two people, with *ret_next the beginning of the second: "Kari Nordmann og rådgiver
 * Ola Hansen". Both are `to` if there is one. */
static size_t pair_end(const struct passage *passage, size_t from, size_t to, size_t *ret_next)
{
        static const char *const links[] = {" og ", " samt ", " & "};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
                size_t length = strlen(links[i]);
                const char *found = memmem(passage->lower + from, to - from, links[i], length);
                /* "helse- og sosialsjef" is one title */
                if (!found || (found > passage->lower && found[-1] == '-'))
                        continue;
                size_t at = (size_t)(found - passage->lower), next = at + length;
                struct named_person one = attendee_name(passage, from, at),
                                    other = attendee_name(passage, next, to);
                if (naming_is_person(passage, one.from, one.to) &&
                    naming_is_person(passage, other.from, other.to)) {
                        *ret_next = next;
                        return at;
                }
        }
        *ret_next = to;
        return to;
}

/* Gives the affiliation of the last person that was read to those named together with that person. */
static void share_affiliation(struct reading *reading, size_t first)
{
        struct minutes *minutes = reading->minutes;
        if (minutes->people_count < first + 2)
                return;
        struct minutes_string shared = minutes->people[minutes->people_count - 1].affiliation.name;
        for (size_t i = first; i + 1 < minutes->people_count; i++)
                if (!minutes->people[i].affiliation.name.length)
                        minutes->people[i].affiliation.name = shared;
}

/* Whether the text begins with a person, alone or as the first of two. */
static bool begins_person(const struct passage *passage, size_t from, size_t to)
{
        size_t next, end = pair_end(passage, from, to, &next);
        struct named_person named = attendee_name(passage, from, end);
        return naming_is_person(passage, named.from, named.to);
}

bool people_begin(const struct passage *passage)
{
        return begins_person(passage, 0, find_mark(passage, 0, passage->length, ",;"));
}

/* Reads one person, or two with "og" between them. */
static void read_entries(struct reading *reading, size_t from, size_t to)
{
        size_t before = reading->minutes->people_count;
        while (from < to && reading->passage->text[from] == ' ')
                from++;
        for (size_t at = from, end, next; at < to; at = next) {
                end = pair_end(reading->passage, at, to, &next);
                if (!read_entry(reading, at, end))
                        add_rest(reading, at, end);
        }
        share_affiliation(reading, before);
}

/* Reads a list of people with commas between them. A part between commas that is no person's name belongs to
 * the entry before it if it can be an affiliation or a remark. */
static void read_comma_list(struct reading *reading, size_t from, size_t to)
{
        const struct passage *passage = reading->passage;
        for (size_t at = from, end; at < to; at = end + 1) {
                end = find_mark(passage, at, to, ",");
                while (at < end && passage->text[at] == ' ')
                        at++;
                if (at == end || people_is_nobody(passage->lower + at, end - at))
                        continue;
                /* extends the entry by parts that are no names */
                for (size_t next; end < to; end = next) {
                        size_t begin = end + 1;
                        while (begin < to && passage->text[begin] == ' ')
                                begin++;
                        next = find_mark(passage, begin, to, ",");
                        if (begins_person(passage, begin, next) ||
                            !(attendee_is_affiliation(passage, begin, next) ||
                              attendee_says_presence(passage, begin, next)) ||
                            !begins_person(passage, at, find_mark(passage, at, to, ",")))
                                break;
                }
                read_entries(reading, at, end);
        }
}

/* Whether the words before a colon name a group of people or an organisation. */
static bool is_group(const struct passage *passage, size_t from, size_t to)
{
        static const char *const lead[] = {"fra ", "frå ", "for "};
        for (size_t i = 0; i < sizeof lead / sizeof *lead; i++)
                if (to - from > strlen(lead[i]) &&
                    memcmp(passage->lower + from, lead[i], strlen(lead[i])) == 0)
                        return true;
        return naming_is_organisation(passage, from, to);
}

/* Reads what precedes a colon, and returns where the people begin: "KS: Kari Nordmann, Ola Hansen", "Forfall:
 * Eva Lien". If it is not understood, the presence of the people is unsaid, so that they are not listed
 * wrongly. */
static size_t read_lead(struct reading *reading, size_t from, size_t to)
{
        const struct passage *passage = reading->passage;
        size_t most = to - from < GROUP_LENGTH_MAX ? to : from + GROUP_LENGTH_MAX,
               colon = find_mark(passage, from, most, ":");
        while (from < to && passage->text[from] == ' ')
                from++;
        if (colon >= most)
                return from;
        struct label label = label_of_people(passage->lower + from, colon - from);
        if (label.kind == LABEL_PEOPLE) {
                reading->list.presence = label.presence;
                reading->list.role = label.role;
                reading->list.group = (struct minutes_string){0};
        } else if (is_group(passage, from, colon) || (reading->list.presence == PRESENCE_PRESENT &&
                                                      naming_is_title(passage->lower + from, colon - from))) {
                reading->list.group = passage_string(passage, from, colon);
        } else {
                reading->list.presence = PRESENCE_UNSAID;
        }
        return colon + 1;
}

/* The full stop, semicolon or bracket after which a new label or group begins: a capital follows it, and soon
 * a colon. */
static size_t lead_after(const struct passage *passage, size_t from, size_t to)
{
        for (size_t at = from; at + 2 < to; at++) {
                if (!strchr(".;)", passage->text[at]) || passage->text[at + 1] != ' ' ||
                    !letter_is_capital(passage->text + at + 2, to - at - 2))
                        continue;
                size_t most = to - at < GROUP_LENGTH_MAX ? to : at + GROUP_LENGTH_MAX,
                       colon = find_mark(passage, at + 2, most, ":.,;");
                if (colon < most && passage->text[colon] == ':' &&
                    (label_of_people(passage->lower + at + 2, colon - at - 2).kind == LABEL_PEOPLE ||
                     is_group(passage, at + 2, colon)))
                        return at;
        }
        return to;
}

/* The end of a part of the list: a semicolon, or a full stop after a surname and before a capital. */
static size_t sentence_end(const struct passage *passage, size_t from, size_t to)
{
        size_t semicolon = find_mark(passage, from, to, ";"), word = from;
        for (size_t at = from; at + 2 < semicolon; at++) {
                if (passage->text[at] == ' ')
                        word = at + 1;
                if (passage->text[at] == '.' && passage->text[at + 1] == ' ' &&
                    at - word >= SURNAME_LENGTH_MIN && letter_is_capital(passage->text + word, at - word) &&
                    letter_is_capital(passage->text + at + 2, semicolon - at - 2) &&
                    !naming_is_title(passage->lower + word, at - word))
                        return at;
        }
        return semicolon;
}

bool people_read(struct arena *arena, const struct passage *passage, const struct people_list *list,
                 struct minutes *minutes, struct people_rest *rest)
{
        struct reading reading = {arena, passage, *list, minutes, rest, 0};
        size_t before = minutes->people_count;
        for (size_t at = 0, end; at < passage->length; at = end + 1) {
                end = lead_after(passage, at, passage->length);
                size_t named = minutes->people_count;
                for (size_t from = read_lead(&reading, at, end), to; from < end; from = to + 1) {
                        to = sentence_end(passage, from, end);
                        read_comma_list(&reading, from, to);
                }
                for (; named < minutes->people_count; named++)
                        if (!minutes->people[named].affiliation.name.length)
                                minutes->people[named].affiliation.name = reading.list.group;
        }
        return minutes->people_count > before || people_is_nobody(passage->lower, passage->length);
}

static bool is_same_name(const struct minutes_string *one, const struct minutes_string *other)
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
                                     is_same_name(&minutes->people[k].person.name, &one->person.name)))
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
