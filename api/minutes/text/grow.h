/*
 * grow - arrays that grow in an arena.
 */
#pragma once

#include "base/arena.h"

#include <string.h>

/* An array with room for one more element after `count`: the same array, or a copy twice as large. It relies
 * on `count` alone: arrays grow whenever `count` is a power of two. */
static inline void *grow_room(struct arena *arena, void *items, size_t count, size_t size)
{
        if (count && (count & (count - 1)))
                return items;
        void *more = arena_array(arena, count ? count * 2 : 1, size);
        if (count)
                memcpy(more, items, count * size);
        return more;
}
