/*
 * check - loads the facts of one body and writes what the rules say of them.
 */
#pragma once

#include "register/access.h"

enum check_column { CHECK_FACTS, CHECK_KNOWN_AT, CHECK_REVISION };

/* Loads the facts for the body that the path names: one row. False after call_fail(), also where there is no
 * such body. */
bool check_load(struct call *call, struct session *session, struct rows **ret_rows);

/* Judges the loaded facts at a date (YYYY-MM-DD) and writes the result; false after call_fail(). */
bool check_write(struct call *call, const struct rows *rows, const char *at, struct buffer *out);
