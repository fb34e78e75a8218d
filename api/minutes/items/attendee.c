#include "minutes/items/attendee.h"

#include "base/letter.h"
#include "minutes/language/labels.h"
#include "minutes/language/presence.h"

#include <string.h>

/* A longer entry is prose and no name. */
#define ENTRY_LENGTH_MAX 160
#define NAME_WORDS_MAX   8
/* A remark on somebody's presence has no more words. */
#define REMARK_WORDS_MAX 6

static size_t count_words(const struct passage *passage, size_t from, size_t to)
{
        size_t count = 0;
        for (size_t i = from; i < to; i++)
                count += passage->text[i] != ' ' && (i == from || passage->text[i - 1] == ' ');
        return count;
}

/* Whether the words are prose rather than a name: few of them begin with a capital. */
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

/* The length of the word or mark that links a name to the organisation after it; 0 if there is none. A dash
 * needs blanks around it, a slash does not. */
static size_t link_length(const struct passage *passage, size_t at, size_t to)
{
        static const char *const links[] = {
                " - ",         " \xe2\x80\x93 ", " \xe2\x80\x94 ", " fra ",      " frå ",
                " v/",         " ved ",          " for ",          " vara for ", " møtte for ",
                " møter for ", " i stedet for ", " i staden for ", "/"};
        for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
                size_t length = strlen(links[i]);
                if (to - at > length && memcmp(passage->text + at, links[i], length) == 0)
                        return length;
        }
        return 0;
}

/* Whether a verb follows, as in "Eva Lien møtte ikke", so that the name ends here. */
static bool begins_statement(const struct passage *passage, size_t at, size_t to)
{
        static const char *const verbs[] = {" møtte",         " møter",     " deltok",      " deltek",
                                            " deltar",        " var ",      " ikke",        " ikkje",
                                            " meldt",         " har meldt", " hadde meldt", " har forfall",
                                            " hadde forfall", " kom ikke",  " kom ikkje",   " kunne ik"};
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
                size_t length = strlen(verbs[i]);
                if (to - at >= length && memcmp(passage->text + at, verbs[i], length) == 0)
                        return true;
        }
        return false;
}

/* The end of the name in "Kari Nordmann (KS)", "Kari Nordmann, KS", "Kari Nordmann fra KS", or before a gap
 * between columns. */
static size_t name_end(const struct passage *passage, size_t from, size_t to)
{
        for (size_t at = from; at < to; at++)
                if (passage_is_column(passage, at) || strchr("(,|", passage->text[at]) ||
                    link_length(passage, at, to) || begins_statement(passage, at, to))
                        return at;
        return to;
}

struct named_person attendee_name(const struct passage *passage, size_t from, size_t to)
{
        size_t end = name_end(passage, from, to), next = end;
        while (next < to && passage->text[next] == ' ')
                next++;
        if (end < to && passage->text[end] == ' ' && passage_is_column(passage, end) &&
            naming_is_title(passage->lower + from, end - from) && next < to)
                return (struct named_person){from, end, next, name_end(passage, next, to),
                                             naming_role(passage->lower + from, end - from)};
        return naming_split(passage, from, end);
}

/* The end of a title's first word, or of its last part: "helse- og sosialsjef". */
static size_t title_word_end(const struct passage *passage, size_t from, size_t to)
{
        static const char link[] = "- og ";
        size_t size = sizeof link - 1, end = first_word_end(passage, from, to);
        if (end > from && to - end > size && memcmp(passage->lower + end - 1, link, size) == 0)
                end = first_word_end(passage, end - 1 + size, to);
        return end;
}

bool attendee_is_affiliation(const struct passage *passage, size_t from, size_t to)
{
        size_t word = title_word_end(passage, from, to);
        bool counted = from < to && passage->text[from] >= '0' && passage->text[from] <= '9';
        if (from >= to || (counted && !label_ordinal(passage->lower, from, to))) /* "3 ansatte" */
                return false;
        for (size_t i = from; i < to; i++)
                if (passage->text[i] >= '0' && passage->text[i] <= '9')
                        return naming_is_organisation(passage, from, to);
        return letter_is_capital(passage->text + from, to - from) ||
               naming_is_title(passage->lower + from, word - from) ||
               naming_is_organisation(passage, from, to);
}

static void trim_marks(const struct passage *passage, size_t *from, size_t *to, const char *marks)
{
        while (*to > *from && strchr(marks, passage->text[*to - 1]))
                (*to)--;
        while (*from < *to && strchr(marks, passage->text[*from]))
                (*from)++;
}

static bool has_name(const struct passage *passage, size_t from, size_t to)
{
        struct named_person named = naming_split(passage, from, name_end(passage, from, to));
        return naming_is_person(passage, named.from, named.to);
}

bool attendee_says_presence(const struct passage *passage, size_t from, size_t to)
{
        return presence_read(passage->lower + from, to - from) != PRESENCE_UNSAID &&
               count_words(passage, from, to) <= REMARK_WORDS_MAX;
}

/* Sets the presence if the words after a name give it: "(forfall)", "ikke møtt", "meldt forfall". Words about
 * a part of the meeting ("ikke til stede under sak 3", "til kl. 12") are a remark and change nothing. False
 * if the words say nothing of presence. */
static bool take_presence(const struct passage *passage, size_t from, size_t to,
                          struct minutes_attendee *attendee)
{
        static const char *const partly[] = {" under ", " sak",  " kl",   " del ",
                                             " deler ", " fra ", " frå ", " til kl"};
        enum presence presence = presence_read(passage->lower + from, to - from);
        if (!attendee_says_presence(passage, from, to))
                return false;
        for (size_t i = 0; i < sizeof partly / sizeof *partly; i++)
                if (memmem(passage->lower + from, to - from, partly[i], strlen(partly[i])))
                        return true;
        for (size_t i = from + 1; i < to; i++) /* "vara Jon Rustad møtte" says it of another person */
                if (passage->text[i - 1] == ' ' && letter_is_capital(passage->text + i, to - i))
                        return true;
        attendee->presence = presence == PRESENCE_EXCUSED  ? MINUTES_EXCUSED
                             : presence == PRESENCE_ABSENT ? MINUTES_ABSENT
                                                           : MINUTES_THERE;
        return true;
}

/* Whether the words name the person whose substitute somebody is: "for Eva Lien", "vara for Eva Lien". */
static bool names_replaced(const struct passage *passage, size_t from, size_t to)
{
        static const char *const ways[] = {"for ",       "vara for ",     "møtte for ",
                                           "møter for ", "i stedet for ", "i staden for "};
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
                size_t length = strlen(ways[i]);
                if (to - from > length && memcmp(passage->lower + from, ways[i], length) == 0)
                        return has_name(passage, from + length, to);
        }
        return false;
}

/* Reads words after a name: presence, the person who was replaced, a role, or the organisation. */
static void take_affiliation(const struct passage *passage, size_t from, size_t to,
                             struct minutes_attendee *attendee)
{
        trim_marks(passage, &from, &to, " ,;|.-");
        if (from >= to || take_presence(passage, from, to, attendee))
                return;
        if (names_replaced(passage, from, to)) {
                attendee->role = attendee->role ? attendee->role : "deputy";
                return;
        }
        size_t office = from + label_ordinal(passage->lower, from, to); /* "1. vara" */
        size_t word = first_word_end(passage, office, to);
        if (!attendee->role)
                attendee->role = naming_role(passage->lower + office, word - office);
        if (!attendee->affiliation.name.length && attendee_is_affiliation(passage, from, to))
                attendee->affiliation.name = passage_string(passage, from, to);
}

/* Reads what follows the name: each pair of brackets by itself, and the text outside of them. */
static void read_after_name(const struct passage *passage, size_t from, size_t to,
                            struct minutes_attendee *attendee)
{
        for (size_t at = from; at < to;) {
                size_t link = link_length(passage, at, to), end;
                at += link;
                bool replaces = link >= strlen(" for ") && memcmp(passage->text + at - 5, " for ", 5) == 0;
                /* "for Eva Lien": the person is her substitute */
                if (replaces && has_name(passage, at, to)) {
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

bool attendee_read(const struct passage *passage, size_t from, size_t to, bool strict,
                   struct minutes_attendee *attendee)
{
        trim_marks(passage, &from, &to, " .,;");
        struct named_person named = attendee_name(passage, from, to);
        struct minutes_string name = passage_string(passage, named.from, named.to);
        if (!name.length || !letter_is_capital(name.bytes, name.length) || to - from > ENTRY_LENGTH_MAX ||
            count_words(passage, named.from, named.to) > NAME_WORDS_MAX ||
            is_prose(passage, named.from, named.to) ||
            (strict && !naming_is_person(passage, named.from, named.to)))
                return false;
        attendee->person.name = name;
        attendee->role = named.role;
        read_after_name(passage, named.to, to, attendee);
        if (!attendee->affiliation.name.length && !named.role)
                attendee->affiliation.name = passage_string(passage, named.title_from, named.title_to);
        return true;
}
