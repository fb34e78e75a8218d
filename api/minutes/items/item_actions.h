/*
 * item_actions - finds actions: what somebody is asked to do, or has promised to do.
 */
#pragma once

#include "base/date.h"
#include "minutes/language/actors.h"

/* What finding actions needs to know of the minutes. */
struct action_finder {
        struct arena *arena;
        struct known_names known; /* the names of those who attended */
        date reference;           /* the day that relative dates are relative to */
};

/* Adds the actions that the passage describes to the item. If the passage is in a list of actions (`listed`),
 * each of its sentences is an action even without a verb that says so. */
void item_actions_find(struct action_finder *finder, const struct passage *passage, bool listed,
                       struct minutes_item *item);

/* Adds an action that is a row of a table. Who is responsible is in the bytes from `who_from` up to `who_to`
 * of the passage. */
void item_actions_add_row(struct action_finder *finder, const struct passage *passage,
                          struct minutes_string text, size_t who_from, size_t who_to, struct minutes_due due,
                          struct minutes_item *item);
