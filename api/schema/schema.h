/*
 * schema - JSON Schema 2020-12, as far as the contract uses it, compiled once and checked often.
 *
 * A schema with a keyword or format that this code does not implement is refused when it is compiled, so that
 * no check is believed to happen that does not. Implemented are
 *
 *   type enum const                                          any value
 *   properties required additionalProperties patternProperties unevaluatedProperties
 *   propertyNames minProperties maxProperties dependentRequired   objects
 *   items minItems maxItems uniqueItems                      arrays
 *   minLength maxLength pattern format                       strings; lengths count code points
 *   minimum maximum exclusiveMinimum exclusiveMaximum        numbers
 *   $ref allOf anyOf oneOf not discriminator                 true and false are schemas too
 *
 * and the formats date, partial-date, date-time, uri, orgnr, share, period and text, which are always
 * checked. A `$ref` must point into the same document. Annotations do not affect whether a value is valid:
 * title description default example examples deprecated writeOnly $comment $schema $id $defs and all that
 * begin with x-. Some have another use: readOnly in requests (SCHEMA_REQUEST); x-restricted, x-closes, x-open
 * and x-tells for members that not everybody may see (schema_node.h).
 *
 * A compiled schema never changes, so any number of threads may check with it.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A compiled schema, and all compiled schemas of one document, which share their parts. */
struct schema;
struct schema_set;

/* An empty set. `document` is where `$ref` is looked up; it must live as long as the arena, and so must each
 * schema given to schema_compile(). */
struct schema_set *schema_set_new(struct arena *arena, json_t *document);

/* Compiles a schema; `place` is its address in the document ("#/components/schemas/Body"), for the message of
 * an error. If the schema is refused, the function returns NULL and puts a sentence that names the address
 * into *ret_error (in the arena, or constant). */
const struct schema *schema_compile(struct schema_set *set, json_t *schema, const char *place,
                                    const char **ret_error);

/* Compiles the schema at an address in the document: "#/components/schemas/Body". */
const struct schema *schema_compile_ref(struct schema_set *set, const char *ref, const char **ret_error);

enum {
        /* The value comes from a client. Members that are readOnly are not required and are refused, except
         * id, version, createdAt, updatedAt and day: these are accepted, so that a client can send back what
         * it has read. Of these the id is checked and the others are ignored. The value is searched for
         * national identity numbers. */
        SCHEMA_REQUEST = 1 << 0,
};

/* Whether a member of this name is one that the register sets itself but accepts from a client (above). */
bool schema_is_sent_back(const char *name);

/* Removes version, createdAt, updatedAt and day, which the register sets itself, from a resource as the
 * service answers it. */
void schema_drop_stamps(json_t *object);

/* Checks a value and adds all its faults to the list. Their JSON pointers begin with `prefix` ("" or
 * "/operations/3/body"). True if there is none. */
bool schema_check(const struct schema *schema, const json_t *value, const char *prefix, unsigned flags,
                  struct faults *faults);

/* Checks the value of a parameter or header; each fault names the parameter or header. */
bool schema_check_named(const struct schema *schema, const json_t *value, enum fault_place place,
                        const char *name, struct faults *faults);

/* Whether the value is valid. */
bool schema_matches(const struct schema *schema, const json_t *value);

/* The value of a parameter that came as text: an integer or a boolean if the schema permits that type and the
 * text is one (a decimal number as JSON writes it; true, false), else a string, so that schema_check_named()
 * refuses it if it should have been something else. The result is a new reference; NULL if memory runs out or
 * the text is not UTF-8. */
json_t *schema_value_from_text(const struct schema *schema, const char *text);

/* The schema of the items of an array; NULL if the schema says nothing of items. A parameter whose schema has
 * items may be repeated or is a list. */
const struct schema *schema_items(const struct schema *schema);

/* The schema of a member; NULL if the schema does not name it. If several parts of the schema do, the first
 * one in the order of canonical.h counts. */
const struct schema *schema_member(const struct schema *schema, const char *name);

/* The names of all members that the schema names, in order, in the arena. */
void schema_member_names(const struct schema *schema, struct arena *arena, const char *const **ret_names,
                         size_t *ret_count);
