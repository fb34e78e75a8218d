/*
 * merge_patch - JSON Merge Patch (RFC 7396).
 *
 * A member of the patch replaces the member of the target, an object is merged into it, null removes it, and
 * an array is replaced as a whole. The functions change none of their arguments, and what they return shares
 * no part with them.
 */
#pragma once

#include <jansson.h>

/* The target (NULL if there is none) with the patch applied, as a new reference; NULL if memory runs out. */
json_t *merge_patch_apply(const json_t *target, const json_t *patch);

/* The patch that turns `before` into `after`, as a new reference; NULL if memory runs out. Equal objects give
 * {}. No merge patch can express a null inside `after`; none of our resources has one. */
json_t *merge_patch_diff(const json_t *before, const json_t *after);
