#include "minutes/language/presence.h"

#include <stdbool.h>
#include <string.h>

/* How many words of a label are read; a longer one is a sentence. */
#define WORDS_MAX 16

/* The words of a label: pieces of its text. */
struct words {
        struct {
                const char *at;
                size_t length;
        } word[WORDS_MAX];
        size_t count;
};

static bool is_letter(char c)
{
        return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static void split_words(const char *lower, size_t length, struct words *words)
{
        for (size_t at = 0; at < length && words->count < WORDS_MAX;) {
                size_t end = at;
                while (end < length && is_letter(lower[end]))
                        end++;
                if (end > at) {
                        words->word[words->count].at = lower + at;
                        words->word[words->count++].length = end - at;
                }
                at = end + 1;
        }
}

static bool is_one_of(const struct words *words, size_t word, const char *const *list)
{
        for (; word < words->count && *list; list++)
                if (strlen(*list) == words->word[word].length &&
                    memcmp(*list, words->word[word].at, words->word[word].length) == 0)
                        return true;
        return false;
}

static bool is_word(const struct words *words, size_t word, const char *text)
{
        return is_one_of(words, word, (const char *const[]){text, NULL});
}

static size_t find_word(const struct words *words, const char *const *list)
{
        size_t i = 0;
        while (i < words->count && !is_one_of(words, i, list))
                i++;
        return i;
}

/* The first word that means presence; "stede" and "stades" do so only after "til". */
static size_t find_present(const struct words *words)
{
        static const char *const after[] = {"stede", "stades", NULL};
        for (size_t i = 0; i < words->count; i++)
                if (is_one_of(words, i, vocabulary_present) &&
                    (!is_one_of(words, i, after) || (i > 0 && is_word(words, i - 1, "til"))))
                        return i;
        return words->count;
}

/* Whether the word is negated: by a denial before it, with only auxiliaries between, or right after it, where
 * "uten" begins something else: "Til stede uten stemmerett". */
static bool is_denied(const struct words *words, size_t word)
{
        size_t before = word;
        while (before > 0 && is_one_of(words, before - 1, vocabulary_auxiliary))
                before--;
        return (before > 0 && is_one_of(words, before - 1, vocabulary_denial)) ||
               is_one_of(words, word + 1, vocabulary_denial_after) ||
               (is_one_of(words, word + 1, vocabulary_auxiliary) &&
                is_one_of(words, word + 2, vocabulary_denial_after));
}

/* Keeps the words that decide: those after "som", up to a "for", after which it says whose place was taken.
 */
static void keep_deciding(struct words *words)
{
        size_t from = 0, to = words->count;
        for (size_t i = 0; i < words->count; i++)
                if (is_word(words, i, "som"))
                        from = i + 1;
        for (size_t i = from + 1; i < to; i++)
                if (is_word(words, i, "for") && is_one_of(words, i - 1, vocabulary_present))
                        to = i;
        if (from >= to)
                return;
        memmove(words->word, words->word + from, (to - from) * sizeof *words->word);
        words->count = to - from;
}

static enum presence read_words(struct words *words)
{
        keep_deciding(words);
        size_t excused = find_word(words, vocabulary_excused), absent = find_word(words, vocabulary_absent),
               present = find_present(words), infinitive = find_word(words, vocabulary_coming);
        if (excused < words->count) {
                bool denied = is_denied(words, excused);
                bool both = present < words->count && !is_denied(words, present) && !denied;
                return both ? PRESENCE_UNSAID : denied ? PRESENCE_ABSENT : PRESENCE_EXCUSED;
        }
        if (absent < words->count)
                return present < words->count || is_denied(words, absent) ? PRESENCE_UNSAID : PRESENCE_ABSENT;
        if (present < words->count)
                return is_denied(words, present) ? PRESENCE_ABSENT : PRESENCE_PRESENT;
        return infinitive < words->count && is_denied(words, infinitive) ? PRESENCE_ABSENT : PRESENCE_UNSAID;
}

enum presence presence_read(const char *lower, size_t length)
{
        enum presence said = PRESENCE_UNSAID;
        /* "Oasseváldit / Deltakere": a label may be written in two languages. */
        for (size_t from = 0, to; from < length; from = to + 1) {
                struct words words = {0};
                for (to = from; to < length && lower[to] != '/';)
                        to++;
                split_words(lower + from, to - from, &words);
                enum presence part = read_words(&words);
                if (part != PRESENCE_UNSAID && said != PRESENCE_UNSAID && part != said)
                        return PRESENCE_UNSAID;
                said = part != PRESENCE_UNSAID ? part : said;
        }
        return said;
}
