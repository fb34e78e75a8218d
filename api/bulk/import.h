/*
 * import - writes many resources in one transaction, all or none. Each line is a resource, in any order:
 * `{"type":"bodies","id":"…","data":{…}}`; instead of `data` it may have a merge patch of what is stored
 * (`patch`), or `"delete":true`.
 *
 * Each line is checked by itself and added to a batch of its collection, which one statement stores. Faults
 * between resources (references, overlaps, circles) are looked for when all lines have been stored. Faults
 * are added to the call's, each with its line; up to IMPORT_FAULTS_MAX are listed. Memory does not grow with
 * the number of lines, because what must be known of each is in a temporary table.
 */
#pragma once

#include "bulk/import_batch.h"

#include <jansson.h>

/* How many faults are listed; further ones are only counted. */
#define IMPORT_FAULTS_MAX 1000

/* The longest line: a resource, which over HTTP is limited to CALL_BODY_MAX, and the members around it. */
#define IMPORT_LINE_MAX (CALL_BODY_MAX + 4096)

struct import;

/* Begins the transaction, once no other import runs. NULL after call_fail(), or if the same request was
 * answered before. The import is released with the call. */
struct import *import_begin(struct registry *registry, struct call *call);

/* Lines that are skipped, because an earlier attempt found faults in them. */
struct import_skips {
        size_t *lines;
        size_t count;
};

/* Makes the import skip these lines; the array must outlive the import. */
void import_leave_out(struct import *import, const struct import_skips *skips);
bool import_skips(const struct import *import, size_t line);

/* Reads the next line, given without its line end. Faults are added to the call's. False after call_fail().
 */
bool import_line(struct import *import, const char *line, size_t length);

/* Adds the resource of a line, as it is to be stored; the caller keeps ownership of `data`. False after
 * call_fail(). */
bool import_resource(struct import *import, size_t line, const char *collection, const char *id,
                     json_t *data);

/* Adds the fault of a line that was too long. */
void import_skip(struct import *import);

/* Called after the last line: looks for faults between resources. False after call_fail(); nothing is then
 * stored. */
bool import_end(struct import *import);

/* Called when the answer is complete: commits, or rolls back a dry run. False after call_fail(). */
bool import_commit(struct import *import);

/* Rolls the import back, unless it was committed. */
void import_abandon(struct import *import);

/* Sets the number of lines, if they were not read with import_line(). */
void import_count_lines(struct import *import, size_t lines);

/* Fetches the resources with these ids (an SQL array) from the collection of the call's operation: id, json,
 * and json with restricted members. False after call_fail() on the import's call. */
bool import_fetch_stored(struct import *import, struct call *call, const char *ids, struct rows **ret_rows);

/* The columns of what an import would change (import/changes.sql). */
enum import_change_column {
        IMPORT_CHANGE_LINE,
        IMPORT_CHANGE_TYPE,
        IMPORT_CHANGE_ID,
        IMPORT_CHANGE_OPERATION,
        IMPORT_CHANGE_BEFORE, /* the members that differ, as they were, as JSON; or NULL */
        IMPORT_CHANGE_AFTER,
        IMPORT_CHANGE_TOTAL,
};

/* Called after import_end(): fetches the first thousand changes, in the order of their lines. False after
 * call_fail(). */
bool import_fetch_changes(struct import *import, struct rows **ret_rows);

/* The number of lines read so far; and the counts of each collection (those without lines have `lines` 0). */
size_t import_lines(const struct import *import);
const struct import_count *import_counts(const struct import *import, size_t *ret_count);
