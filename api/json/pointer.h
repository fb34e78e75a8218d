/*
 * pointer - the JSON pointer to where a walk of a tree has come, and faults with it.
 *
 * Each level of a walk keeps one of these on its stack, linked to the one above; the pointer (RFC 6901) is
 * only written out if there is something to say.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <stddef.h>

struct pointer {
        const struct pointer *above; /* NULL at the top: name is then the text that all pointers begin with */
        const char *name;            /* NULL: an item of an array, the index counts */
        size_t index;
};

static inline struct pointer pointer_member(const struct pointer *above, const char *name)
{
        return (struct pointer){.above = above, .name = name};
}

static inline struct pointer pointer_item(const struct pointer *above, size_t index)
{
        return (struct pointer){.above = above, .index = index};
}

/* How deep JSON may be that comes from outside. Our deepest resource (a selector of eight levels inside a
 * rule inside a transaction) needs about thirty. All code that walks a tree by recursion relies on this
 * bound. */
#define POINTER_DEPTH_MAX 64

/* Members and items are at most 64 deep, and names are cut short, with all their characters escaped. */
#define POINTER_MAX ((size_t)64 * 1024)

/* Adds the pointer to a text. */
void pointer_add(struct buffer *out, const struct pointer *place);

/* The pointer, in the arena. */
const char *pointer_text(const struct pointer *place, struct arena *arena);

/* Adds the fault unless the same stands in the list already (several parts of a schema may find it). Names
 * and arguments that are too long to help anybody are cut short. */
void pointer_fault(const struct pointer *place, struct faults *faults, enum fault_code code, const char *arg0,
                   const char *arg1);
