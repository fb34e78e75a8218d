/*
 * writer - JSON written straight into a buffer, commas and escapes included.
 *
 * The caller opens and closes what it opens; a key is written before each value inside an object. Errors
 * stick in the buffer (buffer.h). Text must be valid UTF-8.
 */
#pragma once

#include "base/buffer.h"

#include <stdint.h>

struct json_writer {
        struct buffer *out;
        bool comma; /* the next value or key needs one before it */
};

#define JSON_WRITER(buffer) ((struct json_writer){.out = (buffer)})

void json_open_object(struct json_writer *writer);
void json_close_object(struct json_writer *writer);
void json_open_array(struct json_writer *writer);
void json_close_array(struct json_writer *writer);
void json_key(struct json_writer *writer, const char *key);
/* A string, or null where the pointer is NULL. */
void json_text(struct json_writer *writer, const char *string);
void json_text_n(struct json_writer *writer, const char *bytes, size_t length);
void json_number(struct json_writer *writer, int64_t value);
void json_truth(struct json_writer *writer, bool value);
void json_nothing(struct json_writer *writer);
/* A value that is JSON already. */
void json_raw(struct json_writer *writer, const char *bytes, size_t length);

static inline void json_member_text(struct json_writer *writer, const char *key, const char *string)
{
        json_key(writer, key);
        json_text(writer, string);
}

static inline void json_member_number(struct json_writer *writer, const char *key, int64_t value)
{
        json_key(writer, key);
        json_number(writer, value);
}

static inline void json_member_truth(struct json_writer *writer, const char *key, bool value)
{
        json_key(writer, key);
        json_truth(writer, value);
}
