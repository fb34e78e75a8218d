/*
 * router - finds the operations of a path, segment by segment, in a tree made at start.
 */
#pragma once

#include "contract/operation.h"

struct route;

/* The tree of the paths of all operations. */
struct route *router_make(struct arena *arena, const struct operation *operations, size_t count);

/* The operations at a path, one for each method or NULL; NULL if there is no such path. `segments` are the
 * decoded parts between slashes; *ret_id is the one that stands for `{id}`, or NULL. */
const struct operation *const *router_find(const struct route *root, const char *const *segments,
                                           size_t count, const char **ret_id);
