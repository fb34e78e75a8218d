/*
 * arena - memory that lives exactly as long as one piece of work (a request, a check, a start-up).
 *
 * Everything the work needs is taken from its arena and released together. There is no free(): what must
 * outlive the work does not belong here. Foreign resources (database results, JSON trees) are tied to the
 * arena with arena_defer() and released with it, last tied first. A part of the work that needs less time has
 * an arena below that of the whole: it ends with the whole at the latest.
 *
 * An allocation never fails: past the limit of the arena, and where memory runs out, it leaves the guard that
 * the work runs in (base/memory.h). One thread at a time.
 */
#pragma once

#include "base/memory.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new arena that may hand out at most `limit` bytes, for who stands outside of all guards: NULL if memory
 * runs out. Owned by the caller. */
struct arena *arena_new(size_t limit);

/* A new arena below another one, which it is released with; arena_free() may release it before that. Only the
 * thread that works with the one above may make and free it. */
struct arena *arena_new_below(struct arena *above, size_t limit);

/* Releases everything deferred (last first) and all memory. Accepts NULL. */
void arena_free(struct arena *arena);

/* The same, but the arena may be used again. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));

/* Room for `count` zeroed items of `size` bytes. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

/* The bytes of an allocation (NULL: none yet) in one of another size; what is new is not zeroed. It grows in
 * place where nothing stands behind it, as the newest allocation does. */
void *arena_resize(struct arena *arena, void *memory, size_t old_size, size_t size)
        __attribute__((returns_nonnull));

/* A NUL-terminated copy of `length` bytes. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length) __attribute__((returns_nonnull));

/* A copy of a string; NULL of NULL. */
char *arena_string(struct arena *arena, const char *string);

/* A NUL-terminated formatted string. */
char *arena_format(struct arena *arena, const char *format, ...)
        __attribute__((format(printf, 2, 3), nonnull, returns_nonnull));
char *arena_vformat(struct arena *arena, const char *format, va_list args)
        __attribute__((format(printf, 2, 0), nonnull(1, 2), returns_nonnull));

/* Calls release(object) when the arena is reset or freed, and at once if that cannot be noted. A NULL object
 * needs no release. */
void arena_defer(struct arena *arena, void (*release)(void *), void *object);
