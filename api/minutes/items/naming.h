/*
 * naming - whether words name a person or an organisation, and which of them are titles.
 */
#pragma once

#include "minutes/text/passage.h"

/* Whether the text looks like a person's name: two to five words that begin with capitals and do not name an
 * organisation. */
bool naming_is_person(const struct passage *passage, size_t from, size_t to);

/* Whether a word of the text says that it names an organisation or a part of one. */
bool naming_is_organisation(const struct passage *passage, size_t from, size_t to);

/* Whether the word, in lower case, is a title or profession: "kommunalsjef", "distriktslege". */
bool naming_is_title(const char *lower, size_t length);

/* The role in the contract that the word, in lower case, means; NULL if it means none. */
const char *naming_role(const char *lower, size_t length);

/* The name of a person with the title before it, as bytes of a passage. */
struct named_person {
        size_t title_from, title_to; /* "administrerende direktør"; equal if there is none */
        size_t from, to;             /* the name */
        const char *role; /* the role in the contract that the title means; NULL if it means none */
};

/* Separates a name from the titles before it: words with a small initial, abbreviations, and professions. If
 * there are none, all of the text is the name. */
struct named_person naming_split(const struct passage *passage, size_t from, size_t to);
