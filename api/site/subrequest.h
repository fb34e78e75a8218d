/*
 * subrequest - a call within a call: a public operation is called as anybody could call it, without a key,
 * and its answer is read as JSON. Kept answers are used, and kept, as for a caller from outside.
 */
#pragma once

#include "access/registry.h"

#include <jansson.h>

/* Does GET `target`, an address of the contract that is open to everybody and answers JSON. The answer
 * belongs to the call's arena. False after call_fail(): with what the operation was refused with. */
bool subrequest(struct registry *registry, struct call *call, const char *target, json_t **ret);

/* Adds a value to an address that is put together in a buffer: `?name=value` or `&name=value`; nothing where
 * the value is NULL or empty. */
void subrequest_add_parameter(struct buffer *target, const char *name, const char *value);
