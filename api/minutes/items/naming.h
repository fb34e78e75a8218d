/*
 * naming - whether words name a person or an organisation, and what a person is called besides.
 */
#pragma once

#include "minutes/text/passage.h"

/* Whether the text is two to five words that begin with capitals and name no organisation: a person's name.
 */
bool naming_is_person(const struct passage *passage, size_t from, size_t to);

/* Whether a word of it says that it is an organisation, or part of one. */
bool naming_is_organisation(const struct passage *passage, size_t from, size_t to);

/* Whether the word, in lower case, is what people are: "kommunalsjef", "distriktslege". */
bool naming_is_title(const char *lower, size_t length);

/* The role that the word names, as the contract calls it; NULL if it names none. */
const char *naming_role(const char *lower, size_t length);

/* A person with what stands before the name. */
struct named {
        size_t title_from, title_to; /* "administrerende direktør"; none if they are equal */
        size_t from, to;             /* the name */
        const char *role;            /* that the title names */
};

/* The name between the places, without the titles before it: words with a small initial, abbreviations, and
 * what people are. Without such words all of it. */
struct named naming_split(const struct passage *passage, size_t from, size_t to);
