/*
 * check_load - loads what the rules look at, of one body or of many: the one door through which every check
 * gets its facts.
 *
 * Behind it are two statements. The quick one (bodies/own) loads what is a body's own, and what it refers to
 * (organisations, areas, offices, codes) comes from what this process keeps (reference_data.h). The thorough
 * one (bodies/facts) finds everything by itself: for what was known at a time, for a what-if, for those who
 * came to a meeting, for rules that name other bodies, and within a transaction that may have
 * written what is kept. What is judged is the same: the reader looks at no more than a body leads to.
 */
#pragma once

#include "access/access.h"
#include "rules/rules.h"

#include <jansson.h>

/* The columns of a row of facts (bodies/facts, bodies/own, agreements/facts); the last two only of
 * bodies/own, whose reference data is but the persons. */
enum check_column {
        CHECK_FACTS,
        CHECK_KNOWN_AT,
        CHECK_REVISION,
        CHECK_ID,
        CHECK_REFERENCE_DATA,
        CHECK_MARK,
        CHECK_NAMES_OTHERS,
        CHECK_COLUMNS_OWN,
};

/* A body, or an agreement, read for the rules, and the row where it stands. */
struct check_body {
        const struct rows *rows; /* NULL: there is no more */
        size_t row;
        const struct rules_facts *facts; /* NULL: past a limit of the rules engine, */
        const char *limit;               /* this one */
};

/* What is loaded, and how; a member that is NULL asks for nothing. */
struct check_options {
        const char *changes;     /* documents of a what-if, as JSON: what they refer to comes too */
        const char *meeting;     /* whose attendance is judged: what it refers to comes too */
        struct session *session; /* of an open transaction, to load within it */
        const struct rows *own;  /* rows of bodies/own that are loaded already, for one body */
};

/* Bodies that were loaded together. They live as long as the call that loaded them. */
struct check_load;

/* Loads bodies (`ids` is an array as SQL writes it); those that do not exist are left out. `options` may be
 * NULL, `registry` too where they have a session. Else the caller holds none. NULL after call_fail(). */
struct check_load *check_load(struct registry *registry, struct call *call, const char *ids,
                              const struct check_options *options);

/* The same of rows that the caller has loaded by a statement of his own (agreements/facts). */
struct check_load *check_load_rows(struct call *call, const struct rows *rows);

/* Reads the next body, in order of id, into the memory of `call` (which may be a copy of the one that loaded
 * them, with memory for one body at a time); at the end ret->rows is NULL. The facts are good until the next
 * are read. False after call_fail(). */
bool check_load_next(struct check_load *load, struct call *call, struct check_body *ret);

/* Loads and reads the one body with an id; the call fails with 404 if there is none. False after call_fail().
 */
bool check_load_one(struct registry *registry, struct call *call, const char *id,
                    const struct check_options *options, struct check_body *ret);

/* Loads and reads the rule with an id on where there are to be bodies: as it is stored, or, with `document`,
 * as it would read. ret->rows is NULL if none is stored. False after call_fail(). */
bool check_load_norm(struct registry *registry, struct call *call, const char *id, const char *document,
                     struct check_body *ret);

/* The facts, of which those past a limit fail the call with 422; NULL after call_fail(). */
const struct rules_facts *check_load_facts(struct call *call, const struct check_body *body);

/* The facts of a row as a tree, which lives as long as the call, and a tree read for the rules; a limit that
 * is passed fails the call with 422. NULL after call_fail(). */
json_t *check_load_tree(struct call *call, const struct rows *rows, size_t row);
const struct rules_facts *check_load_of_tree(struct call *call, const json_t *tree);
