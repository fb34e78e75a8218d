#include "minutes/items/people.h"

#include "base/letter.h"
#include "minutes/items/naming.h"
#include "minutes/text/grow.h"

#include <string.h>

/* A name with what stands after it is shorter; what is longer is prose. */
#define ENTRY_LENGTH_MAX 160
#define NAME_WORDS_MAX   8
#define GROUP_LENGTH_MAX ((size_t)60)

/* A passage while people are read out of it. */
struct reading {
        struct arena *arena;
        const struct passage *passage;
        struct people_list list;
        struct minutes *minutes;
        struct people_rest *rest;
        size_t first_of_group; /* of the people: those who share what stands after the last of them */
};

/* Where the first of these marks stands outside brackets. */
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
                capitals += (i == from || passage->text[i - 1] == ' ') &&
                            letter_is_capital(passage->text + i, to - i);
        return count_words(passage, from, to) > 3 * capitals;
}

static size_t first_word_end(const struct passage *passage, size_t from, size_t to)
{
        while (from < to && !strchr(" ,;)", passage->text[from]))
                from++;
        return from;
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
        return false;
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

/* Words between a name and whom the person comes from; a dash needs blanks, a slash none. */
static size_t link_length(const struct passage *passage, size_t at, size_t to)
{
        static const char *const links[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " fra ", " frå ",
                                            " v/", " ved ",          " for ",          "/"};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
                size_t length = strlen(links[i]);
                if (to - at > length && memcmp(passage->text + at, links[i], length) == 0)
                        return length;
        }
        return 0;
}

/* "Kari Nordmann (KS)", "Kari Nordmann, KS", "Kari Nordmann fra KS", and columns: where the name ends. */
static size_t name_end(const struct passage *passage, size_t from, size_t to)
{
        for (size_t at = from; at < to; at++)
                if (passage_is_column(passage, at) || strchr("(,|", passage->text[at]) ||
                    link_length(passage, at, to))
                        return at;
        return to;
}

/* The name of an entry: in columns the title may have one of its own before it. */
static struct named name_of_entry(const struct passage *passage, size_t from, size_t to)
{
        size_t end = name_end(passage, from, to), next = end;
        while (next < to && passage->text[next] == ' ')
                next++;
        if (end < to && passage->text[end] == ' ' && passage_is_column(passage, end) &&
            naming_is_title(passage->lower + from, end - from) && next < to)
                return (struct named){from, end, next, name_end(passage, next, to),
                                      naming_role(passage->lower + from, end - from)};
        return naming_split(passage, from, end);
}

/* Whether the words can be whom somebody stands for, or what he is; else they are a remark. */
static bool is_affiliation(const struct passage *passage, size_t from, size_t to)
{
        size_t word = first_word_end(passage, from, to);
        if (from >= to)
                return false;
        for (size_t i = from; i < to; i++)
                if (passage->text[i] >= '0' && passage->text[i] <= '9')
                        return naming_is_organisation(passage, from, to);
        return letter_is_capital(passage->text + from, to - from) ||
               naming_is_title(passage->lower + from, word - from) ||
               naming_is_organisation(passage, from, to);
}

static void trim(const struct passage *passage, size_t *from, size_t *to, const char *marks)
{
        while (*to > *from && strchr(marks, passage->text[*to - 1]))
                (*to)--;
        while (*from < *to && strchr(marks, passage->text[*from]))
                (*from)++;
}

static void take_affiliation(const struct passage *passage, size_t from, size_t to,
                             struct minutes_attendee *attendee)
{
        trim(passage, &from, &to, " ,;|.-");
        if (from >= to)
                return;
        size_t word = first_word_end(passage, from, to);
        if (!attendee->role)
                attendee->role = naming_role(passage->lower + from, word - from);
        if (!attendee->affiliation.name.length && is_affiliation(passage, from, to))
                attendee->affiliation.name = passage_string(passage, from, to);
}

static bool has_name(const struct passage *passage, size_t from, size_t to)
{
        struct named named = naming_split(passage, from, name_end(passage, from, to));
        return naming_is_person(passage, named.from, named.to);
}

/* What stands after the name: brackets, each by itself, and what is outside of them. */
static void read_after_name(const struct passage *passage, size_t from, size_t to,
                            struct minutes_attendee *attendee)
{
        for (size_t at = from; at < to;) {
                size_t link = link_length(passage, at, to), end;
                bool in_place = link && memcmp(passage->text + at, " for ", link) == 0;
                at += link;
                /* "for Eva Lien": in whose place */
                if (in_place && has_name(passage, at, to)) {
                        attendee->role = attendee->role ? attendee->role : "deputy";
                        return;
                }
                if (!link && strchr(" ,|-", passage->text[at])) {
                        at++;
                        continue;
                }
                if (passage->text[at] == '(') {
                        end = at + 1;
                        while (end < to && passage->text[end] != ')')
                                end++;
                        take_affiliation(passage, at + 1, end, attendee);
                        at = end + 1;
                        continue;
                }
                end = at;
                while (end < to && passage->text[end] != '(')
                        end++;
                take_affiliation(passage, at, end, attendee);
                at = end;
        }
}

/* Reads an entry as one person; false if it is none. */
static bool read_entry(struct reading *reading, size_t from, size_t to)
{
        const struct passage *passage = reading->passage;
        trim(passage, &from, &to, " .,;");
        struct named named = name_of_entry(passage, from, to);
        struct minutes_string name = passage_string(passage, named.from, named.to);
        bool person = naming_is_person(passage, named.from, named.to);
        if (!name.length || !letter_is_capital(name.bytes, name.length) || to - from > ENTRY_LENGTH_MAX ||
            count_words(passage, named.from, named.to) > NAME_WORDS_MAX ||
            is_prose(passage, named.from, named.to) || (reading->list.strict && !person))
                return false;
        enum presence presence = reading->list.presence;
        struct minutes_attendee attendee = {.person.name = name,
                                            .role = named.role,
                                            .presence = presence == PRESENCE_EXCUSED  ? MINUTES_EXCUSED
                                                        : presence == PRESENCE_ABSENT ? MINUTES_ABSENT
                                                                                      : MINUTES_THERE};
        read_after_name(passage, named.to, to, &attendee);
        if (!attendee.affiliation.name.length && !named.role)
                attendee.affiliation.name = passage_string(passage, named.title_from, named.title_to);
        attendee.role = attendee.role ? attendee.role : reading->list.role;
        return presence != PRESENCE_UNSAID && people_add(reading->arena, attendee, reading->minutes);
}

/* "Kari Nordmann og rådgiver Ola Hansen": where the first of two ends; `to` if it is one. */
static size_t pair_end(const struct passage *passage, size_t from, size_t to, size_t *ret_next)
{
        static const char *const links[] = {" og ", " samt ", " & "};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
                size_t length = strlen(links[i]);
                const char *found = memmem(passage->lower + from, to - from, links[i], length);
                if (!found)
                        continue;
                size_t at = (size_t)(found - passage->lower), next = at + length;
                struct named one = name_of_entry(passage, from, at), other = name_of_entry(passage, next, to);
                if (naming_is_person(passage, one.from, one.to) &&
                    naming_is_person(passage, other.from, other.to)) {
                        *ret_next = next;
                        return at;
                }
        }
        *ret_next = to;
        return to;
}

/* The last person that was read gives what he comes from to those named with him. */
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

/* Whether a person stands here, alone or as the first of two. */
static bool begins_person(const struct passage *passage, size_t from, size_t to)
{
        size_t next, end = pair_end(passage, from, to, &next);
        struct named named = name_of_entry(passage, from, end);
        return naming_is_person(passage, named.from, named.to);
}

bool people_begin(const struct passage *passage)
{
        return begins_person(passage, 0, find_mark(passage, 0, passage->length, ",;"));
}

/* One person, or two with "og" between. */
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

/* What stands between semicolons: people, each with what comes after the commas behind the name. Where no
 * part but the first is a person's name, it is one entry. */
static void read_comma_list(struct reading *reading, size_t from, size_t to)
{
        const struct passage *passage = reading->passage;
        for (size_t at = from, end; at < to; at = end + 1) {
                end = find_mark(passage, at, to, ",");
                while (at < end && passage->text[at] == ' ')
                        at++;
                if (at == end || people_is_nobody(passage->lower + at, end - at))
                        continue;
                /* What is no person's name goes with the one before it, if it can. */
                for (size_t next; end < to; end = next) {
                        size_t begin = end + 1;
                        while (begin < to && passage->text[begin] == ' ')
                                begin++;
                        next = find_mark(passage, begin, to, ",");
                        if (begins_person(passage, begin, next) || !is_affiliation(passage, begin, next) ||
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

/* "KS: Kari Nordmann, Ola Hansen" and "Forfall: Eva Lien": takes what is said before the colon; where the
 * people begin. What is said and not understood claims nothing of them. */
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
        } else if (is_group(passage, from, colon)) {
                reading->list.group = passage_string(passage, from, colon);
        } else {
                reading->list.presence = PRESENCE_UNSAID;
        }
        return colon + 1;
}

/* Where a new label begins within the text: after a full stop, a capital, and soon a colon. */
static size_t lead_after(const struct passage *passage, size_t from, size_t to)
{
        for (size_t at = from; at + 2 < to; at++) {
                if (!strchr(".;", passage->text[at]) || passage->text[at + 1] != ' ' ||
                    !letter_is_capital(passage->text + at + 2, to - at - 2))
                        continue;
                size_t most = to - at < GROUP_LENGTH_MAX ? to : at + GROUP_LENGTH_MAX,
                       colon = find_mark(passage, at + 2, most, ":.,;");
                if (colon < most && passage->text[colon] == ':' &&
                    label_of_people(passage->lower + at + 2, colon - at - 2).kind == LABEL_PEOPLE)
                        return at;
        }
        return to;
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
                        to = find_mark(passage, from, end, ";");
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
