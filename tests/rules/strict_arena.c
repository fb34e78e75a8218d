/*
 * An arena for tests: the same interface as base/arena.c, but every allocation is one of the heap's own, so
 * that the address sanitizer sees each write past an end. Linked in place of base/arena.c.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
        struct block *next;
        void *memory;
};

struct release {
        struct release *next;
        void (*call)(void *);
        void *object;
};

struct arena {
        struct arena *above;
        struct block *blocks;
        struct release *releases;
        size_t total;
        size_t limit;
};

struct arena *arena_new(size_t limit)
{
        struct arena *arena = calloc(1, sizeof *arena);
        if (arena)
                arena->limit = limit;
        return arena;
}

static void free_below(void *arena)
{
        ((struct arena *)arena)->above = NULL;
        arena_free(arena);
}

struct arena *arena_new_below(struct arena *above, size_t limit)
{
        struct arena *arena = memory_need(arena_new(limit));
        arena_defer(above, free_below, arena);
        arena->above = above;
        return arena;
}

void arena_reset(struct arena *arena)
{
        while (arena->releases) {
                struct release *release = arena->releases;
                arena->releases = release->next;
                if (release->object)
                        release->call(release->object);
        }
        while (arena->blocks) {
                struct block *block = arena->blocks;
                arena->blocks = block->next;
                free(block->memory);
                free(block);
        }
        arena->total = 0;
}

void arena_free(struct arena *arena)
{
        if (!arena)
                return;
        for (struct release *at = arena->above ? arena->above->releases : NULL; at; at = at->next)
                if (at->object == arena)
                        at->object = NULL;
        arena_reset(arena);
        free(arena);
}

static void *take(struct arena *arena, size_t size)
{
        if (size > arena->limit - arena->total)
                return NULL;
        struct block *block = malloc(sizeof *block);
        void *memory = calloc(1, size ? size : 1);
        if (!block || !memory) {
                free(block);
                free(memory);
                return NULL;
        }
        *block = (struct block){arena->blocks, memory};
        arena->blocks = block;
        arena->total += size;
        return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
        return memory_need(take(arena, size));
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
        return arena_alloc(arena, size && count > SIZE_MAX / size ? SIZE_MAX : count * size);
}

void *arena_resize(struct arena *arena, void *memory, size_t old_size, size_t size)
{
        void *moved = arena_alloc(arena, size);
        return memory ? memcpy(moved, memory, old_size < size ? old_size : size) : moved;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
        char *copy = arena_alloc(arena, length == SIZE_MAX ? length : length + 1);
        if (length)
                memcpy(copy, bytes, length);
        return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
        return string ? arena_copy(arena, string, strlen(string)) : NULL;
}

char *arena_vformat(struct arena *arena, const char *format, va_list args)
{
        va_list again;
        va_copy(again, args);
        int length = vsnprintf(NULL, 0, format, args);
        char *string = arena_alloc(arena, length < 0 ? SIZE_MAX : (size_t)length + 1);
        vsnprintf(string, (size_t)length + 1, format, again);
        va_end(again);
        return string;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
        va_list args;
        va_start(args, format);
        char *string = arena_vformat(arena, format, args);
        va_end(args);
        return string;
}

void arena_defer(struct arena *arena, void (*call)(void *), void *object)
{
        if (!object)
                return;
        struct release *release = take(arena, sizeof *release);
        if (!release) {
                call(object);
                memory_ran_out();
        }
        *release = (struct release){.next = arena->releases, .call = call, .object = object};
        arena->releases = release;
}
