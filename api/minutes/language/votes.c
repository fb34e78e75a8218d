#include "minutes/language/votes.h"

#include "minutes/vocabulary/vocabulary.h"

#include <stdlib.h>
#include <string.h>

/* The highest number of votes that is believed; no assembly has more members. */
#define VOTES_MAX 9999

static int number_in(const struct passage *passage, size_t word, const char *const *list)
{
        for (int i = 0; list[i]; i++)
                if (passage_word_is(passage, word, list[i]))
                        return i;
        return -1;
}

/* The number that the word means, in figures or in words; -1 if it is none. */
static int read_number(const struct passage *passage, size_t word)
{
        if (word >= passage->word_count)
                return -1;
        const struct word *at = &passage->word[word];
        int value = 0;
        if (at->kind == WORD_NUMBER) {
                for (size_t i = at->from; i < at->to && value <= VOTES_MAX; i++) {
                        if (passage->text[i] < '0' || passage->text[i] > '9')
                                return -1;
                        value = value * 10 + (passage->text[i] - '0');
                }
                return value <= VOTES_MAX ? value : -1;
        }
        int number = number_in(passage, word, vocabulary_number),
            other = number_in(passage, word, vocabulary_number_else);
        if (number >= 0 || other < 0)
                return number;
        return other == 0 ? 0 : vocabulary_number_else[other + 1] ? 1 : 7;
}

static bool contains_any(const struct passage *passage, size_t first, size_t last, const char *const *list)
{
        for (size_t i = first; i < last; i++)
                if (passage_word_in(passage, i, list))
                        return true;
        return false;
}

/* Reads the numbers around the word "mot": "7 mot 2", "7 stemmer mot 2", "mot 2 stemmer". */
static bool read_against(const struct passage *passage, size_t first, size_t last, struct minutes_vote *vote)
{
        for (size_t i = first; i < last; i++) {
                if (!passage_word_in(passage, i, vocabulary_against))
                        continue;
                int against = i + 1 < last ? read_number(passage, i + 1) : -1;
                size_t before = i > first && passage_word_in(passage, i - 1, vocabulary_votes) ? i - 1 : i;
                int in_favour = before > first ? read_number(passage, before - 1) : -1;
                bool votes =
                        (i + 2 < last && passage_word_in(passage, i + 2, vocabulary_votes)) || before < i;
                if (against < 0 || (in_favour < 0 && !votes))
                        continue;
                vote->in_favour = in_favour;
                vote->against = against;
                return true;
        }
        return false;
}

/* Reads numbers before their word: "7 stemmer for", "7 for og 2 imot", "2 avholdende". */
static bool read_counts(const struct passage *passage, size_t first, size_t last, struct minutes_vote *vote)
{
        bool found = false;
        for (size_t i = first + 1; i < last; i++) {
                size_t before =
                        passage_word_in(passage, i - 1, vocabulary_votes) && i > first + 1 ? i - 1 : i;
                int number = read_number(passage, before - 1);
                bool ends = i + 1 == last || passage->word[i + 1].kind == WORD_MARK ||
                            passage_word_is(passage, i + 1, "og");
                if (number < 0)
                        continue;
                if (passage_word_in(passage, i, vocabulary_abstained))
                        vote->abstained = number;
                else if (passage_word_in(passage, i, vocabulary_in_favour) && (ends || before < i))
                        vote->in_favour = number;
                else if (passage_word_in(passage, i, vocabulary_against) && ends && vote->against < 0)
                        vote->against = number;
                else
                        continue;
                found = true;
        }
        return found;
}

static bool read_sentence(const struct passage *passage, size_t first, size_t last, struct minutes_vote *ret)
{
        struct minutes_vote vote = VOTE_UNSAID;
        if (contains_any(passage, first, last, vocabulary_fallen))
                return false;
        bool said = read_against(passage, first, last, &vote);
        said = read_counts(passage, first, last, &vote) || said;
        for (size_t i = first; i < last; i++)
                if (passage_word_in(passage, i, vocabulary_unanimous) &&
                    !(i > first && passage_word_in(passage, i - 1, vocabulary_denial)))
                        vote.unanimous = said = true;
        if (said)
                *ret = vote;
        return said;
}

bool vote_read(const struct passage *passage, size_t first, size_t last, struct minutes_vote *ret)
{
        bool said = false;
        for (size_t i = first, begin = first; i < last; i++)
                if (passage->word[i].ends || i + 1 == last) {
                        said = read_sentence(passage, begin, i + 1, ret) || said;
                        begin = i + 1;
                }
        return said;
}
