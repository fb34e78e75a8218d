/*
 * site_names - the names of whatever an answer refers to.
 */
#pragma once

#include "access/registry.h"

#include <jansson.h>

/* Looks through answers for references to organisations, bodies, areas, offices, persons and agreements, and
 * asks for what they are called: *ret is, for each collection, an object of names by id. Of very many only
 * the first are looked up. False after call_fail(). */
bool site_names_find(struct registry *registry, struct call *call, const json_t *const *answers, size_t count,
                     json_t **ret);
