#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first chunk is for a request that is parsed and waits: hundreds may do so at once. To answer it takes
 * one or two more. A larger single allocation gets its own chunk. */
#define FIRST_SIZE ((size_t)4 * 1024)
#define CHUNK_SIZE ((size_t)16 * 1024)

/* Larger than any allocation that can succeed. A size that overflows becomes this one, so that it fails. */
#define SIZE_LIMIT (SIZE_MAX / 4 / alignof(max_align_t) * alignof(max_align_t))

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
        struct arena *above;  /* NULL: it has no parent */
        struct chunk *chunks; /* only the first has room left */
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

/* Cancels the release of this arena with the one above it. */
static void leave_above(struct arena *arena)
{
        for (struct release *release = arena->above->releases; release; release = release->next)
                if (release->object == arena) {
                        release->object = NULL;
                        return;
                }
}

static void run_releases(struct arena *arena)
{
        while (arena->releases) {
                struct release *release = arena->releases;
                arena->releases = release->next;
                if (release->object)
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
        if (arena->above)
                leave_above(arena);
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
        if (keep->size > CHUNK_SIZE) {
                free(keep);
                keep = NULL;
        } else {
                keep->next = NULL;
                keep->used = 0;
        }
        arena->chunks = keep;
        arena->total = keep ? keep->size : 0;
}

/* Allocates a chunk with `size` usable bytes; NULL at the limit, or if memory runs out. */
static struct chunk *new_chunk(struct arena *arena, size_t size)
{
        if (size > arena->limit - arena->total)
                return NULL;
        struct chunk *chunk = malloc(sizeof *chunk + size);
        if (!chunk)
                return NULL;
        *chunk = (struct chunk){.size = size};
        arena->total += size;
        return chunk;
}

/* Adds a chunk. One for a large allocation goes behind the first, whose free space can still be used. */
static struct chunk *add_chunk(struct arena *arena, size_t size)
{
        size_t usual = arena->chunks || size > FIRST_SIZE ? CHUNK_SIZE : FIRST_SIZE;
        bool large = size > CHUNK_SIZE, narrow = usual > arena->limit - arena->total;
        struct chunk *chunk = new_chunk(arena, large || narrow ? size : usual);
        struct chunk **link = large && arena->chunks ? &arena->chunks->next : &arena->chunks;
        if (!chunk)
                return NULL;
        chunk->next = *link;
        *link = chunk;
        return chunk;
}

/* Rounds a size up to the alignment of any type; one that is too large stays too large. */
static size_t round_up(size_t size)
{
        const size_t align = alignof(max_align_t);
        return size > SIZE_LIMIT ? SIZE_LIMIT : (size + align - 1) / align * align;
}

/* Allocates bytes, not zeroed. NULL at the limit, or if memory runs out. */
static void *take_bytes(struct arena *arena, size_t rounded)
{
        struct chunk *chunk = arena->chunks;
        if (!chunk || chunk->size - chunk->used < rounded)
                chunk = add_chunk(arena, rounded);
        if (!chunk)
                return NULL;
        void *memory = chunk->data + chunk->used;
        chunk->used += rounded;
        return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
        size_t rounded = round_up(size);
        return memset(memory_need(take_bytes(arena, rounded)), 0, rounded);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
        bool fits = !size || count <= SIZE_LIMIT / size;
        return arena_alloc(arena, fits ? count * size : SIZE_LIMIT);
}

/* Finds the link to the chunk that has only this allocation, if it is among the newest; else NULL. */
static struct chunk **find_large(struct arena *arena, const void *memory)
{
        struct chunk **link = &arena->chunks;
        for (int i = 0; i < 2 && *link; i++, link = &(*link)->next)
                if ((*link)->data == memory && (*link)->size > CHUNK_SIZE)
                        return link;
        return NULL;
}

static void *grow_large(struct arena *arena, struct chunk **link, size_t rounded)
{
        size_t more = rounded - (*link)->size;
        if (more > arena->limit - arena->total)
                memory_ran_out();
        struct chunk *chunk = memory_need(realloc(*link, sizeof *chunk + rounded));
        arena->total += more;
        chunk->size = chunk->used = rounded;
        *link = chunk;
        return chunk->data;
}

/* Whether the allocation is the last in the first chunk, and the chunk has enough space behind it. */
static bool has_room_behind(const struct arena *arena, const char *memory, size_t old, size_t more)
{
        const struct chunk *first = arena->chunks;
        return memory + old == first->data + first->used && more <= first->size - first->used;
}

void *arena_resize(struct arena *arena, void *memory, size_t old_size, size_t size)
{
        size_t old = round_up(old_size), rounded = round_up(size);
        if (!memory)
                return memory_need(take_bytes(arena, rounded));
        if (rounded <= old)
                return memory;
        struct chunk **large = find_large(arena, memory);
        if (large)
                return grow_large(arena, large, rounded);
        if (has_room_behind(arena, memory, old, rounded - old)) {
                arena->chunks->used += rounded - old;
                return memory;
        }
        return memcpy(memory_need(take_bytes(arena, rounded)), memory, old_size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
        char *copy = arena_resize(arena, NULL, 0, length < SIZE_LIMIT ? length + 1 : SIZE_LIMIT);
        if (length)
                memcpy(copy, bytes, length);
        copy[length] = '\0';
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
        int length =
                vsnprintf(NULL, 0, format,
                          args); /* our formats are valid, so a negative length means that memory ran out */
        char *string = arena_resize(arena, NULL, 0, length < 0 ? SIZE_LIMIT : (size_t)length + 1);
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
        assert(call);
        if (!object)
                return;
        struct release *release = take_bytes(arena, round_up(sizeof *release));
        if (!release) {
                call(object);
                memory_ran_out();
        }
        *release = (struct release){.next = arena->releases, .call = call, .object = object};
        arena->releases = release;
}
