/*
 * labels - words that say what stands after them: "Til stede:", "Vedtak:", "Neste møte:".
 */
#pragma once

#include "minutes/text/lines.h"
#include "minutes/vocabulary/vocabulary.h"

struct label {
        enum label_kind kind;
        enum presence presence; /* of LABEL_PEOPLE: of those who stand under it */
        const char *role;       /* of LABEL_PEOPLE: theirs, as the contract calls it; NULL if none is said */
        uint32_t text; /* where what it is about begins, in the clean text; the line's end if there is nothing
                        */
};

/* The label that the line begins with, or that fills it; of kind LABEL_NONE if there is none. */
struct label label_read(const struct lines *lines, size_t line);

/* Whether the line begins with a few words and a colon, known or not: it begins something of its own. */
bool label_is_like(const struct lines *lines, size_t line);

/* What words before a colon, in lower case, say of people; of kind LABEL_NONE if nothing. */
struct label label_of_people(const char *lower, size_t length);

/* How long the ordinal is that stands before "vara" ("1. vara"): it gives the order of deputies and is no
 * number of an item. 0 if there is none. */
size_t label_ordinal(const char *lower, size_t from, size_t to);
