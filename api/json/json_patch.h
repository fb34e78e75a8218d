/*
 * json_patch - JSON patches (RFC 6902): a list of operations, each at a JSON pointer, so that one element of
 * a list can be added or taken away without sending the others.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

/* Operations of one patch. */
#define JSON_PATCH_MAX 100

/* Carries out the operations on the target, one after the other; what becomes of it stands in *target, and is
 * tied to the arena. False where one cannot be: then its fault is added, at its JSON pointer, and what
 * has become of the target is of no use. */
bool json_patch_apply(struct arena *arena, json_t **target, const json_t *patch, struct faults *faults);
