#include "rules/model/ids.h"

#include <string.h>

/* A body with its members and their organisations has some hundred names: no growth in the usual case. */
#define SLOTS_AT_START 512u

static const struct id no_name = {.organisation = -1, .area = -1, .office = -1};

bool ids_init(struct ids *ids, struct arena *arena, const struct ids *base)
{
        uint32_t first = base ? base->count : 0;
        *ids = (struct ids){.arena = arena,
                            .base = base,
                            .first = first,
                            .count = base ? first : 1,
                            .capacity = SLOTS_AT_START / 2,
                            .slot_count = SLOTS_AT_START};
        ids->items = arena_array(arena, ids->capacity, sizeof *ids->items);
        ids->slots = arena_array(arena, ids->slot_count, sizeof *ids->slots);
        if (!ids->items || !ids->slots)
                return false;
        if (!base)
                ids->items[0] = no_name;
        return true;
}

/* FNV-1a: short strings, no adversary (the caller limits how many there are). */
static uint32_t hash_of(const char *text, size_t length)
{
        uint32_t hash = 2166136261u;
        for (size_t i = 0; i < length; i++)
                hash = (hash ^ (unsigned char)text[i]) * 16777619u;
        return hash;
}

/* The slot of an id in this table (without the table below it), or the free slot where it would be. */
static uint32_t *slot_of(const struct ids *ids, const char *text, size_t length, uint32_t hash)
{
        uint32_t mask = ids->slot_count - 1;
        uint32_t i = hash & mask;
        while (ids->slots[i]) {
                const struct id *item = &ids->items[ids->slots[i] - ids->first];
                if (item->hash == hash && item->length == length && memcmp(item->text, text, length) == 0)
                        break;
                i = (i + 1) & mask;
        }
        return &ids->slots[i];
}

static bool grow_table(struct ids *ids)
{
        uint32_t slot_count = ids->slot_count * 2, own = ids->count - ids->first;
        struct id *items = arena_array(ids->arena, slot_count / 2, sizeof *items);
        uint32_t *slots = arena_array(ids->arena, slot_count, sizeof *slots);
        if (!items || !slots)
                return false;
        memcpy(items, ids->items, own * sizeof *items);
        ids->items = items;
        ids->slots = slots;
        ids->slot_count = slot_count;
        ids->capacity = slot_count / 2;
        for (uint32_t i = ids->base ? 0 : 1; i < own; i++)
                *slot_of(ids, items[i].text, items[i].length, items[i].hash) = ids->first + i;
        return true;
}

static uint32_t find_in_tables(const struct ids *ids, const char *text, size_t length, uint32_t hash)
{
        uint32_t known = ids->base ? *slot_of(ids->base, text, length, hash) : 0;
        return known ? known : *slot_of(ids, text, length, hash);
}

uint32_t ids_find(const struct ids *ids, const char *text, size_t length)
{
        return find_in_tables(ids, text, length, hash_of(text, length));
}

uint32_t ids_add(struct ids *ids, const char *text, size_t length)
{
        uint32_t hash = hash_of(text, length), known = find_in_tables(ids, text, length, hash);
        if (known)
                return known;
        if (ids->count - ids->first == ids->capacity) {
                if (ids->count > UINT32_MAX / 8 || !grow_table(ids))
                        return 0;
        }
        struct id *item = &ids->items[ids->count - ids->first];
        *item = no_name;
        item->text = text;
        item->length = (uint32_t)length;
        item->hash = hash;
        *slot_of(ids, text, length, hash) = ids->count;
        return ids->count++;
}

/* The last id that was added is at the end of every probe sequence that it is part of, so that its removal
 * breaks none. */
void ids_trim(struct ids *ids, uint32_t count)
{
        uint32_t mask = ids->slot_count - 1;
        while (ids->count > count) {
                uint32_t i = ids_at(ids, --ids->count)->hash & mask;
                while (ids->slots[i] != ids->count)
                        i = (i + 1) & mask;
                ids->slots[i] = 0;
        }
}
