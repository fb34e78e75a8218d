/*
 * access - a call's access to the database: it opens sessions, runs statements, and makes their failures the
 * call's.
 */
#pragma once

#include "access/registry.h"
#include "base/waiter.h"

/* Borrows a session for the call, in the lane for calls of its sort (store/store.h); false after call_fail().
 * If the call has `knownAt`, all that the session reads is as it was known then. A call that may be answered
 * by a standby gets one, if it is not too far behind the primary. */
bool access_open(struct registry *registry, struct call *call, struct session **ret_session);

/* Runs a statement; the caller of this function decides what a problem means for the call. */
enum problem access_try(struct call *call, struct session *session, struct sql *sql, struct rows **ret_rows);

/* Runs a statement; false after call_fail(). */
bool access_run(struct call *call, struct session *session, struct sql *sql, struct rows **ret_rows);

/* Runs a query file by its name with the given values; false after call_fail(). */
bool access_run_file(struct call *call, struct session *session, const char *file,
                     const struct sql_value *values, size_t count, struct rows **ret_rows);

/* Runs a quick statement that only reads, on a connection shared with other calls (store/shared.c); false
 * after call_fail(). */
bool access_read(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows);

/* The same on the primary, for a read that a standby can answer if the primary does not: it is not waited for
 * longer than that takes, and not at all while it is known not to answer. Without standbys it is
 * access_read(). */
bool access_read_soon(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows);

/* Runs a quick statement that only reads, and goes on in then() with its rows. If the call may pause, it does
 * so, and then() runs later, in a thread that other reads wait for: it must not wait. False after
 * call_fail().
 */
typedef bool access_then(struct registry *registry, struct call *call, struct rows *rows, void *context);
bool access_read_then(struct registry *registry, struct call *call, struct sql *sql, access_then *then,
                      void *context);

/* Begins the read that a call has paused for, and wakes the waiter when it is done. */
void access_await_read(struct registry *registry, struct quick_read *read, struct waiter *waiter);

/* Runs a command that controls the transaction: commit, rollback, set constraints; false after call_fail().
 */
bool access_execute(struct call *call, struct session *session, const char *text);

/* Ends the call with a problem that the database reported; its own message goes to the log. Always false. */
bool access_fail(struct call *call, const struct session *session, enum problem problem);

/* Adds the faults that a query found to the call's. The query returns a row for each: pointer, code and two
 * arguments. */
void access_collect_faults(struct call *call, const struct rows *rows);

/* Whether the caller may see restricted members. */
bool access_sees_restricted(const struct call *call);

/* Today in Norway (YYYY-MM-DD, in the arena). */
const char *access_today(struct call *call);

/* The date a read is about: `validAt` or today in Norway (YYYY-MM-DD, in the arena). */
const char *access_date(struct call *call, const char *parameter);

/* The entity tag of a version: "7" with its quotes. */
const char *access_tag(struct call *call, const char *version);

/* The parameter for reading what the register knew at an instant. */
#define KNOWN_AT "knownAt"

/* The scope that is needed to see and to write restricted members (gender). */
#define SCOPE_RESTRICTED "samrad:read"
