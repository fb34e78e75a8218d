/*
 * flat - a JSON text as one array of values, for what is read once and shall be read quickly.
 *
 * The values stand in the order of the text: after an array its items, after an object each name (a string)
 * and its value. A value says how many it is with all that is in it, so the next one beside it is found
 * without a pointer. Nothing is allocated for a single value; a tree of this costs a tenth of one made of
 * objects, and cannot be changed.
 *
 * The text is trusted to be ours (the register's own documents): of a name that stands twice the first
 * counts, UTF-8 is not looked at. It is never relied on for safety.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

#include <stdint.h>
#include <string.h>

enum flat_type {
        FLAT_NULL,
        FLAT_FALSE,
        FLAT_TRUE,
        FLAT_INTEGER,
        FLAT_REAL,
        FLAT_STRING,
        FLAT_ARRAY,
        FLAT_OBJECT
};

struct flat {
        const char *text; /* of a string, without escapes and with a NUL after it; of a number, as written */
        uint32_t length;  /* of the text; of an array its items, of an object its members */
        uint32_t count;   /* values up to the next one beside it: 1 and all that is inside */
        enum flat_type type;
};

/* The value of a text, in the arena with all its strings; NULL if it is not JSON. */
const struct flat *flat_parse(struct arena *arena, const char *text, size_t length);

/* Writes a value, without spaces and with the names of an object in order. Errors stick in the buffer. */
void flat_write(struct buffer *out, const struct flat *value);

static inline bool flat_is(const struct flat *value, enum flat_type type)
{
        return value && value->type == type;
}

/* The text of a string; NULL of anything else. */
static inline const char *flat_string(const struct flat *value)
{
        return flat_is(value, FLAT_STRING) ? value->text : NULL;
}

/* How many items an array has; 0 of anything else. */
static inline uint32_t flat_size(const struct flat *value)
{
        return flat_is(value, FLAT_ARRAY) ? value->length : 0;
}

static inline const struct flat *flat_get_n(const struct flat *object, const char *name, size_t length)
{
        if (!flat_is(object, FLAT_OBJECT))
                return NULL;
        const struct flat *at = object + 1;
        for (uint32_t i = 0; i < object->length; i++) {
                if (at->length == length && memcmp(at->text, name, length) == 0)
                        return at + 1;
                at += 1 + at[1].count;
        }
        return NULL;
}

/* The value of a name in an object; NULL if there is none. Inlined, so that the length of a literal costs
 * nothing. */
static inline const struct flat *flat_get(const struct flat *object, const char *name)
{
        return flat_get_n(object, name, strlen(name));
}

static inline const struct flat *flat_first(const struct flat *list)
{
        return flat_is(list, FLAT_ARRAY) ? list + 1 : NULL;
}

static inline const struct flat *flat_end(const struct flat *list)
{
        return flat_is(list, FLAT_ARRAY) ? list + list->count : NULL;
}

/* Goes through the items of an array; through nothing if it is none. */
#define flat_each(item, list)                                                                                \
        for (const struct flat *item = flat_first(list), *item##_end = flat_end(list); item != item##_end;   \
             item += item->count)
