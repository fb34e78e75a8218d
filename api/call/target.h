/*
 * target - parses the request target strictly: "/v1/bodies?kind=council&kind=board".
 *
 * Percent escapes must be complete and decode to UTF-8 without NUL. A plus sign means a space in a query, and
 * a plus in a path. Values are in Unicode normalisation form C.
 */
#pragma once

#include "base/arena.h"
#include "words/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* The most segments and parameters; no operation of the contract has as many. */
#define TARGET_SEGMENTS_MAX 12
#define TARGET_PAIRS_MAX    200
/* The most parameters that are reported as undecodable. */
#define TARGET_BROKEN_MAX   8

struct pair {
        const char *name, *value;
};

/* A parameter that cannot be decoded. Whether that is a fault depends on the operation. */
struct broken_pair {
        const char *name; /* empty if the name cannot be decoded, either */
        enum fault_code fault;
};

struct target {
        const char *text; /* as sent, with the query */
        const char *path; /* without the query */
        const char *segments[TARGET_SEGMENTS_MAX];
        size_t segment_count; /* if it is more than TARGET_SEGMENTS_MAX, there is no such path */
        struct pair pairs[TARGET_PAIRS_MAX]; /* the parameters of the query */
        size_t pair_count;
        struct broken_pair broken[TARGET_BROKEN_MAX];
        size_t broken_count;
};

/* Parses a target; adds what is wrong with it to the faults, except parameters that cannot be decoded. */
void target_parse(struct arena *arena, const char *text, struct target *ret, struct faults *faults);
