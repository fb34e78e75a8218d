/*
 * json_patch - JSON Patch (RFC 6902): a list of operations, each at a JSON pointer. With it a client can add
 * or remove one element of a list without sending the others.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

/* The most operations that one patch may have. */
#define JSON_PATCH_MAX 100

/* Applies the operations to the target, one after the other. The result is in *target and belongs to the
 * arena. If an operation cannot be applied, its fault is added, with its JSON pointer in the patch, and the
 * function returns false; the target is then half changed and must not be used. */
bool json_patch_apply(struct arena *arena, json_t **target, const json_t *patch, struct faults *faults);
