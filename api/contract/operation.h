/*
 * operation - one thing that the service can be asked, as the contract describes it.
 */
#pragma once

#include "base/arena.h"
#include "schema/schema.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_COUNT };

enum parameter_place { PARAMETER_PATH, PARAMETER_QUERY, PARAMETER_HEADER };

struct parameter {
        const char *name;
        enum parameter_place place;
        bool required;
        bool repeatable;             /* "any of" */
        bool listed;                 /* names with commas between, checked by parameters.c */
        const struct schema *schema; /* of one value */
        const char *default_text;    /* its value where it is not given; NULL: none */
};

struct names {
        const char *const *items;
        size_t count;
};

/* Of a resource as a table: a member, or with dots one within others. */
struct table_column {
        const char *name; /* "validFrom", "name.nb" */
        enum {
                COLUMN_TEXT,
                COLUMN_INTEGER,
                COLUMN_TRUTH,
                COLUMN_LIST,
                COLUMN_DATE,   /* or a part of one */
                COLUMN_DIGITS, /* a number that is a name: blanks in it mean nothing */
        } type;
};

struct table_columns {
        const struct table_column *items;
        size_t count;
};

/* Whose body goes into a file, and by which limit: an import, a document, a PDF (of minutes: other bodies of
 * such operations are ordinary ones). */
enum upload_kind { UPLOAD_NONE, UPLOAD_IMPORT, UPLOAD_DOCUMENT, UPLOAD_PDF };

struct operation {
        const char *id;
        const char *path; /* as in the document: "/v1/bodies/{id}" */
        enum method method;
        const char *action;     /* "list", "get", … */
        const char *collection; /* NULL where there is none */
        const char *parent;     /* the collection of the path's id where that is not `collection`'s */
        const char *fixed;      /* the filter that the path's id fixes */
        const char *scope;      /* what the caller must have; NULL: open */
        enum upload_kind upload;
        bool keyless; /* asks nobody who he is, so that it answers without the database too */
        const char *default_sort;
        struct names sort, include, fields;
        struct names keeps;  /* of a put: members that stay where it leaves them out */
        const char *id_from; /* of a write: the member that gives the id where nothing else does; or NULL */
        bool judged;         /* of a write: it is held against the rules of the bodies it is about */
        void (*check)(const json_t *document,
                      struct faults *faults); /* what no schema can say of what it stores,
                                                 found at start; NULL: nothing */
        struct table_columns columns;         /* of what a list answers */
        struct table_columns included; /* of related resources: "person.name" is of the include `person` */
        const struct parameter *parameters;
        size_t parameter_count;
        struct names body_types;       /* media types it takes; none: no body */
        struct names answer_types;     /* media types of its good answers */
        const struct schema *body;     /* what is sent; NULL where there is no body */
        const struct schema *resource; /* what is stored: of a patch, what must come out of it */
        const void *handler;           /* found at start; see register.h */
        size_t number;                 /* place in the contract's list */
};

/* "GET", "POST" … */
const char *operation_method_name(enum method method);

/* What becomes of a body of this media type. */
enum upload_kind operation_upload(const struct operation *operation, const char *body_type);

/* Whether the operation answers people, in HTML. */
bool operation_is_page(const struct operation *operation);
