/*
 * export - writes the whole register, as of one moment, as lines that can be imported, in constant memory.
 *
 * All is read in one snapshot, so an export holds a connection to the database until it is sent. Only a few
 * may run at a time (STORE_LONG), so that slow clients cannot keep others from the database.
 */
#pragma once

#include "access/registry.h"

struct export;

/* Begins an export, with restricted members if the caller may see them. NULL after call_fail(). It is
 * released with the call. */
struct export *export_begin(struct registry *registry, struct call *call);

/* The revision that the export shows. */
const char *export_revision(const struct export *export);

/* Adds some lines; none at the end. False if it cannot go on. */
bool export_next(struct export *export, struct buffer *out);
