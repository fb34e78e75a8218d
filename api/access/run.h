/*
 * run - answers a call with a kept answer, from a standby, or from the primary.
 */
#pragma once

#include "access/registry.h"

/* Runs the handler of the call's operation, unless the answer is kept; false after call_fail(). */
bool run_call(struct registry *registry, struct call *call);
