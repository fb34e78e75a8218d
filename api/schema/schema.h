/*
 * schema - JSON Schema 2020-12, as far as the contract uses it, compiled once and checked often.
 *
 * A schema that says something this code does not understand is refused when it is compiled: nobody shall
 * believe in a check that does not happen. Understood are
 *
 *   type enum const                                          any value
 *   properties required additionalProperties patternProperties unevaluatedProperties
 *   propertyNames minProperties maxProperties dependentRequired   objects
 *   items minItems maxItems uniqueItems                      arrays
 *   minLength maxLength pattern format                       strings; lengths count code points
 *   minimum maximum exclusiveMinimum exclusiveMaximum        numbers
 *   $ref allOf anyOf oneOf not discriminator                 true and false are schemas too
 *
 * and the formats date, partial-date, date-time, uri, orgnr, share, period; they are asserted. A `$ref`
 * points into the same document. Annotations are passed over: title description default example examples
 * deprecated readOnly writeOnly $comment $schema $id $defs and everything that begins with x-. Two of them
 * mean something to others: readOnly (below) and x-restricted (canonical.h).
 *
 * After compilation nothing changes: any number of threads may check with the same schema.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct schema;
struct schema_set;

/* Schemas of one document share their parts. `document` is where `$ref` is looked up; it must live as long as
 * the arena, and so must every schema given to schema_compile(). */
struct schema_set *schema_set_new(struct arena *arena, json_t *document);

/* Compiles one schema; `place` is where it stands in the document ("#/components/schemas/Body"), for the
 * message. NULL if it is not understood: *ret_error is then a sentence that names the place (in the arena, or
 * constant). */
const struct schema *schema_compile(struct schema_set *set, json_t *schema, const char *place,
                                    const char **ret_error);

/* The same for the schema a pointer stands for: "#/components/schemas/Body". */
const struct schema *schema_compile_ref(struct schema_set *set, const char *ref, const char **ret_error);

enum {
        /* The value is what a client sends. Members that are readOnly are refused and not required, but id,
         * version, createdAt, updatedAt and day are let through, so that what was read can be sent back: id
         * is then checked, the others are not looked at. National identity numbers are looked for. */
        SCHEMA_REQUEST = 1 << 0,
};

/* Whether a member of this name is one that the register sets itself and lets a client send back. */
bool schema_is_sent_back(const char *name);

/* Takes the members that the register sets out of a resource as it was answered; its id stays. */
void schema_drop_stamps(json_t *object);

/* Adds every fault to the list; places are `prefix` ("" or "/operations/3/body") plus the pointer to the
 * value. True if there is none. */
bool schema_check(const struct schema *schema, const json_t *value, const char *prefix, unsigned flags,
                  struct faults *faults);

/* The same for the value of a parameter or header: every fault stands at its name. */
bool schema_check_named(const struct schema *schema, const json_t *value, enum fault_place place,
                        const char *name, struct faults *faults);

/* Whether the value has no fault. */
bool schema_matches(const struct schema *schema, const json_t *value);

/* The value that a parameter's text stands for: an integer or a boolean if the schema wants one and the text
 * is one (strict decimal; true, false), else a string, which schema_check_named() then refuses. A new
 * reference; NULL if memory runs out or the text is not UTF-8. */
json_t *schema_value_from_text(const struct schema *schema, const char *text);

/* The schema of the items if the schema is one of arrays, else NULL (a parameter that may be repeated). */
const struct schema *schema_items(const struct schema *schema);

/* The schema of a member, looked up as canonical.h orders them; NULL if the schema does not name it. */
const struct schema *schema_member(const struct schema *schema, const char *name);

/* The names of an object's members, in order: what `fields=` may name. False if memory runs out. */
void schema_member_names(const struct schema *schema, struct arena *arena, const char *const **ret_names,
                         size_t *ret_count);
