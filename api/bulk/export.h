/*
 * export - the whole register as lines that can be imported, in constant memory, as of one moment.
 *
 * All is read in one snapshot, so the export holds a connection until it is sent; few run at a time
 * (STORE_LONG), so that a slow reader cannot keep others from the database.
 */
#pragma once

#include "access/registry.h"

struct export;

/* Begins one, with restricted members if the caller may see them. NULL after call_fail(). It ends with the
 * call. */
struct export *export_begin(struct registry *registry, struct call *call);

/* The revision that it shows. */
const char *export_revision(const struct export *export);

/* Adds some lines; none: that was all. False if it cannot go on. */
bool export_next(struct export *export, struct buffer *out);
