#include "minutes/language/actors.h"

#include "minutes/language/verbs.h"

#include <string.h>

/* Longer phrases before a verb are no names. */
#define ACTOR_WORDS_MAX     14
#define PLAUSIBLE_WORDS_MAX 6

static uint64_t hash_of(const char *bytes, size_t length)
{
        uint64_t hash = 1469598103934665603u;
        for (size_t i = 0; i < length; i++)
                hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
        return hash ? hash : 1;
}

/* Names of people are noted once more, apart from other names. */
#define PERSON_SALT 0x9e3779b97f4a7c15u

static uint64_t *slot(const struct known *known, uint64_t hash)
{
        size_t at = (size_t)(hash >> 20) & known->mask;
        while (known->hash[at] && known->hash[at] != hash)
                at = (at + 1) & known->mask;
        return &known->hash[at];
}

/* Calls for each word of the name: counts them, or notes them. */
static size_t name_words(struct known *known, const struct minutes_string *name, uint64_t salt)
{
        size_t count = 0;
        for (size_t at = 0, length; at < name->length; at += length + 1) {
                length = 0;
                while (at + length < name->length && !strchr(" ,;/()", name->bytes[at + length]))
                        length++;
                if (length > 1 && known)
                        *slot(known, hash_of(name->bytes + at, length) ^ salt) =
                                hash_of(name->bytes + at, length) ^ salt;
                count += length > 1;
        }
        return count;
}

void actor_known_read(struct arena *arena, const struct minutes_attendee *people, size_t count,
                      struct known *ret)
{
        size_t words = 0, room = 2;
        for (size_t i = 0; i < count; i++)
                words += 2 * name_words(NULL, &people[i].person.name, 0) +
                         name_words(NULL, &people[i].affiliation.name, 0);
        while (room < words * 2)
                room *= 2;
        struct known known = {arena_array(arena, room, sizeof *known.hash), room - 1};
        for (size_t i = 0; i < count; i++) {
                name_words(&known, &people[i].person.name, 0);
                name_words(&known, &people[i].person.name, PERSON_SALT);
                name_words(&known, &people[i].affiliation.name, 0);
        }
        *ret = known;
}

static bool is_known(const struct passage *passage, const struct word *word, const struct known *known,
                     uint64_t salt)
{
        return known->hash &&
               *slot(known, hash_of(passage->text + word->from, word->to - word->from) ^ salt) != 0;
}

/* HOD, KS; also Hdir and NAV's like: a capital and a known short form. */
static bool is_acronym(const struct passage *passage, const struct word *word)
{
        static const char *const mixed[] = {"Hdir",   "Bufdir", "Udir", "Utdir",
                                            "Digdir", "Kdir",   "Ahus", "Sykehusbygg"};
        size_t length = word->to - word->from;
        const char *text = passage->text + word->from;
        for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++)
                if (strlen(mixed[i]) == length && memcmp(mixed[i], text, length) == 0)
                        return true;
        if (length < 2 || length > 8)
                return false;
        for (size_t i = 0; i < length; i++)
                if (!(text[i] >= 'A' && text[i] <= 'Z') && (unsigned char)text[i] != 0xc3 &&
                    !((unsigned char)text[i] >= 0x80 && (unsigned char)text[i] <= 0x9e))
                        return false;
        return true;
}

static enum actor ending_of(const struct passage *passage, const struct word *word)
{
        size_t length = word->to - word->from;
        for (size_t i = 0; i < vocabulary_actors_count; i++) {
                size_t size = strlen(vocabulary_actors[i].ending);
                if (length >= size &&
                    memcmp(passage->lower + word->to - size, vocabulary_actors[i].ending, size) == 0)
                        return vocabulary_actors[i].actor;
        }
        return ACTOR_NONE;
}

/* One name: an article, describing words, a head, and what describes it further. */
static enum actor one_actor(const struct passage *passage, size_t first, size_t last,
                            const struct known *known)
{
        while (first < last && passage_word_in(passage, first, vocabulary_article))
                first++;
        size_t end = first;
        while (end < last && !(end > first && passage_word_in(passage, end, vocabulary_more)) &&
               passage->word[end].kind != WORD_MARK)
                end++;
        if (end == first || (end == first + 1 && passage_word_in(passage, first, vocabulary_pronoun)))
                return ACTOR_NONE;
        bool begins = first == 0 || passage->word[first - 1].ends;
        size_t capitals = 0;
        for (size_t i = first; i < end; i++) {
                if (is_acronym(passage, &passage->word[i]) ||
                    (is_known(passage, &passage->word[i], known, 0) && passage->word[i].capital))
                        return ACTOR_NAMED;
                capitals += passage->word[i].capital;
        }
        enum actor actor = ending_of(passage, &passage->word[end - 1]);
        if (actor == ACTOR_NONE && end - first > 1)
                actor = ending_of(passage, &passage->word[first]) == ACTOR_ROLE && capitals > 1 ? ACTOR_NAMED
                                                                                                : ACTOR_NONE;
        if (end == first + 1 && passage_word_in(passage, first, vocabulary_of_a_sort))
                return ACTOR_MANY;
        if (actor != ACTOR_NONE)
                return actor;
        return capitals == end - first && (capitals > 1 || !begins) ? ACTOR_NAMED : ACTOR_NONE;
}

size_t actor_end(const struct passage *passage, size_t first, size_t last)
{
        for (size_t i = first + 1; i < last; i++) {
                const struct word *before = &passage->word[i - 1];
                if (passage->lower[before->to - 1] != '-' &&
                    (passage_word_is(passage, i, "og") || passage_word_is(passage, i, ",") ||
                     passage_word_is(passage, i, "samt") || passage_word_is(passage, i, "/") ||
                     passage_word_is(passage, i, "&")))
                        return i;
        }
        return last;
}

static bool is_phrase(const struct passage *passage, size_t first, size_t last, size_t most)
{
        if (first >= last || last - first > most)
                return false;
        for (size_t i = first; i < last; i++) {
                const struct word *word = &passage->word[i];
                if (passage_word_in(passage, i, vocabulary_no_name) ||
                    (word->kind == WORD_MARK && !strchr(",()/&", passage->text[word->from])))
                        return false;
        }
        return true;
}

enum actor actor_read(const struct passage *passage, size_t first, size_t last, const struct known *known)
{
        enum actor least = ACTOR_NAMED;
        if (!is_phrase(passage, first, last, ACTOR_WORDS_MAX))
                return ACTOR_NONE;
        for (size_t at = first, end; at < last; at = end + 1) {
                end = actor_end(passage, at, last);
                enum actor actor = one_actor(passage, at, end, known);
                least = actor < least ? actor : least;
        }
        return least;
}

/* The secretariat and its like are many, and have duties as a rule. */
static bool is_office(const struct passage *passage, const struct word *word)
{
        static const char *const many[] = {
                "gruppen",       "gruppa",      "gruppe",           "utvalget", "utvalet",
                "sekretariatet", "sekretariat", "administrasjonen", "ene",      "ane"};
        if (ending_of(passage, word) != ACTOR_ROLE)
                return false;
        for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
                size_t size = strlen(many[i]);
                if (word->to - word->from >= size &&
                    memcmp(passage->lower + word->to - size, many[i], size) == 0)
                        return false;
        }
        return true;
}

/* A name of those who were there, the same with what they are before it, or what they are alone. */
static bool one_person(const struct passage *passage, size_t first, size_t last, const struct known *known)
{
        size_t names = 0, others = 0;
        for (size_t i = first; i < last; i++) {
                const struct word *word = &passage->word[i];
                bool name = word->capital && is_known(passage, word, known, PERSON_SALT);
                names += name;
                others += !name && !is_office(passage, word);
        }
        return last > first && others == 0 && (names > 0 || last == first + 1);
}

bool actor_is_person(const struct passage *passage, size_t first, size_t last, const struct known *known)
{
        bool all = is_phrase(passage, first, last, ACTOR_WORDS_MAX);
        for (size_t at = first, end; at < last && all; at = end + 1) {
                end = actor_end(passage, at, last);
                all = one_person(passage, at, end, known);
        }
        return all;
}

bool actor_plausible(const struct passage *passage, size_t first, size_t last)
{
        return is_phrase(passage, first, last, PLAUSIBLE_WORDS_MAX) &&
               !(last == first + 1 && passage_word_in(passage, first, vocabulary_pronoun));
}
