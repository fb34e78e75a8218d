/*
 * check - judges the facts that check_load.h has loaded, and writes the results.
 */
#pragma once

#include "checks/check_load.h"

/* Judges facts at a date. */
const struct rules_result *check_judge(struct call *call, const struct rules_facts *facts, date at);

/* Writes a result as the contract's CheckResult, with the state of the register that the row was loaded from.
 */
void check_write(struct buffer *out, const struct rules_result *result, const struct rows *rows, size_t row);

/* Judges a body at a date as written and writes the result. */
void check_write_body(struct call *call, const struct check_body *body, const char *at, struct buffer *out);

/* Writes the result of a body that exceeds a limit of the rules engine: unknown. */
void check_write_unjudged(struct buffer *out, const char *at, const struct rows *rows, size_t row);

/* Writes the state of the register that a row was loaded from: `,"knownAt":…,"revision":…`. */
void check_write_known(struct buffer *out, const struct rows *rows, size_t row);

/* Sets the answer's entity tag and revision. A verdict depends on the register and on the day, so the tag is
 * made of both; and of `form`, the name of the representation. */
void check_tag(struct call *call, const struct rows *rows, const char *day, const char *form);

/* A date that the contract has checked. */
date check_date(const char *text);

/* The result of a body at a date, as a JSON tree of the call's. */
json_t *check_tree(struct call *call, const struct check_body *body, const char *at);

/* Writes a result as the answer in the requested media type: JUnit or SARIF; with `rule` only the findings on
 * that rule. */
void checks_write_report(struct registry *registry, struct call *call, json_t *result, const char *rule);

/* Answers with the findings on a rule, wherever it applies, in the requested media type: JUnit or SARIF.
 * False after call_fail(). */
bool checks_answer_rule(struct registry *registry, struct call *call, const char *at);
