/*
 * import - many resources at once, all or nothing: lines in any order,
 * `{"type":"bodies","id":"…","data":{…}}`; instead of `data` a merge patch (`patch`) of what is stored, or
 * `"delete":true`.
 *
 * A line is read and checked by itself, and waits with others of its collection until there are enough of
 * them for one statement. What is wrong between resources (references, overlaps, circles) is looked for when
 * all of them are there. Faults are the call's, each with its line; up to IMPORT_FAULTS_MAX are kept. Memory
 * does not grow with the number of lines: what must be known of each is in a temporary table.
 */
#pragma once

#include "bulk/import_batch.h"

#include <jansson.h>

/* Faults that are reported one by one: more are only counted. */
#define IMPORT_FAULTS_MAX 1000

/* A line is a resource and its envelope; resources over HTTP are limited to CALL_BODY_MAX. */
#define IMPORT_LINE_MAX (CALL_BODY_MAX + 4096)

struct import;

/* Begins the transaction, as soon as no other import runs. NULL after call_fail(), or if the same request was
 * answered before. It ends with the call. */
struct import *import_begin(struct registry *registry, struct call *call);

/* Lines that are left out, since an earlier attempt found faults in them. */
struct import_skips {
        size_t *lines;
        size_t count;
};

/* From here on these lines are passed over; they must outlive the import. */
void import_leave_out(struct import *import, const struct import_skips *skips);
bool import_skips(const struct import *import, size_t line);

/* Takes the next line, without its end. Faults are added to the call's. False after call_fail(). */
bool import_line(struct import *import, const char *line, size_t length);

/* Takes a resource that stands on a line, as it shall be stored; `data` stays the caller's. False after
 * call_fail(). */
bool import_resource(struct import *import, size_t line, const char *collection, const char *id,
                     json_t *data);

/* A line that was too long to be read. */
void import_skip(struct import *import);

/* After the last line: looks for what is wrong between resources. False after call_fail(): nothing is stored.
 */
bool import_end(struct import *import);

/* When the answer is complete: commits, or rolls back a dry run. False after call_fail(). */
bool import_commit(struct import *import);

/* Gives up: nothing is stored, unless it was committed. */
void import_abandon(struct import *import);

/* Says how many lines there were, where they were not taken one by one. */
void import_count_lines(struct import *import, size_t lines);

/* What is stored under these ids (an array of SQL), in the collection of the call's operation: id, json, and
 * whole. False after call_fail() on the import's call. */
bool import_fetch_stored(struct import *import, struct call *call, const char *ids, struct rows **ret_rows);

/* The columns of what an import would change (import/changes.sql). */
enum import_change_column {
        IMPORT_CHANGE_LINE,
        IMPORT_CHANGE_TYPE,
        IMPORT_CHANGE_ID,
        IMPORT_CHANGE_OPERATION,
        IMPORT_CHANGE_BEFORE, /* the members that were otherwise, as JSON; NULL: none */
        IMPORT_CHANGE_AFTER,
        IMPORT_CHANGE_TOTAL,
};

/* After the end: the first thousand of what is written, in the order of their lines. False after call_fail().
 */
bool import_fetch_changes(struct import *import, struct rows **ret_rows);

/* The lines taken so far, and the counts by collection (`lines` 0: there was none of it). */
size_t import_lines(const struct import *import);
const struct import_count *import_counts(const struct import *import, size_t *ret_count);
