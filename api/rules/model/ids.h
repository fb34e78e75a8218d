/*
 * ids - every name in the facts as a small number.
 *
 * Reading gives each string (an id, a category, a kind) one number, once; judging then compares numbers. 0 is
 * "absent". A number also leads to the organisation, area or office of that name, if there is one.
 *
 * Names may stand on others (`base`), which are only looked at: so threads share the names of what all bodies
 * refer to, and each adds those of the body that it judges.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

/* One name, and where the entity of that name stands in the arrays of the reference data (-1: there is none).
 */
struct id {
        const char *text;
        uint32_t length;
        uint32_t hash; /* of the text */
        int32_t organisation;
        int32_t area;
        int32_t office;
};

/* A table of names. */
struct ids {
        struct arena *arena;
        const struct ids *base; /* names that these continue and do not change; NULL: none */
        struct id *items;       /* from the number `first` on; [0] of names without a base is "absent" */
        uint32_t first;         /* the number of the first name that is not in the base */
        uint32_t count;         /* the number after the last */
        uint32_t capacity;
        uint32_t *slots; /* a hash table of numbers: open addressing; 0 is free */
        uint32_t slot_count;
};

/* Names on top of `base` (NULL: of nothing), which must not change any more. */
bool ids_init(struct ids *ids, struct arena *arena, const struct ids *base);

/* The number of a name, given to it now if it has none; 0 if memory runs out. The text must live as long. */
uint32_t ids_add(struct ids *ids, const char *text, size_t length);

/* Forgets the names that were given a number from `count` on: their texts may be gone. */
void ids_trim(struct ids *ids, uint32_t count);

/* The number of a name; 0 if it has none. */
uint32_t ids_find(const struct ids *ids, const char *text, size_t length);

static inline const struct id *ids_at(const struct ids *ids, uint32_t number)
{
        return number < ids->first ? &ids->base->items[number] : &ids->items[number - ids->first];
}
