/*
 * formats - results of checks as text, CSV, JUnit, SARIF and iCalendar. Pure: what a check answered goes in
 * as the contract's JSON (CheckResult), text comes out. Everything that comes from outside is escaped.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* One result as lines of text for a terminal. */
void format_check_text(struct buffer *out, const json_t *result, enum language language);

/* Results as CSV: a row for each rule; the columns are those that the contract lists for all checks. */
void format_check_csv_begin(struct buffer *out);
void format_check_csv(struct buffer *out, const json_t *result);

/* What a rule says in one place after the other as CSV: a row for each item of the contract's RuleCheck. */
void format_places_csv_begin(struct buffer *out);
void format_places_csv(struct buffer *out, const json_t *items, const char *at);

/* Results as JUnit XML: a test suite for each body, a test case for each rule. */
void format_junit_begin(struct buffer *out);
void format_junit(struct buffer *out, const json_t *result, enum language language);
void format_junit_end(struct buffer *out);

/* The name of the fingerprint by which a finding is known again. */
#define SARIF_FINGERPRINT "samradFinding/v1"

/* Results as SARIF 2.1.0, one after the other: a finding for each rule that is not met, and a note for each
 * that is unknown, with fingerprints that stay the same from run to run. A document ends with
 * format_sarif_end(), or, where it is given up, with format_sarif_release(). */
struct sarif {
        enum language language;
        json_t *indices;     /* of the rules that have been described, by id */
        struct buffer rules; /* their descriptions */
        bool begun;          /* there is a finding already */
        const json_t
                *baseline; /* the fingerprints that were known before, as keys; NULL: of none is it said */
        bool new_not_met, new_unknown; /* among those that were not known before */
};
void format_sarif_begin(struct sarif *sarif, struct buffer *out, enum language language);
void format_sarif_add(struct sarif *sarif, struct buffer *out, const json_t *result);
void format_sarif_end(struct sarif *sarif, struct buffer *out, const char *version); /* of the service */
void format_sarif_release(struct sarif *sarif);

/* What will break when, as iCalendar (RFC 5545): `upcoming` is the contract's list of coming findings, `base`
 * the register's public address or NULL. */
void format_upcoming_calendar(struct buffer *out, const json_t *upcoming, const char *base,
                              enum language language);
