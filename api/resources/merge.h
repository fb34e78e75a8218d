/*
 * merge - one of two resources that are the same into the other. The database moves what refers to it; here
 * it is asked whether that may be, and what is wrong with what comes of it.
 */
#pragma once

#include "access/access.h"

/* Whether this is what the call asks for. */
bool merge_is_asked(const struct call *call);

/* Collects what is wrong with merging `id` into `into`. False after call_fail(), also where the caller may
 * not see all that would be written. */
bool merge_check(struct call *call, struct session *session, const char *id, const char *into);

/* Merges, and says what has moved: a JSON object. False after call_fail(), also where what comes of it cannot
 * stand. */
bool merge_make(struct call *call, struct session *session, const char *id, const char *into,
                const char **ret_answer);
