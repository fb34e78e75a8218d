/*
 * people - lists of who was there and who was not.
 */
#pragma once

#include "minutes/language/labels.h"
#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"

/* What is said above a list of people. */
struct people_list {
        enum presence presence; /* unsaid: whoever is named without a word of his own is not placed */
        const char *role;       /* as the contract calls it; NULL if none is said */
        struct minutes_string
                group; /* the organisation they are listed under; of no bytes if there is none */
        bool strict;   /* only what looks like a person's name is one */
};

/* Pieces of a text that were not understood, in order. */
struct people_rest {
        struct minutes_span *span;
        size_t count;
};

/* Adds those whom the passage names to the minutes; labels within the passage ("… Forfall: Eva Lien") say
 * what holds from there on. What is not understood is added to the rest. False if nobody is named; "Ingen"
 * names nobody, and is understood. */
bool people_read(struct arena *arena, const struct passage *passage, const struct people_list *list,
                 struct minutes *minutes, struct people_rest *rest);

/* Whether the passage begins with a person. */
bool people_begin(const struct passage *passage);

/* Adds one person; false if there are too many. */
bool people_add(struct arena *arena, struct minutes_attendee attendee, struct minutes *minutes);

/* Whether the text says that there is nobody: "Ingen", "–". */
bool people_is_nobody(const char *lower, size_t length);

/* Makes one of those who are named twice, such as the chair who is also listed. */
void people_unite(struct minutes *minutes);
