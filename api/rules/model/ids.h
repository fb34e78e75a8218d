/*
 * ids - represents the names in the facts as small numbers.
 *
 * Reading gives each string (an id, a category, a kind) a number, so that judging only compares numbers. 0
 * means "absent". From a number the organisation, area or office with that id is found directly.
 *
 * A table of names may continue another one (`base`), which is only read. So threads share the names in the
 * reference data, and each adds those of the body that it judges.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

/* A name, and the indexes of the entities with that id in the arrays of the reference data (-1: there is
 * none). */
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
        const struct ids *base; /* the table that this one continues; NULL if none */
        struct id *items;       /* from the number `first` on; [0] of names without a base is "absent" */
        uint32_t first;         /* the number of the first name that is not in the base */
        uint32_t count;         /* the number after the last */
        uint32_t capacity;
        uint32_t *slots; /* a hash table of numbers: open addressing; 0 is free */
        uint32_t slot_count;
};

/* Makes a table that continues `base` (or NULL), which must not change any more. False if memory runs out. */
bool ids_init(struct ids *ids, struct arena *arena, const struct ids *base);

/* The number of a name, which gets one if it has none; 0 if memory runs out. The text must live as long as
 * the table. */
uint32_t ids_add(struct ids *ids, const char *text, size_t length);

/* Removes the names with numbers from `count` on, since their texts may be released. */
void ids_trim(struct ids *ids, uint32_t count);

/* The number of a name; 0 if it has none. */
uint32_t ids_find(const struct ids *ids, const char *text, size_t length);

static inline const struct id *ids_at(const struct ids *ids, uint32_t number)
{
        return number < ids->first ? &ids->base->items[number] : &ids->items[number - ids->first];
}
