/*
 * formats - writes results of checks as text, CSV, JUnit, SARIF and iCalendar. The functions are pure: a
 * result is given as the contract's JSON (CheckResult). All text from outside is escaped.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Writes a result as lines of text for a terminal. */
void format_check_text(struct buffer *out, const json_t *result, enum language language);

/* Write results as CSV with a row for each rule; the contract lists the columns. */
void format_check_csv_begin(struct buffer *out);
void format_check_csv(struct buffer *out, const json_t *result);

/* Write the findings on one rule as CSV: a row for each item of the contract's RuleCheck. */
void format_places_csv_begin(struct buffer *out);
void format_places_csv(struct buffer *out, const json_t *items, const char *at);

/* Write results as JUnit XML: a test suite for each body, a test case for each rule. */
void format_junit_begin(struct buffer *out);
void format_junit(struct buffer *out, const json_t *result, enum language language);
void format_junit_end(struct buffer *out);

/* The name of the fingerprint by which a finding is recognised in later runs. */
#define SARIF_FINGERPRINT "samradFinding/v1"

/* Results as SARIF 2.1.0, written one after the other: a finding for each rule that is not met, and a note
 * for each that is unknown, with fingerprints that are the same in all runs. A document ends with
 * format_sarif_end(), or, if it is abandoned, with format_sarif_release(). */
struct sarif {
        enum language language;
        json_t *indices;        /* the index of each rule that has been described, by id */
        struct buffer rules;    /* the descriptions of rules */
        bool begun;             /* there is a finding already */
        const json_t *baseline; /* the fingerprints of an earlier run, as keys; NULL if there is none */
        bool new_not_met, new_unknown; /* whether there are findings that the baseline does not have */
};
void format_sarif_begin(struct sarif *sarif, struct buffer *out, enum language language);
void format_sarif_add(struct sarif *sarif, struct buffer *out, const json_t *result);
void format_sarif_end(struct sarif *sarif, struct buffer *out, const char *version); /* of the service */
void format_sarif_release(struct sarif *sarif);

/* Writes which rules will be broken when, as iCalendar (RFC 5545). `upcoming` is the contract's list of
 * coming findings, `base` the register's public address, or NULL. */
void format_upcoming_calendar(struct buffer *out, const json_t *upcoming, const char *base,
                              enum language language);
