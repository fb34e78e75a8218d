#include "minutes/items/naming.h"

#include "base/letter.h"
#include "minutes/vocabulary/vocabulary.h"

#include <string.h>

/* The most words of a title; more words before a name are prose. */
#define TITLE_WORDS_MAX 5

bool naming_is_title(const char *lower, size_t length)
{
        for (size_t i = 0; vocabulary_title[i]; i++) {
                size_t size = strlen(vocabulary_title[i]);
                if (length >= size && memcmp(lower + length - size, vocabulary_title[i], size) == 0)
                        return true;
        }
        return false;
}

const char *naming_role(const char *lower, size_t length)
{
        for (size_t i = 0; i < vocabulary_roles_count; i++)
                if (length == strlen(vocabulary_roles[i].word) &&
                    memcmp(lower, vocabulary_roles[i].word, length) == 0)
                        return vocabulary_roles[i].role;
        return NULL;
}

static size_t word_end(const struct passage *passage, size_t at, size_t to)
{
        while (at < to && passage->text[at] != ' ')
                at++;
        return at;
}

static bool ends_like(const char *lower, size_t length, const char *ending)
{
        size_t size = strlen(ending);
        return length >= size && memcmp(lower + length - size, ending, size) == 0;
}

/* Whether the word is an acronym: capitals only (KS, NAV, AP). */
static bool is_acronym(const struct passage *passage, size_t from, size_t to)
{
        size_t letters = 0;
        for (size_t i = from; i < to; i++) {
                if (((unsigned char)passage->text[i] & 0xc0) == 0x80)
                        continue;
                if (!letter_is_capital(passage->text + i, to - i))
                        return false;
                letters++;
        }
        return letters >= 2 && letters <= 8;
}

bool naming_is_organisation(const struct passage *passage, size_t from, size_t to)
{
        size_t words = 0, acronyms = 0;
        for (size_t at = from, end; at < to; at = end + 1) {
                end = word_end(passage, at, to);
                size_t length = end - at;
                while (length && strchr(".,:;()", passage->text[at + length - 1]))
                        length--;
                if (!length)
                        continue;
                for (size_t i = 0; vocabulary_organisation_ending[i]; i++)
                        if (ends_like(passage->lower + at, length, vocabulary_organisation_ending[i]))
                                return true;
                for (size_t i = 0; words == 0 && vocabulary_organisation_beginning[i]; i++)
                        if (length == strlen(vocabulary_organisation_beginning[i]) &&
                            ends_like(passage->lower + at, length, vocabulary_organisation_beginning[i]))
                                return true;
                acronyms += is_acronym(passage, at, at + length);
                words++;
        }
        /* If all words are in capitals, they may be a person's name. */
        return acronyms > 0 && (acronyms < words || words == 1);
}

/* Whether the text has the shape of a person's name: two to five words that begin with capitals; small words
 * such as "van" may be between them. */
static bool has_shape_of_name(const struct passage *passage, size_t from, size_t to)
{
        static const char *const within[] = {"van", "von", "der", "den", "de", "af",
                                             "av",  "la",  "el",  "al",  "bin"};
        size_t words = 0, capitals = 0;
        for (size_t at = from, end; at < to; at = end + 1) {
                end = word_end(passage, at, to);
                if (end == at)
                        continue;
                bool small = false;
                for (size_t i = 0; words > 0 && i < sizeof within / sizeof *within; i++)
                        small = small || (strlen(within[i]) == end - at &&
                                          memcmp(within[i], passage->text + at, end - at) == 0);
                words += !small;
                capitals += !small && letter_is_capital(passage->text + at, end - at);
                if (memchr(passage->text + at, ':', end - at))
                        return false;
                for (size_t i = at; i < end; i++)
                        if (passage->text[i] >= '0' && passage->text[i] <= '9')
                                return false;
        }
        return words >= 2 && words <= 5 && capitals == words;
}

bool naming_is_person(const struct passage *passage, size_t from, size_t to)
{
        return has_shape_of_name(passage, from, to) && !naming_is_organisation(passage, from, to);
}

/* Whether the word may be part of a title before a name: "kst.", "Dr.", "fungerende", "Kommunalsjef". An
 * initial is part of the name. */
static bool is_before_name(const struct passage *passage, size_t from, size_t to)
{
        size_t length = to - from;
        bool abbreviated = length > 2 && passage->text[to - 1] == '.';
        bool halved = passage->text[to - 1] == '-'; /* "Helse- og velferdssjef" */
        size_t bare = abbreviated ? length - 1 : length;
        return letter_is_small(passage->text + from, length) || abbreviated || halved ||
               naming_is_title(passage->lower + from, bare);
}

/* Whether the word before "leder" makes of the one who leads the meeting one who is employed: "daglig leder".
 */
static bool is_subordinate(const char *lower, size_t length)
{
        for (size_t i = 0; vocabulary_subordinate[i]; i++)
                if (strlen(vocabulary_subordinate[i]) == length &&
                    memcmp(lower, vocabulary_subordinate[i], length) == 0)
                        return true;
        return false;
}

struct named_person naming_split(const struct passage *passage, size_t from, size_t to)
{
        struct named_person named = {.from = from, .to = to};
        bool subordinate = false;
        for (size_t at = from, words = 0, next; at < to && words < TITLE_WORDS_MAX; words++, at = next) {
                size_t end = word_end(passage, at, to);
                next = end;
                while (next < to && passage->text[next] == ' ')
                        next++;
                if (!is_before_name(passage, at, end))
                        return named;
                if (next < to && naming_is_person(passage, next, to)) {
                        size_t bare = end - at - (passage->text[end - 1] == '.');
                        const char *role = subordinate ? NULL : naming_role(passage->lower + at, bare);
                        return (struct named_person){from, end, next, to, role};
                }
                subordinate = is_subordinate(passage->lower + at, end - at);
        }
        return named;
}
