#include "minutes/language/verbs.h"

#include <string.h>

/* How many words after the verb the word that it needs may be. */
#define WITH_WINDOW 6

/* Whether one of the words in `with`, which are separated by spaces, follows soon. */
static bool has_with(const struct passage *passage, size_t word, size_t last, const char *with)
{
        for (const char *at = with; *at; at += *at == ' ') {
                size_t length = strcspn(at, " ");
                for (size_t i = word + 1; i < last && i <= word + WITH_WINDOW; i++) {
                        const struct word *other = &passage->word[i];
                        if (other->to - other->from == length &&
                            memcmp(passage->lower + other->from, at, length) == 0)
                                return true;
                }
                at += length;
        }
        return false;
}

static const struct verb *find_verb(const struct passage *passage, size_t word, size_t last, bool present)
{
        if (word >= last || passage->word[word].kind != WORD_LETTERS)
                return NULL;
        char first =
                passage->lower[passage->word[word].from]; /* compared first, since most verbs differ in it */
        for (size_t i = 0; i < vocabulary_verbs_count; i++) {
                const struct verb *verb = &vocabulary_verbs[i];
                const char *form = present ? verb->present : verb->infinitive;
                if (*form == first && passage_word_is(passage, word, form) &&
                    (!verb->with || has_with(passage, word, last, verb->with)))
                        return verb;
        }
        return NULL;
}

const struct verb *verb_infinitive(const struct passage *passage, size_t word, size_t last)
{
        return find_verb(passage, word, last, false);
}

const struct verb *verb_present(const struct passage *passage, size_t word, size_t last)
{
        return find_verb(passage, word, last, true);
}
