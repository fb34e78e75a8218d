/*
 * ids - every name in the facts as a small number.
 *
 * Reading gives each string (an id, a category, a kind) one number, once; judging then compares numbers. 0 is
 * "absent". A number also tells where the entity of that name stands, if it was delivered.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

/* Where an entity of this name stands in the facts' arrays; -1: not delivered. */
struct id {
        const char *text;
        uint32_t length;
        uint32_t hash;
        int32_t organisation;
        int32_t area;
        int32_t office;
        int32_t person;
        int32_t body;
};

struct ids {
        struct arena *arena;
        struct id *items; /* [0] is "absent" */
        uint32_t count, capacity;
        uint32_t *slots; /* open addressing; 0 is free */
        uint32_t slot_count;
};

bool ids_init(struct ids *ids, struct arena *arena);

/* The number of a name, given to it now if it has none; 0 if memory runs out. The text must live as long. */
uint32_t ids_add(struct ids *ids, const char *text, size_t length);

/* Forgets the names that were given a number from `count` on: their texts may be gone. */
void ids_trim(struct ids *ids, uint32_t count);

/* The number of a name; 0 if it has none. */
uint32_t ids_find(const struct ids *ids, const char *text, size_t length);
