#include "minutes/language/actors.h"

#include "minutes/language/verbs.h"

#include <string.h>

/* Phrases with more words are not taken for names. */
#define ACTOR_WORDS_MAX     14
#define PLAUSIBLE_WORDS_MAX 6

static uint64_t hash_of(const char *bytes, size_t length)
{
        uint64_t hash = 1469598103934665603u;
        for (size_t i = 0; i < length; i++)
                hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
        return hash ? hash : 1;
}

/* Words of people's names are in the table twice: as they are, and, to distinguish them from those of
 * organisations, with their hash XORed with this. */
#define PERSON_SALT 0x9e3779b97f4a7c15u

static uint64_t *find_slot(const struct known_names *known_names, uint64_t hash)
{
        size_t at = (size_t)(hash >> 20) & known_names->mask;
        while (known_names->hash[at] && known_names->hash[at] != hash)
                at = (at + 1) & known_names->mask;
        return &known_names->hash[at];
}

/* Adds each word of the name to the table, or only counts the words if there is no table. */
static size_t add_name_words(struct known_names *known_names, const struct minutes_string *name,
                             uint64_t salt)
{
        size_t count = 0;
        for (size_t at = 0, length; at < name->length; at += length + 1) {
                length = 0;
                while (at + length < name->length && !strchr(" ,;/()", name->bytes[at + length]))
                        length++;
                if (length > 1 && known_names)
                        *find_slot(known_names, hash_of(name->bytes + at, length) ^ salt) =
                                hash_of(name->bytes + at, length) ^ salt;
                count += length > 1;
        }
        return count;
}

void actor_known_read(struct arena *arena, const struct minutes_attendee *people, size_t count,
                      struct known_names *ret)
{
        size_t words = 0, room = 2;
        for (size_t i = 0; i < count; i++)
                words += 2 * add_name_words(NULL, &people[i].person.name, 0) +
                         add_name_words(NULL, &people[i].affiliation.name, 0);
        while (room < words * 2)
                room *= 2;
        struct known_names known_names = {arena_array(arena, room, sizeof *known_names.hash), room - 1};
        for (size_t i = 0; i < count; i++) {
                add_name_words(&known_names, &people[i].person.name, 0);
                add_name_words(&known_names, &people[i].person.name, PERSON_SALT);
                add_name_words(&known_names, &people[i].affiliation.name, 0);
        }
        *ret = known_names;
}

static bool is_known(const struct passage *passage, const struct word *word,
                     const struct known_names *known_names, uint64_t salt)
{
        return known_names->hash &&
               *find_slot(known_names, hash_of(passage->text + word->from, word->to - word->from) ^ salt) !=
                       0;
}

/* Whether the word is an acronym: capitals only ("HOD", "KS"), or one of those with small letters ("Hdir").
 */
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

/* What sort of actor one name is: it may begin with an article and describing words, has a head, and may go
 * on with a description. */
static enum actor one_actor(const struct passage *passage, size_t first, size_t last,
                            const struct known_names *known_names)
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
                    (is_known(passage, &passage->word[i], known_names, 0) && passage->word[i].capital))
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

enum actor actor_read(const struct passage *passage, size_t first, size_t last,
                      const struct known_names *known_names)
{
        enum actor least = ACTOR_NAMED;
        if (!is_phrase(passage, first, last, ACTOR_WORDS_MAX))
                return ACTOR_NONE;
        for (size_t at = first, end; at < last; at = end + 1) {
                end = actor_end(passage, at, last);
                enum actor actor = one_actor(passage, at, end, known_names);
                least = actor < least ? actor : least;
        }
        return least;
}

/* Whether the word is the office of one person. A secretariat or group is several people, of whom minutes
 * often describe general duties. */
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

/* Whether the words name one person: the name of somebody who attended, with or without an office before it,
 * or an office alone. */
static bool one_person(const struct passage *passage, size_t first, size_t last,
                       const struct known_names *known_names)
{
        size_t names = 0, others = 0;
        for (size_t i = first; i < last; i++) {
                const struct word *word = &passage->word[i];
                bool name = word->capital && is_known(passage, word, known_names, PERSON_SALT);
                names += name;
                others += !name && !is_office(passage, word);
        }
        return last > first && others == 0 && (names > 0 || last == first + 1);
}

bool actor_is_person(const struct passage *passage, size_t first, size_t last,
                     const struct known_names *known_names)
{
        bool all = is_phrase(passage, first, last, ACTOR_WORDS_MAX);
        for (size_t at = first, end; at < last && all; at = end + 1) {
                end = actor_end(passage, at, last);
                all = one_person(passage, at, end, known_names);
        }
        return all;
}

bool actor_plausible(const struct passage *passage, size_t first, size_t last)
{
        return is_phrase(passage, first, last, PLAUSIBLE_WORDS_MAX) &&
               !(last == first + 1 && passage_word_in(passage, first, vocabulary_pronoun));
}
