/*
 * reference_data - keeps the reference data of checks: organisations, areas, offices and names of codes, read
 * for the rules once and shared by all checks until one of them changes.
 *
 * There are few of them and they change seldom, but they would be most of the facts of a check. Each load of
 * a check (bodies/own_facts) returns a mark of when they last changed, as of the moment of the load, and only
 * data with the same mark are used for it. So a change is seen at once, whichever process made it, without a
 * notification.
 *
 * Only the latest data are kept, and none that exceed a number of bytes. Any thread may call.
 */
#pragma once

#include "access/registry.h"
#include "rules/rules.h"

/* Makes the store of reference data, with nothing kept yet; NULL if memory runs out. */
struct reference_data *reference_data_new(void);
void reference_data_free(struct reference_data *data);

/* The data with this mark, which live as long as the call's arena; they are loaded if others are kept, so the
 * caller must not hold a session. *ret is NULL if there are no data with this mark: something has changed
 * since, or they are too large. False after call_fail(). */
bool reference_data_find(struct registry *registry, struct call *call, const char *mark,
                         const struct rules_reference **ret);
