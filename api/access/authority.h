/*
 * authority - why the database refuses a write: it touches what others than the writer's organisations keep.
 *
 * The judgement itself is the trigger's (db/schema/06_authority.sql), so that no writer can pass it by.
 */
#pragma once

#include "call/call.h"

/* Reports to the caller what he would have written that is not his, resource by resource, and to whom he is
 * bound. `reason` is the trigger's, as JSON. False always. */
bool authority_refuse(struct call *call, const char *reason);
