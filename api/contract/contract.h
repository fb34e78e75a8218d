/*
 * contract - the operations of the service, read from the embedded OpenAPI document.
 *
 * The document alone says which routes exist and what each operation takes (parameters, body, scopes), so the
 * service cannot answer what the contract does not describe. It is read once at the start and never changes
 * afterwards; any thread may read it.
 *
 * What OpenAPI has no keyword for is in the member `x-samrad` of each operation: the action (which says which
 * handler answers it), the collection it works on, the names that `sort` and `include` may use, and, for a
 * list below another resource, the filter that the path fixes.
 */
#pragma once

#include "contract/operation.h"

/* The contract as the service uses it. */
struct contract {
        json_t *document;        /* the OpenAPI document as a tree, without what is only for people */
        const char *json, *yaml; /* its text, as the service serves it */
        size_t json_length, yaml_length;
        const char *tag;              /* its entity tag */
        struct operation *operations; /* all operations, in the order of the document */
        size_t operation_count;
        struct route *routes; /* finds an operation by its path (router.h) */
};

/* Reads the embedded document. If it is not valid, the function returns NULL and puts a sentence into
 * *ret_error. */
struct contract *contract_load(struct arena *arena, const char **ret_error);

/* The operation for a method and a path; NULL if there is none. The path is given as its decoded segments
 * (the parts between slashes). If the path exists, *ret_route is its operations by method, so that the caller
 * can name the methods that are allowed, and *ret_id is the segment in the position of `{id}`, NULL if the
 * path has none. Else *ret_route is NULL. */
const struct operation *contract_find(const struct contract *contract, const char *const *segments,
                                      size_t count, enum method method,
                                      const struct operation *const **ret_route, const char **ret_id);

/* Finds the operation that puts a resource, for each collection. They come in the order of the contract, in
 * which a collection comes after those that it refers to. `ret` must have room for all operations. */
size_t contract_writable(const struct contract *contract, const struct operation **ret);
