/*
 * arena - memory that lives exactly as long as one piece of work (a request, a check, a start-up).
 *
 * All memory that the work needs is taken from its arena and released together. There is no free(); memory
 * that must outlive the work does not belong in its arena. Other resources (database results, JSON trees) are
 * tied to the arena with arena_defer() and released with it, the last tied first. A part of the work whose
 * memory can be released earlier has an arena below that of the whole, which is released with the whole at
 * the latest.
 *
 * An allocation never fails: at the arena's limit, or when the system has no memory, it leaves the guard that
 * the work runs in (base/memory.h). Only one thread at a time may use an arena.
 */
#pragma once

#include "base/memory.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new arena of at most `limit` bytes, which the caller owns. It is for code outside of all guards, so it
 * returns NULL if memory runs out. */
struct arena *arena_new(size_t limit);

/* A new arena below another one. It is released with that one, or before by arena_free(). Only the thread
 * that uses the one above may make and free it. */
struct arena *arena_new_below(struct arena *above, size_t limit);

/* Releases all resources that are tied to the arena (the last first) and all its memory. Accepts NULL. */
void arena_free(struct arena *arena);

/* Releases the same, but the arena can be used again. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));

/* Room for `count` zeroed items of `size` bytes. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

/* Changes the size of an allocation (NULL: makes one) and returns it. New bytes are not zeroed. The newest
 * allocation grows in place. */
void *arena_resize(struct arena *arena, void *memory, size_t old_size, size_t size)
        __attribute__((returns_nonnull));

/* A NUL-terminated copy of `length` bytes. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length) __attribute__((returns_nonnull));

/* A copy of a string; NULL if it is NULL. */
char *arena_string(struct arena *arena, const char *string);

/* A NUL-terminated formatted string. */
char *arena_format(struct arena *arena, const char *format, ...)
        __attribute__((format(printf, 2, 3), nonnull, returns_nonnull));
char *arena_vformat(struct arena *arena, const char *format, va_list args)
        __attribute__((format(printf, 2, 0), nonnull(1, 2), returns_nonnull));

/* Ties an object to the arena: release(object) is called when the arena is reset or freed. If memory for this
 * runs out, it is called at once, before the guard is left. A NULL object is ignored. */
void arena_defer(struct arena *arena, void (*release)(void *), void *object);
