/*
 * canonical - writes a value in its canonical form, so that equal values are equal bytes whatever order their
 * members came in.
 *
 * Members are written in the order in which the schema lists them: `$ref`, `allOf`, `properties` and `oneOf`
 * in the order in which the schema has them, and of alternatives the one that the value matches. Members that
 * no schema names (maps, free values) follow, sorted by name. There is no white space. An organisation number
 * (format orgnr) is written as its nine digits, and human text (format text) without white space at its ends.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "schema/schema.h"

#include <jansson.h>
#include <stdbool.h>

enum {
        /* Leaves out restricted members: those marked x-restricted, and those of a closed object that are not
         * marked x-open. If the schema requires a member of a closed object, it is written as a text that
         * says that it is closed, and why. */
        SCHEMA_WRITE_UNRESTRICTED = 1 << 0,
        /* Leaves out the members that are readOnly. */
        SCHEMA_WRITE_WITHOUT_READ_ONLY = 1 << 1,
};

/* Writes a value, in which schema_check() has found no fault. A failure to write stays in the buffer as its
 * error. */
void schema_write(const struct schema *schema, const json_t *value, unsigned flags, struct buffer *out);

/* Whether texts of this schema are written as they are. */
bool schema_keeps_texts(const struct schema *schema);

/* Whether any value of this schema can have a restricted member. */
bool schema_has_restricted(const struct schema *schema);

/* Whether this member of an object is restricted or contains a restricted member. Leaves the guard if memory
 * runs out. */
bool schema_hides(const struct schema *schema, const json_t *object, const char *name);

/* Whether this value has a restricted member. If so, *ret_pointer is the JSON pointer to the first one, in
 * the arena. Leaves the guard if memory runs out. */
bool schema_restricted_member(const struct schema *schema, const json_t *value, struct arena *arena,
                              const char **ret_pointer);
