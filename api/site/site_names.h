/*
 * site_names - gets the names of the resources that an answer refers to.
 */
#pragma once

#include "access/registry.h"

#include <jansson.h>

/* Finds the references to organisations, bodies, areas, offices, persons, agreements and meetings in answers,
 * and gets the names of these resources. *ret has a member for each collection: an object of names by id. If
 * there are very many references, only the first are looked up. False after call_fail(). */
bool site_names_find(struct registry *registry, struct call *call, const json_t *const *answers, size_t count,
                     json_t **ret);
