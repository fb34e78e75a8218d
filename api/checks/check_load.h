/*
 * check_load - loads the facts that rules look at, of one body or of many. All checks get their facts here.
 *
 * There are two statements. The quick one (bodies/own_facts) loads what belongs to a body itself; what that
 * refers to (organisations, areas, offices, codes) comes from the reference data that this process keeps
 * (reference_data.h). The thorough one (bodies/facts) loads everything. It is used for reads of the past, for
 * what-ifs, for the attendance of meetings, for rules that look at other bodies, and within a transaction
 * that may have written reference data. Both give the same verdicts, because the reader looks only at what a
 * body refers to.
 */
#pragma once

#include "access/access.h"
#include "rules/rules.h"

#include <jansson.h>

/* The columns of a row of facts (bodies/facts, bodies/own_facts, agreements/facts). Only bodies/own_facts has
 * the last two, and its CHECK_REFERENCE_DATA has only persons. */
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

/* The facts of a body or an agreement, and the row that they were read from. */
struct check_body {
        const struct rows *rows; /* NULL: there are no more bodies */
        size_t row;
        const struct rules_facts *facts; /* NULL: they exceed a limit of the rules engine, */
        const char *limit;               /* namely this one */
};

/* Options of loading; members may be NULL. */
struct check_options {
        const char *changes; /* the documents of a what-if, as JSON; what they refer to is loaded, too */
        const char *meeting; /* the meeting whose attendance is judged; what it refers to is loaded, too */
        struct session *session; /* an open transaction in which to load */
        const struct rows *own;  /* rows of bodies/own_facts for one body, if they are loaded already */
};

/* Bodies that were loaded together. They live as long as the call that loaded them. */
struct check_load;

/* Loads bodies; `ids` is an SQL array, and ids that do not exist are ignored. `options` may be NULL. If they
 * have no session, the caller must not hold one; if they have, `registry` may be NULL. NULL after
 * call_fail(). */
struct check_load *check_load(struct registry *registry, struct call *call, const char *ids,
                              const struct check_options *options);

/* The same for rows that the caller has loaded itself (agreements/facts). */
struct check_load *check_load_rows(struct call *call, const struct rows *rows);

/* Reads the next body, in the order of ids, into the memory of `call`, which may be a copy of the call that
 * loaded them, with memory for one body at a time. After the last body ret->rows is NULL. The facts are valid
 * until the next ones are read. False after call_fail(). */
bool check_load_next(struct check_load *load, struct call *call, struct check_body *ret);

/* Loads and reads one body; fails the call with 404 if it does not exist. False after call_fail(). */
bool check_load_one(struct registry *registry, struct call *call, const char *id,
                    const struct check_options *options, struct check_body *ret);

/* Loads and reads the rule with an id on the existence of bodies: as it is stored, or, with `document`, as
 * given there. ret->rows is NULL if none is stored. False after call_fail(). */
bool check_load_norm(struct registry *registry, struct call *call, const char *id, const char *document,
                     struct check_body *ret);

/* The same in an open transaction, as the rule is stored. */
bool check_load_norm_within(struct session *session, struct call *call, const char *id,
                            struct check_body *ret);

/* The facts of a body; fails the call with 422 if they exceed a limit. NULL after call_fail(). */
const struct rules_facts *check_load_facts(struct call *call, const struct check_body *body);

/* The facts of a row as a JSON tree, which lives as long as the call; and the facts read from such a tree,
 * which fails the call with 422 if they exceed a limit. NULL after call_fail(). */
json_t *check_load_tree(struct call *call, const struct rows *rows, size_t row);
const struct rules_facts *check_load_of_tree(struct call *call, const json_t *tree);
