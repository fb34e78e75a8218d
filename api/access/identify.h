/*
 * identify - who calls.
 */
#pragma once

#include "access/registry.h"

/* Finds out who calls, by an API key or a token; false after call_fail(). */
bool identify_caller(struct registry *registry, struct call *call, const char *authorization);
