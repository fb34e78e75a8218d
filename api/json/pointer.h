/*
 * place - where in a tree a walk has come to, and faults at that place.
 *
 * Each level of a walk keeps one of these on its stack, linked to the one above; the pointer (RFC 6901) is
 * only written out if there is something to say.
 */
#pragma once

#include "words/fault.h"

#include <stddef.h>

struct place {
        const struct place *above; /* NULL at the top: name is then the text that all pointers begin with */
        const char *name;          /* NULL: an item of an array, the index counts */
        size_t index;
};

static inline struct place place_member(const struct place *above, const char *name)
{
        return (struct place){.above = above, .name = name};
}

static inline struct place place_item(const struct place *above, size_t index)
{
        return (struct place){.above = above, .index = index};
}

/* The pointer, in the arena; NULL if memory runs out. */
const char *place_pointer(const struct place *place, struct arena *arena);

/* Adds the fault unless the same stands in the list already (several parts of a schema may find it). Names
 * and arguments that are too long to help anybody are cut short. */
void place_fault(const struct place *place, struct faults *faults, enum fault_code code, const char *arg0,
                 const char *arg1);
