/*
 * grow - arrays that grow in an arena.
 */
#pragma once

#include "base/arena.h"

#include <string.h>

/* Room for one more after `count`: the same array, or a copy twice as large. */
static inline void *grow_room(struct arena *arena, void *items, size_t count, size_t size)
{
        if (count && (count & (count - 1)))
                return items;
        void *more = arena_array(arena, count ? count * 2 : 1, size);
        if (count)
                memcpy(more, items, count * size);
        return more;
}
