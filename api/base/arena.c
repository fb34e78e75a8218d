#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Most requests fit in one chunk; a larger single allocation gets a chunk of its own. */
#define CHUNK_SIZE ((size_t)16 * 1024)

struct chunk {
        struct chunk *next;
        size_t size; /* bytes in data */
        size_t used;
        alignas(max_align_t) char data[];
};

struct release {
        struct release *next;
        void (*call)(void *);
        void *object;
};

struct arena {
        struct chunk *chunks; /* the newest first: only its tail is free */
        struct release *releases;
        size_t total; /* bytes in all chunks */
        size_t limit;
};

struct arena *arena_new(size_t limit)
{
        struct arena *arena = calloc(1, sizeof *arena);
        if (arena)
                arena->limit = limit;
        return arena;
}

static void run_releases(struct arena *arena)
{
        while (arena->releases) {
                struct release *release = arena->releases;
                arena->releases = release->next;
                release->call(release->object);
        }
}

static void free_chunks(struct chunk *chunk)
{
        while (chunk) {
                struct chunk *next = chunk->next;
                free(chunk);
                chunk = next;
        }
}

void arena_free(struct arena *arena)
{
        if (!arena)
                return;
        run_releases(arena);
        free_chunks(arena->chunks);
        free(arena);
}

void arena_reset(struct arena *arena)
{
        run_releases(arena);
        struct chunk *keep = arena->chunks;
        if (!keep)
                return;
        free_chunks(keep->next);
        keep->next = NULL;
        keep->used = 0;
        arena->total = keep->size;
}

static bool add_chunk(struct arena *arena, size_t size)
{
        size_t data = size > CHUNK_SIZE ? size : CHUNK_SIZE;
        if (data > arena->limit - arena->total)
                data = size;
        if (data > arena->limit - arena->total)
                return false;
        struct chunk *chunk = malloc(sizeof *chunk + data);
        if (!chunk)
                return false;
        *chunk = (struct chunk){.next = arena->chunks, .size = data};
        arena->chunks = chunk;
        arena->total += data;
        return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
        const size_t align = alignof(max_align_t);
        if (size > SIZE_MAX - align)
                return NULL;
        size_t rounded = (size + align - 1) / align * align;
        struct chunk *chunk = arena->chunks;
        if (!chunk || chunk->size - chunk->used < rounded) {
                if (!add_chunk(arena, rounded))
                        return NULL;
                chunk = arena->chunks;
        }
        void *memory = chunk->data + chunk->used;
        chunk->used += rounded;
        return memset(memory, 0, rounded);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
        if (size && count > SIZE_MAX / size)
                return NULL;
        return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
        if (length == SIZE_MAX)
                return NULL;
        char *copy = arena_alloc(arena, length + 1);
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
        assert(call);
        if (!object)
                return true;
        struct release *release = arena_alloc(arena, sizeof *release);
        if (!release) {
                call(object);
                return false;
        }
        *release = (struct release){.next = arena->releases, .call = call, .object = object};
        arena->releases = release;
        return true;
}
