/*
 * schema_compile - makes the nodes of compiled schemas from the document; for the files schema_compile.c,
 * schema_keywords.c and schema_terms.c only.
 */
#pragma once

#include "schema/schema_node.h"

struct schema_entry;

#define SCHEMA_BUCKETS 512 /* the contract has some thousand schemas */

struct schema_set {
        struct arena *arena;
        json_t *document;                             /* where references are looked up */
        struct schema *nodes;                         /* all nodes, as a list, the newest first */
        struct schema *finished;                      /* the newest node of the last compilation */
        struct schema_entry *buckets[SCHEMA_BUCKETS]; /* a hash table: the node made from a piece of JSON */
        const char *error; /* the first error, NULL if none; after one the set cannot be used */
};

/* Sets the error of the set, with the address `at`, unless it has one. Always returns false. */
bool schema_refuse(struct schema_set *set, const struct pointer *at, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* The node of the schema in `json`, whose address is `at`, or of the one that a reference points to; it is
 * made if it does not exist yet. NULL if the schema is refused. */
const struct schema *schema_node(struct schema_set *set, json_t *json, const struct pointer *at);
const struct schema *schema_node_of_ref(struct schema_set *set, const char *ref, const struct pointer *at);

/* Reads all keywords of a schema into its node. */
bool schema_read_keywords(struct schema_set *set, struct schema *node, json_t *json,
                          const struct pointer *at);

/* A function that reads the value of a keyword into a field of the node. It refuses the schema and returns
 * false if the value is not permitted for the keyword. */
typedef bool schema_read_keyword(struct schema_set *set, void *field, json_t *value,
                                 const struct pointer *at);

/* schema_terms.c: functions of that type that get the field that they fill ... */
schema_read_keyword schema_read_flag, schema_read_count, schema_read_bound, schema_read_above,
        schema_read_below;
/* ... and functions that get the whole node. */
schema_read_keyword schema_read_type, schema_read_enum, schema_read_const, schema_read_pattern,
        schema_read_format;

/* Compiles a regular expression. */
bool schema_read_regex(struct schema_set *set, const char *text, const struct pointer *at, pcre2_code **ret);
