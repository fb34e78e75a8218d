/*
 * listener - knows the register's latest revision, so that requests need not ask for it.
 *
 * A thread with its own connection is notified of each commit that changed something. It also asks at
 * intervals, in case a notification was lost. While it has no connection, the revision is not known, and
 * nothing that depends on it (kept answers) is used. A second
 * thread calls back whoever waits for a later revision without a thread of its own.
 */
#pragma once

#include "base/waiter.h"
#include "store/store.h"

#include <stdint.h>

struct listener;

/* Starts the thread, which connects by itself, and reconnects if the connection is lost. NULL if it cannot
 * start. */
struct listener *listener_start(const struct store_options *options);
void listener_stop(struct listener *listener);

/* The latest revision that is known to be committed; -1 while none is known. */
int64_t listener_revision(struct listener *listener);

/* Whether the database accepts and confirms writes, which is tried every few seconds; false while the
 * revision is not known. */
bool listener_writable(struct listener *listener);

/* Whether the primary answers, as far as is known: false while the revision is not known, and from a call
 * that did not get an answer from it (listener_doubt()) until the listener, which asks every few seconds, has
 * one. */
bool listener_hears(struct listener *listener);
void listener_doubt(struct listener *listener);

/* Whether the schema has all that this program needs. It may have more, from a later version. */
bool listener_schema_whole(struct listener *listener);

/* Waits for at most `ms` until a later revision than `seen` is known. While the revision is not known it
 * waits for at most a second, so that the caller asks the database itself. False once the process ends. */
bool listener_wait(struct listener *listener, int64_t seen, int ms);

/* Calls waiter->wake(), once, when listener_wait() with its values would return; maybe before this returns.
 */
void listener_await(struct listener *listener, struct waiter *waiter);

/* Ends all waiting, now and in the future, because the process ends. */
void listener_release(struct listener *listener);

/* Tells the listener that this process has committed a revision. */
void listener_committed(struct listener *listener, int64_t revision);
