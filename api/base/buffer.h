/*
 * buffer - bytes that grow to a maximum set at birth, with an error that sticks.
 *
 * Append as often as needed and ask once, at the end: after the first failed append (the limit, or no memory)
 * every further one does nothing and buffer_failed() stays true. The bytes are malloc'ed; buffer_take() hands
 * them over, buffer_clear() releases them.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buffer {
        char *bytes; /* NULL while nothing has been appended */
        size_t length;
        size_t capacity;
        size_t limit;
        bool failed;
};

#define BUFFER(max) ((struct buffer){.limit = (max)})

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

/* The bytes with a NUL after them, now the caller's to free(); NULL if any append failed. The buffer is empty
 * afterwards. */
char *buffer_take(struct buffer *buffer, size_t *ret_length);

/* Releases the bytes; the buffer may be used again. */
void buffer_clear(struct buffer *buffer);
