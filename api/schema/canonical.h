/*
 * canonical - one way to write each value.
 *
 * Members come in the order in which the schema lists them: `$ref`, `allOf`, `properties` and `oneOf` in the
 * order in which they stand, of alternatives the one that the value matches. Members that no schema names
 * (maps, free values) come after them, sorted by name. No white space. An organisation number (format orgnr)
 * is written as its nine digits, human text (format text) without blanks at its ends. So equal values are
 * equal bytes, whatever the order they came in.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "schema/schema.h"

#include <jansson.h>
#include <stdbool.h>

enum {
        SCHEMA_WRITE_UNRESTRICTED = 1 << 0,      /* without the members that are x-restricted */
        SCHEMA_WRITE_WITHOUT_READ_ONLY = 1 << 1, /* without the members that are readOnly */
};

/* Writes a value that was found right by schema_check(); failure sticks in the buffer. */
void schema_write(const struct schema *schema, const json_t *value, unsigned flags, struct buffer *out);

/* Whether any value of this schema can have a restricted member. */
bool schema_has_restricted(const struct schema *schema);

/* Whether this value has one. True: *ret_pointer is the pointer to the first, in the arena (NULL if memory
 * ran out for it). */
bool schema_restricted_member(const struct schema *schema, const json_t *value, struct arena *arena,
                              const char **ret_pointer);
