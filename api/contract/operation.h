/*
 * operation - one operation of the service (a method at a path), as the contract describes it.
 */
#pragma once

#include "base/arena.h"
#include "schema/schema.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_COUNT };

enum parameter_place { PARAMETER_PATH, PARAMETER_QUERY, PARAMETER_HEADER };

/* A parameter of an operation. */
struct parameter {
        const char *name;
        enum parameter_place place;
        bool required;
        bool repeatable;             /* it may be given several times, each time with one value */
        bool listed;                 /* it is a list of names with commas between (call/parameters.c) */
        const struct schema *schema; /* the schema of one value */
        const char *default_text;    /* the value it has if it is not given; NULL if it then has none */
};

/* A list of names; the contract owns the strings. */
struct names {
        const char *const *items;
        size_t count;
};

/* A column of a resource that is written or read as a table (CSV): one of its members, or, with dots in the
 * name, a member of a member. */
struct table_column {
        const char *name; /* "validFrom", "name.nb" */
        enum {
                COLUMN_TEXT,
                COLUMN_INTEGER,
                COLUMN_TRUTH,
                COLUMN_LIST,
                COLUMN_DATE,   /* a date, which may lack its day or its month */
                COLUMN_DIGITS, /* a string of digits, such as an organisation number; blanks in it are ignored
                                */
        } type;
};

struct table_columns {
        const struct table_column *items;
        size_t count;
};

/* Whether the request body is written into a file as it arrives instead of being held in memory, and which
 * limit on its size applies. UPLOAD_MINUTES is for minutes, which are uploaded only if they come as a file
 * (PDF, .docx, .odt); in
 * another media type they are an ordinary body. */
enum upload_kind { UPLOAD_NONE, UPLOAD_IMPORT, UPLOAD_DOCUMENT, UPLOAD_MINUTES };

/* The value of Vary in answers (RFC 9110, 12.5.5): which fields of a request they depend on. It is the same
 * for all good answers of an operation, since caches take one's word for the others at its address. */
struct vary {
        const char *good, *problem; /* of good answers, and of problems */
};

/* One operation: what OpenAPI says of it, what `x-samrad` says, and what is looked up for it at the start. */
struct operation {
        const char *id;   /* its operationId */
        const char *path; /* as in the document: "/v1/bodies/{id}" */
        enum method method;
        const char *action; /* what it does ("list", "get" …); actions.c names the handler of each action */
        const char *collection; /* the collection it works on; NULL if it works on none */
        const char *parent;     /* the collection of the path's id, if that is another than `collection` */
        const char *fixed;      /* the filter whose value is the path's id; NULL if there is none */
        const char *scope; /* the scope that the caller must have; NULL if it may be called without a key */
        enum upload_kind upload; /* whether its body is uploaded into a file */
        bool keyless;            /* it ignores keys, so it can answer without the database */
        bool for_operators;      /* the address for operators answers it, too */
        const char *default_sort;
        struct names sort, include, fields; /* the names that these parameters may use */
        struct names keeps;  /* members that a put leaves unchanged if its body does not have them */
        const char *id_from; /* the member whose value becomes the id if a write names no id; or NULL */
        bool judged;         /* the gate judges the bodies that a write concerns (checks/gate.h) */
        /* Finds what is wrong with the resource to be stored that no schema can express; set at the start.
         * NULL if there is nothing to check. */
        void (*check)(const json_t *document, struct faults *faults);
        struct table_columns columns; /* the columns of the resource as CSV */
        struct table_columns
                included; /* columns of included resources: "person.name" is of `include=person` */
        const struct parameter *parameters;
        size_t parameter_count;
        struct names body_types;       /* the media types of its request body; empty if it takes none */
        struct names answer_types;     /* the media types of its successful response */
        struct vary vary;              /* what its answers depend on */
        const struct schema *body;     /* the schema of the request body; NULL if it takes none */
        const struct schema *resource; /* the schema of the resource that is stored, also by a patch */
        const void *handler; /* set at the start from actions.c; of the type `handler` (access/registry.h) */
        size_t number;       /* its index among the contract's operations */
};

/* The name of the method: "GET", "POST" … */
const char *operation_method_name(enum method method);

/* Whether and with which limit a body of this media type is uploaded into a file. */
enum upload_kind operation_upload(const struct operation *operation, const char *body_type);

/* Whether the operation answers with a page for people (HTML). */
bool operation_is_page(const struct operation *operation);
