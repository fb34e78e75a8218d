/*
 * tree - trees of Jansson's in an arena's keeping, and where Jansson says NULL or -1 for want of memory.
 *
 * A tree belongs to the arena it is tied to, with all that is put into it: nobody decrefs it, and who keeps a
 * part for longer takes a reference. Tie the top of a tree as soon as it is there and put each part into it
 * as it is made; then nothing is lost whenever the guard is left (base/memory.h).
 */
#pragma once

#include "base/buffer.h"

#include <jansson.h>
#include <stdbool.h>

/* Gives the tree to the arena and returns it; leaves the guard if it is NULL. */
json_t *tree_tie(struct arena *arena, json_t *tree);

/* An empty object or array of the arena's. */
json_t *tree_object(struct arena *arena);
json_t *tree_array(struct arena *arena);

/* The tree of a text of ours, of any type, tied to the arena; NULL if it is no JSON. */
json_t *tree_load(struct arena *arena, const char *text, size_t length);

/* The tree of what was written as JSON; leaves the guard if the buffer has failed. */
json_t *tree_read(struct arena *arena, const struct buffer *written);

/* Puts a new value into an object or array, which owns it from here on; leaves the guard if it is NULL. */
void tree_set(json_t *object, const char *name, json_t *value);
void tree_add(json_t *array, json_t *value);

/* The text of a tree without spaces, in the arena. */
const char *tree_text(struct arena *arena, const json_t *tree);

/* The text of any value, by Jansson's flags, for the caller to free(); NULL if memory ran out, which
 * json_dumps() may pass over. */
char *tree_dump(const json_t *value, size_t flags);

/* Whether the system refused Jansson memory on this thread since the last call of this function: what it has
 * read or written meanwhile is to be given up. */
bool tree_was_refused(void);
