/*
 * fault - what is wrong with an input, place by place, and the words for it in three languages.
 *
 * Whoever finds a fault adds it to the list and goes on looking: a caller is told of all of them at once. A
 * place is a JSON pointer into the body (RFC 6901), the name of a parameter, or a header. The words stand in
 * fault.tsv; {0} and {1} in them are the two arguments. Its column `code` is what programs read, so a code
 * never changes its meaning.
 */
#pragma once

#include "base/arena.h"
#include "words/fault_table.h"

#include <stdbool.h>
#include <stddef.h>

enum fault_place { FAULT_POINTER, FAULT_PARAMETER, FAULT_HEADER };

struct fault {
        enum fault_place place;
        enum fault_code code;
        const char *where; /* pointer, parameter or header */
        const char *args[2];
        size_t line; /* of an upload, from 1; 0: there are no lines */
        struct fault *next;
};

/* More faults than this are counted, not listed: a caller mends the first hundred first. */
#define FAULTS_LISTED_MAX 100

struct faults {
        struct arena *arena; /* holds the copies of all strings */
        struct fault *first, **last;
        size_t count;
        size_t listed_max;
        size_t line; /* what is added stands on it */
};

void fault_init(struct faults *faults, struct arena *arena);

/* Adds a fault; strings are copied into the arena. Arguments that the words do not use may be NULL. */
void fault_add(struct faults *faults, enum fault_place place, const char *where, enum fault_code code,
               const char *arg0, const char *arg1);

/* The fault of a code (for those that the database finds); FAULT_CODE_COUNT if there is none of that name. */
enum fault_code fault_code_find(const char *code);

/* The sentence, in the arena. */
const char *fault_sentence(struct arena *arena, const struct fault *fault, enum language language);
