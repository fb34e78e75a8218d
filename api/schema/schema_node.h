/*
 * schema_node - the compiled form of a schema. Only the files of this room include it.
 *
 * There is one node for each schema of the document, however often it is referred to, so a schema may contain
 * itself. Strings belong to the document.
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
        SCHEMA_NUMBER =
                1 << 3, /* a number that is not an integer; the type "number" is this and SCHEMA_INTEGER */
        SCHEMA_STRING = 1 << 4,
        SCHEMA_ARRAY = 1 << 5,
        SCHEMA_OBJECT = 1 << 6,
};

/* The keywords that say which members a value has. Each schema lists those it has in the order of the
 * document, because canonical.h writes members in that order. PART_SELF means the schema's own `properties`;
 * if it has none, PART_SELF is last. */
enum schema_part { PART_END, PART_SELF, PART_REF, PART_ALL_OF, PART_ANY_OF, PART_ONE_OF, PART_COUNT };

/* A format of strings. */
struct schema_format {
        const char *name;
        bool (*accepts)(const char *text, size_t length);
        enum fault_code fault; /* the fault of a string that it does not accept */
};

/* A member that `properties` names. */
struct schema_property {
        const char *name;
        const struct schema *schema;
};

/* An entry of patternProperties. */
struct schema_pattern {
        pcre2_code *code;
        const struct schema *schema;
};

/* An entry of dependentRequired: an object with `member` must also have `needed`. */
struct schema_dependency {
        const char *member, *needed;
};

struct schema_list {
        const struct schema **schemas;
        size_t count;
};

/* An alternative of oneOf, and the value of the discriminator that chooses it. */
struct schema_branch {
        const char *value;
        const struct schema *schema;
};

/* A bound for numbers. */
struct schema_bound {
        const json_t *number; /* NULL: there is no bound */
        const char *words;    /* how a fault writes it */
};

/* The value of a maximum that is not set. */
#define SCHEMA_NO_MAX SIZE_MAX

/* A compiled schema. A member that holds a keyword's value is named after the keyword; `…_words` is that
 * value as a fault writes it. Members that the schema does not set are NULL, 0 or SCHEMA_NO_MAX. */
struct schema {
        struct schema *next; /* the next node of the set */
        const char *place;   /* its address in the document, for messages */
        bool never;          /* it is `false`, which no value matches */

        /* of values of any type */
        unsigned types; /* the permitted ones, of enum schema_type; 0: any */
        const char *type_words;
        const json_t *enumeration;
        const char *enum_words;
        const json_t *constant;
        const char *const_words;

        /* of numbers; `above` and `below` are exclusiveMinimum and exclusiveMaximum */
        struct schema_bound minimum, maximum, above, below;

        /* of strings */
        size_t min_length, max_length;
        pcre2_code *pattern;
        const char *pattern_words;
        const struct schema_format *format;

        /* of arrays */
        const struct schema *items;
        size_t min_items, max_items;
        bool unique_items;

        /* of objects */
        struct schema_property *properties;     /* in the order of the document */
        const struct schema_property **by_name; /* the same, sorted by name */
        size_t property_count;
        const char **required;
        size_t required_count;
        struct schema_dependency *dependencies;
        size_t dependency_count;
        struct schema_pattern *patterns;
        size_t pattern_count;
        const struct schema *additional, *unevaluated, *names; /* …Properties, …Properties, propertyNames */
        size_t min_properties, max_properties;

        /* schemas that apply to the same value */
        const struct schema *ref, *not ;
        struct schema_list all_of, any_of, one_of;
        const char *discriminator; /* the member whose value chooses among one_of */
        struct schema_branch *branches;
        size_t branch_count;
        const char *branch_words;
        enum schema_part parts[PART_COUNT]; /* those that the schema has, in order, ended by PART_END */

        /* what is said of the member that has this schema */
        bool read_only;  /* readOnly: the register sets it */
        bool restricted; /* x-restricted: only callers with samrad:read see and write it */
        bool closes;  /* x-closes: if it is false, its object is closed, that is, all of it is restricted */
        bool open;    /* x-open: it is not restricted even if its object is closed */
        bool reveals; /* x-tells: its text would reveal what a closed object beside it contains */

        bool holds_restricted; /* a value of this schema can be or contain something restricted */
        enum { UNSEEN, SEEING, SEEN } search; /* the state of the search for endless references */
};

/* schema_format.c: the format of a name; NULL if there is none. */
const struct schema_format *schema_format_find(const char *name);

/* schema_members.c */

/* Calls visit() for the schema and all others that apply to the same value, in order, until visit() returns
 * false. Of alternatives (anyOf, oneOf) it visits the one that the value matches, or all if `value` is NULL.
 * Returns false if visit() did. */
typedef bool schema_visit(void *context, const struct schema *schema);
bool schema_each_part(const struct schema *schema, const json_t *value, schema_visit *visit, void *context);

/* The alternative of oneOf that the discriminator in the value chooses; NULL if it chooses none. */
const struct schema *schema_chosen(const struct schema *schema, const json_t *value);

/* The member of this name in the schema's own `properties`; NULL if there is none. */
const struct schema_property *schema_own_property(const struct schema *schema, const char *name);

/* The names that an object's members may have, from which the suggestion for a misspelt name is taken.
 * Discriminators choose among alternatives; alternatives without one all count, since checking them would
 * cost too much here. If `value` is NULL, all alternatives count. */
void schema_names_for(const struct schema *schema, const json_t *value, struct arena *arena,
                      const char *const **ret_names, size_t *ret_count);

/* Whether the schema, or any that applies to the same value, is readOnly or x-restricted. */
bool schema_is_read_only(const struct schema *schema);
bool schema_is_restricted(const struct schema *schema);

/* The type of a value; an integer is not a SCHEMA_NUMBER. */
enum schema_type schema_type_of(const json_t *value);

/* The functions from here on accept NULL for a schema; it then names no members and no items. */

/* A member that a schema names, with what all parts of the schema together say of it. */
struct schema_member_use {
        const char *name;
        const struct schema
                *schema; /* if several parts name it, the one that describes what is in the value */
        bool restricted, read_only; /* any part says so; or it is restricted because of `closed` */
        bool closes, open, reveals; /* any part says so (struct schema) */
        bool closed; /* its object is closed and it is not open; or it reveals what a closed object contains
                      */
};

/* The members that a schema names, in order. */
struct schema_members {
        struct schema_member_use *list;
        size_t count;
};

/* Finds the members that the schema names for this object; false if memory runs out. */
bool schema_members_of(const struct schema *schema, const json_t *object, struct schema_members *ret);
void schema_members_free(struct schema_members *members);
struct schema_member_use *schema_members_find(const struct schema_members *members, const char *name);

/* The schema of the items of an array, and that of a member that the schema does not name (patternProperties,
 * additionalProperties, unevaluatedProperties); NULL if there is none. */
const struct schema *schema_items_of(const struct schema *schema, const json_t *array);
const struct schema *schema_of_other(const struct schema *schema, const json_t *object, const char *name);

/* schema_value.c */

/* Compares two numbers exactly: negative if a is less than b, 0 if they are equal, else positive. */
int schema_compare(const json_t *a, const json_t *b);

/* Whether the pattern matches somewhere in the text. If it exceeds its limit of steps (schema_terms.c), it
 * does not. */
bool schema_pattern_found(const pcre2_code *code, const char *text, size_t length);
