/*
 * check - judges what check_load.h has loaded, and writes what the rules say of it.
 */
#pragma once

#include "checks/check_load.h"

/* Judges facts at a date. */
const struct rules_result *check_judge(struct call *call, const struct rules_facts *facts, date at);

/* Writes a result as the contract has it, with what the register knew when it loaded the row. */
void check_write(struct buffer *out, const struct rules_result *result, const struct rows *rows, size_t row);

/* Judges a body at a date as written and writes the result. */
void check_write_body(struct call *call, const struct check_body *body, const char *at, struct buffer *out);

/* Writes the result of a body that is past a limit: unknown. */
void check_write_unjudged(struct buffer *out, const char *at, const struct rows *rows, size_t row);

/* Writes what the register knew when it loaded a row: `,"knownAt":…,"revision":…`. */
void check_write_known(struct buffer *out, const struct rows *rows, size_t row);

/* Sets the answer's tag and revision: what is judged changes with the register and with the day. `form` is
 * the representation that the tag is of: the same facts are shown in several. */
void check_tag(struct call *call, const struct rows *rows, const char *day, const char *form);

/* A date that the contract has checked. */
date check_date(const char *text);

/* The result of a body at a date as written, as a tree of the call's. */
json_t *check_tree(struct call *call, const struct check_body *body, const char *at);

/* Writes a result as the answer in the media type that is asked for, JUnit or SARIF; with `rule` only what is
 * said of that rule. */
void checks_write_report(struct registry *registry, struct call *call, json_t *result, const char *rule);

/* Answers what a rule says wherever it applies, in the media type that is asked for: JUnit or SARIF. False
 * after call_fail(). */
bool checks_answer_rule(struct registry *registry, struct call *call, const char *at);
