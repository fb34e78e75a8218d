/*
 * run - answers a call with a kept answer, from a standby, or from the primary.
 */
#pragma once

#include "access/registry.h"

/* Runs the handler of the call's operation, unless the answer is kept; false after call_fail(). */
bool run_call(struct registry *registry, struct call *call);

/* The same of a request: what it reads may have been merged into another, and then it is led there (308). */
bool run_request(struct registry *registry, struct call *call);
