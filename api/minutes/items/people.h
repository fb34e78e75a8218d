/*
 * people - reads lists of people who attended the meeting or did not.
 */
#pragma once

#include "minutes/language/labels.h"
#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"

/* What the label above a list of people says of them. */
struct people_list {
        enum presence presence;      /* if it is unsaid, only those are added whose own entry gives it */
        const char *role;            /* their role in the contract; NULL if it says none */
        struct minutes_string group; /* the organisation that they are listed under; empty if there is none */
        bool strict;                 /* only words that look like a person's name are accepted as one */
};

/* Pieces of the text that were not understood, in order. */
struct people_rest {
        struct minutes_span *span;
        size_t count;
};

/* Adds the people whom the passage names to the minutes. A label within the passage ("… Forfall: Eva Lien")
 * replaces what the list says from there on. Text that is not understood is added to the rest. False if the
 * passage names nobody; true, too, if it says that there is nobody ("Ingen"). */
bool people_read(struct arena *arena, const struct passage *passage, const struct people_list *list,
                 struct minutes *minutes, struct people_rest *rest);

/* Whether the passage begins with a person. */
bool people_begin(const struct passage *passage);

/* Adds one person; false if there are too many. */
bool people_add(struct arena *arena, struct minutes_attendee attendee, struct minutes *minutes);

/* Whether the text says that there is nobody: "Ingen", "–". */
bool people_is_nobody(const char *lower, size_t length);

/* Merges entries of the same person, such as a chair who is also listed as a member. */
void people_unite(struct minutes *minutes);
