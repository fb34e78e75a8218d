/*
 * merge - merges one of two resources that describe the same thing into the other. The database changes the
 * references (db/schema/13_merging.sql); this unit has it find the faults of a merge before and after.
 */
#pragma once

#include "access/access.h"

/* Whether the call's operation is a merge. */
bool merge_is_operation(const struct call *call);

/* Collects the faults of merging `id` into `into` in the call. False after call_fail(), also if the merge
 * would write restricted members that the caller may not see. */
bool merge_check(struct call *call, struct session *session, const char *id, const char *into);

/* Merges; *ret_answer is a JSON object with the resources whose references were changed. False after
 * call_fail(), also if the result has faults. */
bool merge_make(struct call *call, struct session *session, const char *id, const char *into,
                const char **ret_answer);
