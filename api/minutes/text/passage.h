/*
 * passage - lines joined into running text, its words and its sentences, and where each stands in the source.
 */
#pragma once

#include "minutes/text/lines.h"

/* A stretch of the text on one line, with its words found. */
struct passage {
        const struct clean *clean; /* the text that it comes from */
        char *text, *lower;        /* as written, and in small letters: of the same length */
        uint32_t *at;              /* where in the clean text each byte stands */
        size_t length;
        struct word *word; /* its words, in order */
        size_t word_count;
};

enum word_kind { WORD_LETTERS, WORD_NUMBER, WORD_MARK };

struct word {
        uint32_t from, to; /* in the passage */
        enum word_kind kind;
        bool capital; /* begins with a capital letter */
        bool ends;    /* the sentence ends with it */
};

/* Joins the lines, the first from the clean text's `from` on. A hyphen at the end of a line goes where the
 * word goes on in lower case. */
void passage_join(struct arena *arena, const struct lines *lines, size_t first, size_t last, size_t from,
                  struct passage *ret);

/* Part of the passage as mended text, blanks around it apart; of no bytes if it is blank. */
struct minutes_string passage_string(const struct passage *passage, size_t from, size_t to);

/* The same for whole words, the last not included. */
struct minutes_string passage_words(const struct passage *passage, size_t first, size_t last);

/* Whether the blank at this byte sets columns apart: a tab, or more than one space. */
bool passage_is_column(const struct passage *passage, size_t at);

/* Whether the word is this one, written in lower case; past the last word no word is. */
bool passage_word_is(const struct passage *passage, size_t word, const char *text);

/* Whether it is one of a list that ends with NULL. */
bool passage_word_in(const struct passage *passage, size_t word, const char *const *texts);

/* Whether the words from here on are these, set apart by single spaces; how many they are, 0 if not. */
size_t passage_words_are(const struct passage *passage, size_t word, const char *phrase);
