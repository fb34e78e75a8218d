/*
 * flat - a JSON text as one array of values, for texts that are read once and must be read quickly.
 *
 * The values are in the order of the text: an array is followed by its items, an object by each member's name
 * (a string) and that member's value. Each value says how many values it takes up, itself and everything
 * inside it, so the next sibling is found without a pointer. One allocation holds all values; such a tree
 * costs a tenth of one made of objects, and it cannot be changed.
 *
 * The text is expected to be one of the register's own documents: if a member name occurs twice, the first
 * one counts, and UTF-8 is not validated. Nothing that concerns security may depend on this parser.
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

/* One value of a JSON text. */
struct flat {
        const char *text; /* a string without its escapes, ended by NUL; a number as written; else NULL */
        uint32_t length;  /* bytes of a string or number, items of an array, members of an object */
        uint32_t count;   /* distance to the next sibling: 1 and the number of values inside this one */
        enum flat_type type;
};

/* Parses a text. The values and their strings are in the arena. NULL if the text is not JSON. */
const struct flat *flat_parse(struct arena *arena, const char *text, size_t length);

/* Writes a value as JSON without spaces, the members of an object in the order of their names. A failure to
 * write stays in the buffer as its error. */
void flat_write(struct buffer *out, const struct flat *value);

static inline bool flat_is(const struct flat *value, enum flat_type type)
{
        return value && value->type == type;
}

/* The text of a string; NULL for a value of another type. */
static inline const char *flat_string(const struct flat *value)
{
        return flat_is(value, FLAT_STRING) ? value->text : NULL;
}

/* How many items an array has; 0 for a value of another type. */
static inline uint32_t flat_size(const struct flat *value)
{
        return flat_is(value, FLAT_ARRAY) ? value->length : 0;
}

/* The value of the member whose name is the first `length` bytes of `name`; NULL if there is none. */
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

/* The value of a member; NULL if there is none, or if the value is not an object. It is inline so that the
 * compiler computes the length of a literal name. */
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

/* Iterates over the items of an array; over nothing if `list` is not an array. */
#define flat_each(item, list)                                                                                \
        for (const struct flat *item = flat_first(list), *item##_end = flat_end(list); item != item##_end;   \
             item += item->count)
