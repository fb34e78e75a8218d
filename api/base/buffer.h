/*
 * buffer - bytes that grow up to a maximum that is set when the buffer is made.
 *
 * There are two sorts. A buffer of an arena (BUFFER_OF) cannot fail: at its maximum, or when memory runs out,
 * it leaves the guard (base/memory.h), like all that allocates from an arena. Its bytes live as long as the
 * arena; buffer_text() is the result.
 *
 * A malloc'ed buffer (BUFFER) has an error that stays: after the first append that failed, all further ones
 * do nothing and buffer_failed() is true, so that the caller need check it only once, at the end. It is for
 * bytes that outlive an arena, for callbacks of other libraries, and if the caller is to report that the
 * maximum was reached. buffer_take() hands its bytes over; buffer_clear() releases them.
 */
#pragma once

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
        struct arena *arena; /* where its bytes are allocated; NULL: they are malloc'ed */
        char *bytes;         /* NULL while nothing has been appended */
        size_t length;
        size_t capacity;
        size_t limit;   /* the maximum */
        bool fixed;     /* the bytes are an array of the caller, which is never replaced or released */
        bool failed;    /* an append failed */
        bool exhausted; /* it failed because memory ran out, not at its maximum */
};

#define BUFFER(max)           ((struct buffer){.limit = (max)})
#define BUFFER_OF(arena, max) ((struct buffer){(arena), .limit = (max)})

/* A buffer whose bytes are in an array of the caller, for text that must be written even without memory. */
#define BUFFER_IN(array)                                                                                     \
        ((struct buffer){                                                                                    \
                .bytes = (array), .capacity = sizeof(array), .limit = sizeof(array) - 1, .fixed = true})

void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_char(struct buffer *buffer, char c);
/* Adds a number in decimal digits. */
void buffer_add_number(struct buffer *buffer, int64_t number);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for `more` bytes at once. This is not needed, but saves copies. */
void buffer_reserve(struct buffer *buffer, size_t more);

static inline bool buffer_failed(const struct buffer *buffer)
{
        return buffer->failed;
}

/* Whether a buffer failed at its maximum; leaves the guard if it failed because memory ran out. */
static inline bool buffer_is_full(const struct buffer *buffer)
{
        if (buffer->exhausted)
                memory_ran_out();
        return buffer->failed;
}

/* Leaves the guard if a malloc'ed buffer has failed; for buffers whose maximum cannot be reached. Its bytes
 * must be tied to an arena. */
static inline void buffer_need(const struct buffer *buffer)
{
        if (buffer->failed)
                memory_ran_out();
}

/* A malloc'ed buffer whose bytes are tied to the arena. It is for writers that hold resources which are not
 * tied to an arena, so that they must not leave the guard while they write. */
struct buffer *buffer_new(struct arena *arena, size_t max);

/* Makes the buffer fail if another one has failed, in which a part of its text was written. */
void buffer_fail_with(struct buffer *buffer, const struct buffer *other);

/* Makes the buffer fail as if memory had run out in it; for writers that could not allocate something else.
 */
void buffer_exhaust(struct buffer *buffer);

/* The bytes with a NUL after them, valid until more is added; leaves the guard if the buffer has failed. */
char *buffer_text(struct buffer *buffer);

/* The bytes of a malloc'ed buffer with a NUL after them, which the caller must free(); NULL if an append
 * failed. The buffer is empty afterwards. */
char *buffer_take(struct buffer *buffer, size_t *ret_length);

/* Releases the bytes; the buffer may be used again. */
void buffer_clear(struct buffer *buffer);
