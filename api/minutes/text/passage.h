/*
 * passage - lines joined into running text, divided into words and sentences, each with its origin in the
 * clean text.
 */
#pragma once

#include "minutes/text/lines.h"

/* A piece of the text as one line. */
struct passage {
        const struct clean *clean; /* the text that it comes from */
        char *text, *lower;        /* its bytes as written, and in lower case with the same offsets */
        uint32_t *at;              /* the offset in the clean text of each byte */
        size_t length;             /* of `text`, `lower` and `at` */
        struct word *word;         /* its words, in order */
        size_t word_count;
};

/* WORD_MARK: a punctuation mark. */
enum word_kind { WORD_LETTERS, WORD_NUMBER, WORD_MARK };

/* A word or punctuation mark of a passage. */
struct word {
        uint32_t from, to; /* its bytes in the passage */
        enum word_kind kind;
        bool capital; /* it begins with a capital letter */
        bool ends;    /* it is the last one of a sentence */
};

/* Joins the lines from `first` up to `last`; of the first line only the clean text from the byte `from` on.
 * If a line ends with a hyphen and the next one begins in lower case, the hyphen is removed and the word
 * joined. */
void passage_join(struct arena *arena, const struct lines *lines, size_t first, size_t last, size_t from,
                  struct passage *ret);

/* The bytes from `from` up to `to` as a string, without the blanks around it; an empty string if they are
 * blank. */
struct minutes_string passage_string(const struct passage *passage, size_t from, size_t to);

/* The words from `first` up to, but not including, `last` as a string. */
struct minutes_string passage_words(const struct passage *passage, size_t first, size_t last);

/* Whether the blank at this byte separates columns: the clean text has a tab or several spaces there. */
bool passage_is_column(const struct passage *passage, size_t at);

/* Whether the word is `text`, which must be in lower case; false if the index is beyond the last word. */
bool passage_word_is(const struct passage *passage, size_t word, const char *text);

/* Whether the word is one of `texts`, which ends with NULL. */
bool passage_word_in(const struct passage *passage, size_t word, const char *const *texts);

/* If the words from this one on are those of `phrase` (with single spaces between them), how many they are;
 * else 0. */
size_t passage_words_are(const struct passage *passage, size_t word, const char *phrase);
