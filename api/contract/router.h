/*
 * router - finds the operations of a path in a tree that has one level for each segment of a path. The tree
 * is made at the start.
 */
#pragma once

#include "contract/operation.h"

struct route;

/* The tree of the paths of all operations. */
struct route *router_make(struct arena *arena, const struct operation *operations, size_t count);

/* The operations of a path, an array by method with NULL for those that do not exist; NULL if there is no
 * such path. The path is given as its decoded segments; *ret_id is the segment in the position of `{id}`,
 * NULL if the path has none. */
const struct operation *const *router_find(const struct route *root, const char *const *segments,
                                           size_t count, const char **ret_id);
