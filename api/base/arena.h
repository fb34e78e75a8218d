/*
 * arena - memory that lives exactly as long as one piece of work (a request, a check, a start-up).
 *
 * Everything the work needs is taken from its arena and released together. There is no free(): what must
 * outlive the work does not belong here. Foreign resources (database results, JSON trees) are tied to the
 * arena with arena_defer() and released with it, last tied first.
 *
 * An arena never grows past its limit: allocation then returns NULL, and so it does when memory runs out.
 * One thread at a time.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new arena that may hand out at most `limit` bytes. NULL if memory runs out. Owned by the caller. */
struct arena *arena_new(size_t limit);

/* Releases everything deferred (last first) and all memory. Accepts NULL. */
void arena_free(struct arena *arena);

/* The same, but the arena may be used again. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type; NULL at the limit. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for `count` zeroed items of `size` bytes; NULL at the limit or if the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* A NUL-terminated formatted string. */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vformat(struct arena *arena, const char *format, va_list args)
        __attribute__((format(printf, 2, 0)));

/* Calls release(object) when the arena is reset or freed. If that cannot be recorded, calls it now and
 * returns false. A NULL object needs no release: nothing happens, true. */
bool arena_defer(struct arena *arena, void (*release)(void *), void *object);
