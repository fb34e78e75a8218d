/*
 * contract - the operations of the service, read from the embedded OpenAPI document.
 *
 * A route that is not in the contract cannot answer; what an operation takes (parameters, body, scopes)
 * stands in the document and nowhere else. Read once at start; nothing changes afterwards, any thread may
 * read.
 *
 * What the document says beyond OpenAPI stands in `x-samrad` of each operation: the action (which handler),
 * the collection it works on, the names that `sort` and `include` may use, and for a list below another
 * resource the filter that the path fixes.
 */
#pragma once

#include "contract/operation.h"

struct contract {
        json_t *document;
        const char *json, *yaml; /* as served */
        size_t json_length, yaml_length;
        const char *tag; /* the entity tag of the document */
        struct operation *operations;
        size_t operation_count;
        struct route *routes; /* router.h */
};

/* Reads the embedded document. NULL with a sentence in *ret_error if it cannot be understood. */
struct contract *contract_load(struct arena *arena, const char **ret_error);

/* The operation that answers a method at a path, or NULL. *ret_route is the path's operations by method where
 * the path exists at all, else NULL. `segments` are the decoded parts between slashes; *ret_id is the one
 * that stands for `{id}`, or NULL. */
const struct operation *contract_find(const struct contract *contract, const char *const *segments,
                                      size_t count, enum method method,
                                      const struct operation *const **ret_route, const char **ret_id);

/* The operations that put a resource, one for each collection, in the contract's order: what others refer to
 * comes first. `ret` has room for all operations. */
size_t contract_writable(const struct contract *contract, const struct operation **ret);
