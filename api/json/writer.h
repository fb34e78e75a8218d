/*
 * writer - writes JSON straight into a buffer, with its commas and escapes.
 *
 * The caller closes each object and array that it opens, and writes a key before each value inside an object.
 * All text must be valid UTF-8. A failure to write stays in the buffer as its error (buffer.h).
 */
#pragma once

#include "base/buffer.h"

#include <stdint.h>

/* JSON that is being written. */
struct json_writer {
        struct buffer *out; /* where it is written */
        bool comma;         /* whether the next value or key needs a comma before it */
};

#define JSON_WRITER(buffer) ((struct json_writer){.out = (buffer)})

void writer_open_object(struct json_writer *writer);
void writer_close_object(struct json_writer *writer);
void writer_open_array(struct json_writer *writer);
void writer_close_array(struct json_writer *writer);
void writer_key(struct json_writer *writer, const char *key);
/* A string, or null if the pointer is NULL. */
void writer_text(struct json_writer *writer, const char *string);
void writer_text_n(struct json_writer *writer, const char *bytes, size_t length);
void writer_number(struct json_writer *writer, int64_t value);
void writer_bool(struct json_writer *writer, bool value);
void writer_null(struct json_writer *writer);
/* A value that is JSON already. */
void writer_raw(struct json_writer *writer, const char *bytes, size_t length);

static inline void writer_member_text(struct json_writer *writer, const char *key, const char *string)
{
        writer_key(writer, key);
        writer_text(writer, string);
}

static inline void writer_member_number(struct json_writer *writer, const char *key, int64_t value)
{
        writer_key(writer, key);
        writer_number(writer, value);
}

static inline void writer_member_bool(struct json_writer *writer, const char *key, bool value)
{
        writer_key(writer, key);
        writer_bool(writer, value);
}
