/*
 * identify - finds out who makes a call.
 */
#pragma once

#include "access/registry.h"

/* Sets the caller by the API key or token in the Authorization header; false after call_fail(). */
bool identify_caller(struct registry *registry, struct call *call, const char *authorization);
