/*
 * run - answers a call with a kept answer, from a standby, or from the primary.
 */
#pragma once

#include "access/registry.h"

/* Runs the handler of the call's operation, unless the answer is kept; false after call_fail(). */
bool run_call(struct registry *registry, struct call *call);

/* The same of a request: it may wait for a revision first, and what it reads may have been merged into
 * another resource, to which it is led (308). If its answer has a pause afterwards, it is to be called again
 * when that is over. */
bool run_request(struct registry *registry, struct call *call);

/* Lets a paused call wait for what its answer's pause says, and wakes the waiter afterwards. */
void run_await(struct registry *registry, struct call *call, struct waiter *waiter);

/* Begins the call as run_request() does, or not at all if that might keep the thread waiting: then it is
 * false. Whether the call failed stands in its answer. */
bool run_at_once(struct registry *registry, struct call *call);

/* Whether the call's action is known to be quick, so that it shall not wait behind what is not. */
bool run_is_quick(const struct call *call);
