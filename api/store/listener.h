/*
 * listener - knows the register's revision without asking for each request.
 *
 * A thread with a connection of its own is notified of every commit that changed something, and asks now and
 * then all the same, so that a notice that was lost is not lost for long. While it has no connection nobody
 * knows the revision, and what is remembered by revision is not used.
 */
#pragma once

#include "store/store.h"

#include <stdint.h>

struct listener;

/* Starts the thread; it connects by itself, again and again. NULL if it cannot start. */
struct listener *listener_start(const struct store_options *options);
void listener_stop(struct listener *listener);

/* The latest revision that is known to be committed; -1 while nobody knows. */
int64_t listener_revision(struct listener *listener);

/* Whether a commit was made and confirmed, tried every few seconds; false while nobody knows the revision. */
bool listener_writable(struct listener *listener);

/* Whether the schema has all that this program needs; it may have more, of a later version. */
bool listener_schema_whole(struct listener *listener);

/* Waits until a later revision than `seen` is known, at most `ms`; while nobody knows the revision at most a
 * second, so that the caller looks for himself. False once the process ends. */
bool listener_wait(struct listener *listener, int64_t seen, int ms);

/* The process ends: whoever waits goes on at once, and nobody waits from now on. */
void listener_release(struct listener *listener);

/* This process committed a revision: it is known at once. */
void listener_committed(struct listener *listener, int64_t revision);
