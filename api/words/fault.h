/*
 * fault - the list of what is wrong with an input, and the sentences for it in three languages.
 *
 * Code that finds a fault adds it to the list and goes on, so that a caller gets all faults at once. A fault
 * names where it is: a JSON pointer into the body (RFC 6901), a parameter, or a header. The sentences are in
 * fault.tsv; {0} and {1} in them are the two arguments. Programs read the column `code`, so a code must never
 * change its meaning.
 */
#pragma once

#include "base/arena.h"
#include "words/fault_table.h"

#include <stdbool.h>
#include <stddef.h>

/* What `where` of a fault is. */
enum fault_place { FAULT_POINTER, FAULT_PARAMETER, FAULT_HEADER };

struct fault {
        enum fault_place place;
        enum fault_code code;
        const char *where;   /* the JSON pointer, parameter or header */
        const char *args[2]; /* the arguments of its sentence; NULL if it has none */
        size_t line;         /* the line of an import, from 1; 0 for other requests */
        struct fault *next;
};

/* How many faults are listed; further ones are only counted. */
#define FAULTS_LISTED_MAX 100

struct faults {
        struct arena *arena; /* where strings are copied to */
        struct fault *first, **last;
        size_t count;      /* how many have been added, including those that are not listed */
        size_t listed_max; /* how many are listed */
        size_t line;       /* the line of the faults that are added from now on */
};

void fault_init(struct faults *faults, struct arena *arena);

/* Adds a fault; strings are copied into the arena. Arguments that the sentence does not use may be NULL. */
void fault_add(struct faults *faults, enum fault_place place, const char *where, enum fault_code code,
               const char *arg0, const char *arg1);

/* The fault with this code, for faults that the database finds; FAULT_CODE_COUNT if there is none. */
enum fault_code fault_code_find(const char *code);

/* The sentence, in the arena. */
const char *fault_sentence(struct arena *arena, const struct fault *fault, enum language language);
