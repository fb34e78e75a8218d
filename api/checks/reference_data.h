/*
 * reference_data - what bodies refer to, kept: organisations, areas, offices and names of codes, read for the
 * rules once and shared by all checks until one of them changes.
 *
 * They are few, change seldom, and most of a check's facts would be them. Whatever a check loads says with a
 * mark (bodies/own) when they last changed, as of the moment of the load; only data with the
 * same mark are used for it. So a change is seen at once, whichever service made it, without any
 * notification.
 *
 * Only the latest is kept, and none that passes a number of bytes. Any thread may call.
 */
#pragma once

#include "access/registry.h"
#include "rules/rules.h"

/* Nothing kept yet; NULL if memory runs out. */
struct reference_data *reference_data_new(void);
void reference_data_free(struct reference_data *data);

/* The data of a mark, loaded if those of another one are kept; the caller holds no session. They live as long
 * as the call's arena. *ret is NULL if there are none of that mark (any more): something has changed since,
 * or they are too large. False after call_fail(). */
bool reference_data_find(struct registry *registry, struct call *call, const char *mark,
                         const struct rules_reference **ret);
