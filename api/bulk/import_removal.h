/*
 * import_removal - what an import takes out of the register: the resources of lines that say `"delete":
 * true`, and what belongs to the import's scope and stands on no line.
 *
 * They go when everything else is stored, so that a line may stop referring to what another one deletes.
 */
#pragma once

#include "bulk/import_batch.h"

/* The removals of one collection. */
struct import_removal {
        const struct operation *put;
        struct import_count *count;
        struct buffer items; /* a JSON array of {"line", "id"} that is still open */
};

void import_removal_start(struct import_removal *removal, const struct operation *put,
                          struct import_count *count);
void import_removal_release(struct import_removal *removal);

/* Adds a line; false if there are more than an import takes. */
bool import_removal_add(struct import_removal *removal, const char *id, size_t line);

/* Adds all of the collection that belongs to a body and stands on no line; they have the number 0. False
 * after call_fail() on the work's call. */
bool import_removal_add_scope(struct import_removal *removal, struct import_work *work, const char *body);

/* Deletes them; what is not there is left out. False after call_fail() on the work's call. */
bool import_removal_carry_out(struct import_removal *removal, struct import_work *work);
