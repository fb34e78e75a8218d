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

void arena_reset(struct arena *arena)
{
        while (arena->releases) {
                struct release *release = arena->releases;
                arena->releases = release->next;
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
        arena_reset(arena);
        free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
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

void *arena_array(struct arena *arena, size_t count, size_t size)
{
        if (size && count > SIZE_MAX / size)
                return NULL;
        return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
        char *copy = length == SIZE_MAX ? NULL : arena_alloc(arena, length + 1);
        if (copy && length)
                memcpy(copy, bytes, length);
        return copy;
}

char *arena_vformat(struct arena *arena, const char *format, va_list args)
{
        va_list again;
        va_copy(again, args);
        int length = vsnprintf(NULL, 0, format, args);
        char *string = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
        if (string)
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

bool arena_defer(struct arena *arena, void (*call)(void *), void *object)
{
        struct release *release = object ? arena_alloc(arena, sizeof *release) : NULL;
        if (!object)
                return true;
        if (!release) {
                call(object);
                return false;
        }
        *release = (struct release){.next = arena->releases, .call = call, .object = object};
        arena->releases = release;
        return true;
}
