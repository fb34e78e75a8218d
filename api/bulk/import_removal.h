/*
 * import_removal - deletes resources in an import: those of lines with `"delete": true`, and those in the
 * import's scope that have no line.
 *
 * They are deleted after all else is stored, because another line may remove a reference to them.
 */
#pragma once

#include "bulk/import_batch.h"

/* The removals of one collection. */
struct import_removal {
        const struct operation *put;
        struct import_count *count;
        struct buffer items; /* a JSON array of {"line", "id"} that is not closed yet */
};

void import_removal_start(struct import_removal *removal, const struct operation *put,
                          struct import_count *count);
void import_removal_release(struct import_removal *removal);

/* Adds a line; false if there are too many. */
bool import_removal_add(struct import_removal *removal, const char *id, size_t line);

/* Adds all resources of the collection that belong to a body and have no line; they get the line number 0.
 * False after call_fail() on the work's call. */
bool import_removal_add_scope(struct import_removal *removal, struct import_work *work, const char *body);

/* Deletes all that were added; those that do not exist are ignored. False after call_fail() on the work's
 * call. */
bool import_removal_carry_out(struct import_removal *removal, struct import_work *work);
