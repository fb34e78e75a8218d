/*
 * labels - words that say what the text after them is: "Til stede:", "Vedtak:", "Neste møte:".
 */
#pragma once

#include "minutes/text/lines.h"
#include "minutes/vocabulary/vocabulary.h"

/* A label of the text. */
struct label {
        enum label_kind kind;
        enum presence presence; /* of LABEL_PEOPLE: whether the people after it attended */
        const char *role;       /* of LABEL_PEOPLE: their role in the contract; NULL if it says none */
        uint32_t text; /* where the text after it begins, in the clean text; the line's end if none does */
};

/* The label that the line begins with or consists of; its kind is LABEL_NONE if there is none. */
struct label label_read(const struct lines *lines, size_t line);

/* Whether the line begins with a few words and a colon. Even if they are not in the vocabulary, they begin
 * something new. */
bool label_is_like(const struct lines *lines, size_t line);

/* The label of kind LABEL_PEOPLE that the words before a colon, in lower case, are; its kind is LABEL_NONE if
 * they are none. */
struct label label_of_people(const char *lower, size_t length);

/* The length of an ordinal before "vara" ("1. vara"), which gives the order of deputies and must not be taken
 * for the number of an item. 0 if there is none. */
size_t label_ordinal(const char *lower, size_t from, size_t to);
