/*
 * item_actions - what somebody is asked to do, or has promised.
 */
#pragma once

#include "base/date.h"
#include "minutes/language/actors.h"

struct action_finder {
        struct arena *arena;
        struct known known; /* the names of those who were at the meeting */
        date reference;     /* the day from which "next week" is reckoned */
};

/* Adds the actions that the passage describes to the item. In a list of what is to be followed up (`listed`)
 * each passage is one, even where no verb says so. */
void item_actions_find(struct action_finder *finder, const struct passage *passage, bool listed,
                       struct minutes_item *item);

/* Adds one whose responsible (bytes of the passage) and time stand in columns of their own. */
void item_actions_add_row(struct action_finder *finder, const struct passage *passage,
                          struct minutes_string text, size_t who_from, size_t who_to, struct minutes_due due,
                          struct minutes_item *item);
