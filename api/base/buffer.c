#include "base/buffer.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail_at_limit(struct buffer *buffer)
{
        if (buffer->arena)
                memory_ran_out();
        buffer->failed = true;
}

static void resize(struct buffer *buffer, size_t capacity)
{
        char *bytes = buffer->arena ? arena_resize(buffer->arena, buffer->bytes, buffer->capacity, capacity)
                                    : realloc(buffer->bytes, capacity);
        if (!bytes) {
                buffer->failed = buffer->exhausted = true;
                return;
        }
        buffer->bytes = bytes;
        buffer->capacity = capacity;
}

void buffer_reserve(struct buffer *buffer, size_t more)
{
        if (buffer->failed)
                return;
        if (more > buffer->limit - buffer->length) {
                fail_at_limit(buffer);
                return;
        }
        size_t needed = buffer->length + more + 1; /* room for a NUL at the end */
        if (needed <= buffer->capacity)
                return;
        size_t capacity = buffer->capacity ? buffer->capacity : 256;
        while (capacity < needed)
                capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
        resize(buffer, capacity);
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
        buffer_reserve(buffer, length);
        if (buffer->failed || !length)
                return;
        memcpy(buffer->bytes + buffer->length, bytes, length);
        buffer->length += length;
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
        buffer_add(buffer, string, strlen(string));
}

void buffer_fail_with(struct buffer *buffer, const struct buffer *other)
{
        if (!other->failed || buffer->failed)
                return;
        buffer->exhausted = other->exhausted;
        fail_at_limit(buffer);
}

void buffer_exhaust(struct buffer *buffer)
{
        if (!buffer->failed)
                buffer->exhausted = true;
        fail_at_limit(buffer);
}

void buffer_add_char(struct buffer *buffer, char c)
{
        buffer_add(buffer, &c, 1);
}

void buffer_add_number(struct buffer *buffer, int64_t number)
{
        char digits[20]; /* 2^63 has nineteen, and a sign */
        size_t start = sizeof digits;
        uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
        do
                digits[--start] = (char)('0' + rest % 10);
        while (rest /= 10);
        if (number < 0)
                digits[--start] = '-';
        buffer_add(buffer, digits + start, sizeof digits - start);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
        va_list args, again;
        va_start(args, format);
        va_copy(again, args);
        int length = vsnprintf(NULL, 0, format, args);
        va_end(args);
        if (length < 0)
                fail_at_limit(buffer);
        else
                buffer_reserve(buffer, (size_t)length);
        if (!buffer->failed) {
                vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
                buffer->length += (size_t)length;
        }
        va_end(again);
}

char *buffer_text(struct buffer *buffer)
{
        buffer_reserve(buffer, 0);
        buffer_need(buffer);
        buffer->bytes[buffer->length] = '\0';
        return buffer->bytes;
}

char *buffer_take(struct buffer *buffer, size_t *ret_length)
{
        assert(!buffer->arena && !buffer->fixed);
        buffer_reserve(buffer, 0);
        if (buffer->failed) {
                buffer_clear(buffer);
                return NULL;
        }
        char *bytes = buffer->bytes;
        bytes[buffer->length] = '\0';
        *ret_length = buffer->length;
        *buffer = BUFFER(buffer->limit);
        return bytes;
}

void buffer_clear(struct buffer *buffer)
{
        if (buffer->fixed) {
                buffer->length = 0;
                buffer->failed = buffer->exhausted = false;
                return;
        }
        if (!buffer->arena)
                free(buffer->bytes);
        *buffer = BUFFER_OF(buffer->arena, buffer->limit);
}

static void clear_bytes(void *buffer)
{
        buffer_clear(buffer);
}

struct buffer *buffer_new(struct arena *arena, size_t max)
{
        struct buffer *buffer = arena_alloc(arena, sizeof *buffer);
        *buffer = BUFFER(max);
        arena_defer(arena, clear_bytes, buffer);
        return buffer;
}
