/*
 * target - the request target, taken apart strictly: "/v1/bodies?kind=council&kind=board".
 *
 * Percent escapes must be whole and stand for UTF-8 without NUL; a plus sign in a query is a space, in a path
 * a plus. Values come out in Unicode normalisation form C. Faults name the parameter.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* More than any path of the contract has; more parameters than any list takes. */
#define TARGET_SEGMENTS_MAX 12
#define TARGET_PAIRS_MAX    200

struct pair {
        const char *name, *value;
};

struct target {
        const char *text; /* as sent, the query included */
        const char *path; /* without it */
        const char *segments[TARGET_SEGMENTS_MAX];
        size_t segment_count; /* over TARGET_SEGMENTS_MAX: no such path */
        struct pair pairs[TARGET_PAIRS_MAX];
        size_t pair_count;
};

/* What is wrong with the text is added to the faults. */
void target_parse(struct arena *arena, const char *text, struct target *ret, struct faults *faults);
