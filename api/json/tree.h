/*
 * tree - Jansson trees that an arena owns, and the only calls of Jansson that notice when it runs out of
 * memory.
 *
 * A tree is tied to an arena, which releases it with everything that was put into it. Nobody else may decref
 * it; code that keeps a part for longer takes a reference. Tie the top of a tree as soon as it exists and put
 * each part into it as it is made: then nothing is lost when memory runs out and the guard is left
 * (base/memory.h).
 */
#pragma once

#include "base/buffer.h"

#include <jansson.h>
#include <stdbool.h>

/* Makes the arena the owner of the tree and returns it. Leaves the guard if the tree is NULL, which is how
 * Jansson reports that it has no memory. */
json_t *tree_tie(struct arena *arena, json_t *tree);

/* An empty object or array that the arena owns. */
json_t *tree_object(struct arena *arena);
json_t *tree_array(struct arena *arena);

/* Parses a text that the service itself has written. The value may be of any type; the arena owns it. NULL if
 * the text is not JSON. */
json_t *tree_load(struct arena *arena, const char *text, size_t length);

/* Parses JSON that was written into a buffer. Leaves the guard if the buffer has failed or the text is not
 * JSON. */
json_t *tree_read(struct arena *arena, const struct buffer *written);

/* Puts a new value into an object or array, which takes ownership of it. Leaves the guard if the value is
 * NULL. */
void tree_set(json_t *object, const char *name, json_t *value);
void tree_add(json_t *array, json_t *value);

/* The text of a tree without spaces, in the arena. */
const char *tree_text(struct arena *arena, const json_t *tree);

/* The text of any value, written with Jansson's flags; the caller frees it with free(). NULL if memory ran
 * out, which json_dumps() does not always report. */
char *tree_dump(const json_t *value, size_t flags);

/* Whether Jansson was refused memory on this thread since the last call of this function. If so, what it has
 * read or written since then may be incomplete and must be discarded. */
bool tree_was_refused(void);
