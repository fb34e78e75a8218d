/*
 * run - answers a call with a kept answer, from a standby, or from the primary.
 */
#pragma once

#include "access/registry.h"

/* Runs the handler of the call's operation, unless the answer is kept; false after call_fail(). If the call
 * must wait for a revision first, its answer has a pause afterwards. */
bool run_call(struct registry *registry, struct call *call);

/* The same of a request: what it reads may have been merged into another, and then it is led there (308). */
bool run_request(struct registry *registry, struct call *call);

/* Runs the call as run_request() does, or not at all if that might wait: then it is false. Whether the call
 * failed stands in its answer. */
bool run_at_once(struct registry *registry, struct call *call);

/* Whether the call's action is known to be quick, so that it shall not wait behind what is not. */
bool run_is_quick(const struct call *call);
