/*
 * schema_compile - from the document to nodes. Shared by the two files that compile.
 */
#pragma once

#include "schema/schema_node.h"

struct schema_entry;

#define SCHEMA_BUCKETS 512 /* the contract has some thousand schemas */

struct schema_set {
        struct arena *arena;
        json_t *document;
        struct schema *nodes;
        struct schema_entry *buckets[SCHEMA_BUCKETS]; /* nodes by the JSON they were made from */
        const char *error;                            /* of the first failure: it makes the set useless */
};

/* Records what is wrong, and where; always false. */
bool schema_refuse(struct schema_set *set, const struct pointer *at, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* The node of a schema that stands at a place, or that a reference points to; NULL if it was refused. */
const struct schema *schema_node(struct schema_set *set, json_t *json, const struct pointer *at);
const struct schema *schema_node_of_ref(struct schema_set *set, const char *ref, const struct pointer *at);

/* Reads every keyword of a schema into its node. */
bool schema_read_keywords(struct schema_set *set, struct schema *node, json_t *json,
                          const struct pointer *at);

/* Reads the value of a keyword into a field of the node; refuses it, false, if it is not what it must be. */
typedef bool schema_read_keyword(struct schema_set *set, void *field, json_t *value,
                                 const struct pointer *at);

/* schema_terms.c: those that fill one field ... */
schema_read_keyword schema_read_flag, schema_read_count, schema_read_bound, schema_read_above,
        schema_read_below;
/* ... and those that are given the whole node. */
schema_read_keyword schema_read_type, schema_read_enum, schema_read_const, schema_read_pattern,
        schema_read_format;

bool schema_read_regex(struct schema_set *set, const char *text, const struct pointer *at, pcre2_code **ret);
