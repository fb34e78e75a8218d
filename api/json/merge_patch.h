/*
 * merge_patch - JSON merge patches (RFC 7396).
 *
 * A member of the patch replaces the member of the target, an object is merged, null removes; arrays are
 * replaced whole. Nothing given is changed, and nothing returned shares a part with it.
 */
#pragma once

#include <jansson.h>

/* The target (NULL if there is none) with the patch applied: a new reference, NULL if memory runs out. */
json_t *merge_patch_apply(const json_t *target, const json_t *patch);

/* The patch that turns `before` into `after`: a new reference, NULL if memory runs out. Objects that do not
 * differ give {}. A null inside `after` cannot be expressed by any patch; none of our resources has one. */
json_t *merge_patch_diff(const json_t *before, const json_t *after);
