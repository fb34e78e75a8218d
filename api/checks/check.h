/*
 * check - loads the facts of bodies and writes what the rules say of them.
 *
 * There are two ways to load them. The usual one (check_find, sweep.h) asks the database for what is the
 * body's own, and takes what it refers to from what is kept (world.h). The other (check_load) has one
 * statement find all of it: for what was known at a time, for what is only thought of, for those who came to
 * a meeting, for rules that name other bodies, and within a transaction that may have written what is kept.
 * What is judged is the same: the reader looks at no more than a body leads to.
 */
#pragma once

#include "access/access.h"
#include "checks/reference_data.h"
#include "rules/rules.h"

#include <jansson.h>

/* The columns of a row of facts (bodies/facts.sql, agreements/facts.sql); the last two only of
 * bodies/own.sql, whose world is but the persons. */
enum check_column {
        CHECK_FACTS,
        CHECK_KNOWN_AT,
        CHECK_REVISION,
        CHECK_ID,
        CHECK_WORLD,
        CHECK_MARK,
        CHECK_NAMES_OTHERS,
        CHECK_COLUMNS_OWN,
};

/* A body, or an agreement, read for the rules, and the row where it stands. */
struct check_body {
        const struct rows *rows;
        size_t row;
        const struct rules_facts *facts; /* NULL: past a limit of the rules engine, */
        const char *limit;               /* this one */
};

/* What is loaded beside the facts themselves; a member that is NULL asks for nothing. */
struct check_more {
        const char *changes; /* documents that are only thought of, as JSON: what they refer to comes too */
        const char *meeting; /* whose attendance is judged: what it refers to comes too */
};

/* Loads the facts of bodies (`ids` is an array as SQL writes it), a row each, in order of id; what does not
 * exist has no row. `more` may be NULL. False after call_fail(). */
bool check_load(struct call *call, struct session *session, const char *ids, const struct check_more *more,
                struct rows **ret_rows);

/* The same for one body, which must exist: else the call fails with 404. */
bool check_load_one(struct call *call, struct session *session, const char *id, const struct check_more *more,
                    struct rows **ret_rows);

/* What all bodies of the rows refer to, read for the rules: in the call's arena, to be used while it lives.
 * NULL after call_fail(). */
struct rules_view *check_view(struct call *call, const struct rows *rows, size_t row);

/* The facts of a row read for the rules, with those who came to a meeting (NULL: to none). They are good
 * until the next are read with the same view. False after call_fail(). */
bool check_read(struct call *call, struct rules_view *view, const struct rows *rows, size_t row,
                const char *meeting, struct check_body *ret);

/* The same of a row of bodies/own, with a view of its own on the world of its mark. */
bool check_read_own(struct call *call, const struct rules_reference *world, const struct rows *rows, size_t row,
                    struct check_body *ret);

/* Loads a body, in whichever way is the quickest, and reads it; false after call_fail(), with 404 if there is
 * none. The caller holds no session. */
bool check_find(struct registry *registry, struct call *call, const char *id, struct check_body *ret);

/* The same of a body whose row of bodies/own is loaded already, with whatever stands behind its columns; it
 * is loaded again if that row is not enough. */
bool check_find_from(struct registry *registry, struct call *call, const char *id, const struct rows *rows,
                     struct check_body *ret);

/* A limit that is passed fails the call, too: 422. NULL after call_fail(). */
const struct rules_facts *check_insist(struct call *call, const struct check_body *body);

/* The facts of the only row as a tree, which lives as long as the call. NULL after call_fail(). */
json_t *check_tree(struct call *call, const struct rows *rows);

/* A tree read for the rules; a limit that is passed fails the call. NULL after call_fail(). */
const struct rules_facts *check_read_tree(struct call *call, const json_t *tree);

/* Judges facts at a date; NULL after call_fail(). */
const struct rules_result *check_judge(struct call *call, const struct rules_facts *facts, date at);

/* Writes a result as the contract has it, with what the register knew when it loaded the row. */
void check_write(struct buffer *out, const struct rules_result *result, const struct rows *rows, size_t row);

/* Judges a body at a date as written and writes the result; false after call_fail(). */
bool check_write_body(struct call *call, const struct check_body *body, const char *at, struct buffer *out);

/* Writes what can be said of a body that is past a limit: that it is not known. */
void check_write_unjudged(struct buffer *out, const char *at, const struct rows *rows, size_t row);

/* Writes what the register knew when it loaded a row: `,"knownAt":…,"revision":…`. */
void check_write_known(struct buffer *out, const struct rows *rows, size_t row);

/* Sets the answer's tag and revision: what is judged changes with the register and with the day. `form` tells
 * apart what the same facts can be shown as. */
bool check_tag(struct call *call, const struct rows *rows, const char *day, const char *form);

/* A date that the contract has checked. */
date check_date(const char *text);
