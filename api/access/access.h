/*
 * access - how a call reaches the database: its session, its statements, and how their failures become the
 * call's.
 */
#pragma once

#include "access/registry.h"

/* Borrows a session for the call, in the lane that is for such; false after call_fail(). If the call asks
 * what was known at a time, all that the session reads is as it was then. A call that may be answered
 * elsewhere gets a standby, if it is not too far behind. */
bool access_open(struct registry *registry, struct call *call, struct session **ret_session);

/* Runs a statement; the caller of this function decides what a problem means for the call. */
enum problem access_try(struct call *call, struct session *session, struct sql *sql, struct rows **ret_rows);

/* Runs a statement; false after call_fail(). */
bool access_run(struct call *call, struct session *session, struct sql *sql, struct rows **ret_rows);

/* Runs a query file by its name with the given values; false after call_fail(). */
bool access_run_file(struct call *call, struct session *session, const char *file,
                     const struct sql_value *values, size_t count, struct rows **ret_rows);

/* Runs a statement that is known to be quick and only reads, without a session of one's own; false after
 * call_fail(). */
bool access_read(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows);

/* Transaction words: commit, rollback, set constraints; false after call_fail(). */
bool access_execute(struct call *call, struct session *session, const char *text);

/* Ends the call with a problem of the database; what the database said of it is for the log. False always.
 */
bool access_fail(struct call *call, const struct session *session, enum problem problem);

/* Adds the faults that a query found to the call's: pointer, code and two arguments a row. */
void access_collect_faults(struct call *call, const struct rows *rows);

/* Whether the caller may see restricted members. */
bool access_sees_restricted(const struct call *call);

/* Today in Norway (YYYY-MM-DD, in the arena). */
const char *access_today(struct call *call);

/* The date a read is about: `validAt` or today in Norway (YYYY-MM-DD, in the arena). */
const char *access_date(struct call *call, const char *parameter);

/* The entity tag of a version: "7" with its quotes. */
const char *access_tag(struct call *call, const char *version);

/* The parameter that asks what the register knew at a time. */
#define KNOWN_AT "knownAt"

/* Shows restricted members (gender), and is needed to write them. */
#define SCOPE_RESTRICTED "samrad:read"
