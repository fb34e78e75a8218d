/*
 * schema_node - what a schema looks like once compiled. Only the files of schema and canonical include this.
 *
 * One node for each schema of the document, however often it is referred to, so that a schema may contain
 * itself. Strings are borrowed from the document.
 */
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8

#include "json/pointer.h"
#include "schema/schema.h"

#include <pcre2.h>

enum schema_type {
        SCHEMA_NULL = 1 << 0,
        SCHEMA_BOOLEAN = 1 << 1,
        SCHEMA_INTEGER = 1 << 2,
        SCHEMA_NUMBER = 1 << 3, /* a number that is no integer; "number" sets both */
        SCHEMA_STRING = 1 << 4,
        SCHEMA_ARRAY = 1 << 5,
        SCHEMA_OBJECT = 1 << 6,
};

/* The keywords that apply to the same value, in the order in which they stand in the schema. SELF is the
 * place of `properties`; a schema without any has it last. */
enum schema_part { PART_END, PART_SELF, PART_REF, PART_ALL_OF, PART_ANY_OF, PART_ONE_OF, PART_COUNT };

struct schema_format {
        const char *name;
        bool (*accepts)(const char *text, size_t length);
        enum fault_code fault;
};

struct schema_property {
        const char *name;
        const struct schema *schema;
};

struct schema_pattern {
        pcre2_code *code;
        const struct schema *schema;
};

/* A member that may be there only together with another. */
struct schema_dependency {
        const char *member, *needed;
};

struct schema_list {
        const struct schema **schemas;
        size_t count;
};

struct schema_branch {
        const char *value;
        const struct schema *schema;
};

/* A bound and the words for it. */
struct schema_bound {
        const json_t *number; /* NULL: none */
        const char *words;
};

#define SCHEMA_NO_MAX SIZE_MAX

struct schema {
        struct schema *next; /* in the set */
        const char *place;   /* where it stands in the document */
        bool never;          /* the schema `false` */

        unsigned types; /* of enum schema_type; 0: any */
        const char *type_words;
        const json_t *enumeration;
        const char *enum_words;
        const json_t *constant;
        const char *const_words;

        struct schema_bound minimum, maximum, above, below;
        size_t min_length, max_length;
        pcre2_code *pattern;
        const char *pattern_words;
        const struct schema_format *format;

        const struct schema *items;
        size_t min_items, max_items;
        bool unique_items;

        struct schema_property *properties; /* as they stand in the document */
        const struct schema_property **by_name;
        size_t property_count;
        const char **required;
        size_t required_count;
        struct schema_dependency *dependencies;
        size_t dependency_count;
        struct schema_pattern *patterns;
        size_t pattern_count;
        const struct schema *additional, *unevaluated, *names;
        size_t min_properties, max_properties;

        const struct schema *ref, *not ;
        struct schema_list all_of, any_of, one_of;
        const char *discriminator; /* the member that says which of one_of it is */
        struct schema_branch *branches;
        size_t branch_count;
        const char *branch_words;

        enum schema_part parts[PART_COUNT];
        bool read_only, restricted;
        bool holds_restricted; /* it or anything in it is restricted */
        enum { UNSEEN, SEEING, SEEN } search;
};

/* schema_format.c: NULL if there is none of that name. */
const struct schema_format *schema_format_find(const char *name);

/* schema_members.c */

/* Calls visit() for the schema and every other that applies to the same value, in order, until it returns
 * false. Of alternatives (anyOf, oneOf) only the one that the value matches, or every one if there is no
 * value. Returns false if visit() did. */
typedef bool schema_visit(void *context, const struct schema *schema);
bool schema_each_part(const struct schema *schema, const json_t *value, schema_visit *visit, void *context);

/* The branch that the discriminator in the value chooses, NULL if none. */
const struct schema *schema_chosen(const struct schema *schema, const json_t *value);

/* The property of exactly this schema, NULL if it has none of that name. */
const struct schema_property *schema_own_property(const struct schema *schema, const char *name);

/* The names of the members that an object may have as its discriminators choose, for a suggestion; every name
 * if there is no value. Cheap: no alternative is tried. */
void schema_names_for(const struct schema *schema, const json_t *value, struct arena *arena,
                      const char *const **ret_names, size_t *ret_count);

bool schema_is_read_only(const struct schema *schema);
bool schema_is_restricted(const struct schema *schema);

/* The type of a value; an integer is not a SCHEMA_NUMBER. */
enum schema_type schema_type_of(const json_t *value);

/* Of the insides of a value; a schema that is NULL says nothing. */

/* A member that a schema names. Where several parts of the schema do, `schema` is the one that says something
 * of the insides; restricted and readOnly is what any of them calls so. */
struct schema_member_use {
        const char *name;
        const struct schema *schema;
        bool restricted, read_only;
};

struct schema_members {
        struct schema_member_use *list;
        size_t count;
};

/* The members that the schema names for this object, in order; false if memory runs out. */
bool schema_members_of(const struct schema *schema, const json_t *object, struct schema_members *ret);
void schema_members_free(struct schema_members *members);
struct schema_member_use *schema_members_find(const struct schema_members *members, const char *name);

/* The schema for items, and for a member that has no name in the schema; NULL if nothing is said of them. */
const struct schema *schema_items_of(const struct schema *schema, const json_t *array);
const struct schema *schema_of_other(const struct schema *schema, const json_t *object, const char *name);

/* schema_value.c */

/* Less than, equal or greater than 0 as a is to b; both are numbers. */
int schema_compare(const json_t *a, const json_t *b);

/* Whether the pattern is found in the text. A pattern that gives up at its limit is not. */
bool schema_pattern_found(const pcre2_code *code, const char *text, size_t length);
