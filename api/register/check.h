/*
 * check - loads the facts of bodies and writes what the rules say of them.
 */
#pragma once

#include "register/access.h"
#include "rules/rules.h"

#include <jansson.h>

/* The columns of a row of facts (bodies/facts.sql, agreements/facts.sql). */
enum check_column { CHECK_FACTS, CHECK_KNOWN_AT, CHECK_REVISION, CHECK_ID, CHECK_WORLD };

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
struct rules_world *check_world(struct call *call, const struct rows *rows);

/* The facts of a row read for the rules; they are good until the next are read with the same world. NULL
 * where a limit of the rules engine is passed, which *ret_limit then names; or, with no limit named, after
 * call_fail().
 */
const struct rules_facts *check_read_within(struct call *call, struct rules_world *world,
                                            const struct rows *rows, size_t row, const char **ret_limit);

/* The facts of the only row, with those who came to a meeting (NULL: to none); a limit that is passed fails
 * the call, too: 422. NULL after call_fail(). */
const struct rules_facts *check_read_only(struct call *call, const struct rows *rows, const char *meeting);

/* The facts of the only row as a tree, which lives as long as the call. NULL after call_fail(). */
json_t *check_tree(struct call *call, const struct rows *rows);

/* A tree read for the rules; a limit that is passed fails the call. NULL after call_fail(). */
const struct rules_facts *check_read_tree(struct call *call, const json_t *tree);

/* Judges facts at a date; NULL after call_fail(). */
const struct rules_result *check_judge(struct call *call, const struct rules_facts *facts, date at);

/* Writes a result as the contract has it, with what the register knew when it loaded the row. */
void check_write(struct buffer *out, const struct rules_result *result, const struct rows *rows, size_t row);

/* Loads nothing: judges the first row at a date as written and writes the result; false after call_fail(). */
bool check_write_row(struct call *call, const struct rows *rows, const char *at, struct buffer *out);

/* Writes what can be said of a body that is past a limit: that it is not known. */
void check_write_unjudged(struct buffer *out, const char *at, const struct rows *rows, size_t row);

/* Writes what the register knew when it loaded a row: `,"knownAt":…,"revision":…`. */
void check_write_known(struct buffer *out, const struct rows *rows, size_t row);

/* Sets the answer's tag and revision: what is judged changes with the register and with the day. `form` tells
 * apart what the same facts can be shown as. */
bool check_tag(struct call *call, const struct rows *rows, const char *day, const char *form);

/* A date that the contract has checked. */
date check_date(const char *text);
