/*
 * router - finds the operation for a path, segment by segment, in a tree made at start.
 */
#pragma once

#include "contract/contract.h"

struct route;

/* The tree of all the contract's paths; NULL if memory runs out. */
struct route *router_make(struct arena *arena, const struct contract *contract);
