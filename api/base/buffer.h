/*
 * buffer - bytes that grow to a maximum set at birth.
 *
 * A buffer of an arena cannot fail: at its maximum, and where memory runs out, it leaves the guard
 * (base/memory.h), as all that is taken from an arena. Its bytes die with the arena, buffer_text() is what
 * they are for.
 *
 * A buffer of its own has an error that sticks: after the first failed append every further one does nothing
 * and buffer_failed() stays true, so that a caller looks at it once, at the end. It is for what outlives an
 * arena, for callbacks of other libraries, and where its maximum is the caller's to report. The bytes are
 * malloc'ed; buffer_take() hands them over, buffer_clear() releases them.
 */
#pragma once

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buffer {
        struct arena *arena; /* what the bytes are taken from; NULL: a buffer of its own */
        char *bytes;         /* NULL while nothing has been appended */
        size_t length;
        size_t capacity;
        size_t limit; /* bytes that it may grow to */
        bool fixed;   /* the bytes are the caller's, and stay so */
        bool failed;
        bool exhausted; /* it failed for want of memory, not at its maximum */
};

#define BUFFER(max)           ((struct buffer){.limit = (max)})
#define BUFFER_OF(arena, max) ((struct buffer){(arena), .limit = (max)})

/* A buffer of its own in an array, for what must be written also where there is no memory. */
#define BUFFER_IN(array)                                                                                     \
        ((struct buffer){                                                                                    \
                .bytes = (array), .capacity = sizeof(array), .limit = sizeof(array) - 1, .fixed = true})

void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for `more` bytes at once; a hint that saves copies. */
void buffer_reserve(struct buffer *buffer, size_t more);

static inline bool buffer_failed(const struct buffer *buffer)
{
        return buffer->failed;
}

/* Whether a buffer failed at its maximum; leaves the guard if it failed for want of memory. */
static inline bool buffer_is_full(const struct buffer *buffer)
{
        if (buffer->exhausted)
                memory_ran_out();
        return buffer->failed;
}

/* Leaves the guard if a buffer of its own has failed, whose maximum nothing can reach. Its bytes must have
 * been tied to an arena. */
static inline void buffer_need(const struct buffer *buffer)
{
        if (buffer->failed)
                memory_ran_out();
}

/* A buffer of its own whose bytes are released with the arena: for writers that hold what no arena knows of,
 * so that nothing may leave the guard while they write. */
struct buffer *buffer_new(struct arena *arena, size_t max);

/* Fails if another buffer has failed, in which a part of this one was written. */
void buffer_fail_with(struct buffer *buffer, const struct buffer *other);

/* Fails for want of memory, since what should be written could not be made. */
void buffer_exhaust(struct buffer *buffer);

/* The bytes with a NUL after them, good until more is added; leaves the guard if the buffer has failed. */
char *buffer_text(struct buffer *buffer);

/* The bytes of a buffer of its own with a NUL after them, now the caller's to free(); NULL if any append
 * failed. The buffer is empty afterwards. */
char *buffer_take(struct buffer *buffer, size_t *ret_length);

/* Releases the bytes; the buffer may be used again. */
void buffer_clear(struct buffer *buffer);
