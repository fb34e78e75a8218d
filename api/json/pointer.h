/*
 * pointer - the JSON pointer (RFC 6901) to the value that a recursive walk has reached, and faults that name
 * it.
 *
 * Each level of the recursion keeps a `struct pointer` on its stack, linked to that of the level above; the
 * pointer is written out as text only if a fault needs it.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <stddef.h>

/* One step of a JSON pointer: from the value above to one of its members or items. */
struct pointer {
        const struct pointer *above; /* NULL at the top, where `name` is what all pointers begin with */
        const char *name;            /* the member; NULL if the step is to an item of an array */
        size_t index;                /* the item, if `name` is NULL */
};

static inline struct pointer pointer_member(const struct pointer *above, const char *name)
{
        return (struct pointer){.above = above, .name = name};
}

static inline struct pointer pointer_item(const struct pointer *above, size_t index)
{
        return (struct pointer){.above = above, .index = index};
}

/* How deep JSON from outside may be. Our deepest resource (a selector of eight levels inside a rule inside a
 * transaction) needs about thirty. All code that walks a tree by recursion relies on this bound. */
#define POINTER_DEPTH_MAX 64

/* The longest text of a pointer: it has at most 64 steps, and a long name is cut short (pointer.c), so that
 * even with all its characters escaped it fits. */
#define POINTER_MAX ((size_t)64 * 1024)

/* Adds the text of the pointer to a buffer. */
void pointer_add(struct buffer *out, const struct pointer *pointer);

/* The text of the pointer, in the arena. */
const char *pointer_text(const struct pointer *pointer, struct arena *arena);

/* Adds a fault at the pointer unless the list has the same one already, since several parts of a schema may
 * find it. Very long names and arguments are cut short. */
void pointer_fault(const struct pointer *pointer, struct faults *faults, enum fault_code code,
                   const char *arg0, const char *arg1);
