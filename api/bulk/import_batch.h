/*
 * import_batch - lines of an import that go to the database together: those of one collection.
 *
 * A batch is one JSON text, which a statement takes apart again. So a line costs no round trip, and the query
 * files that know what is wrong with one document serve for all of a batch.
 */
#pragma once

#include "resources/resource.h"

/* What became of the resources of a collection. */
struct import_count {
        const char *collection;
        size_t lines, created, changed, unchanged, deleted;
};

/* What all batches of an import share. */
struct import_work {
        const struct call *whole; /* the import's call */
        struct call call;         /* a copy of it, with an arena that lasts for a batch */
        struct session *session;
        struct faults *faults; /* the import's */
        bool forbidden;        /* one of them is that the caller may not */
};

struct import_batch {
        const struct operation *put;
        struct import_count *count;
        struct buffer items;  /* a JSON array that is still open */
        struct buffer faulty; /* numbers of the lines that have faults, an array of SQL that is still open */
        size_t lines;
};

void import_batch_start(struct import_batch *batch, const struct operation *put, struct import_count *count);
void import_batch_release(struct import_batch *batch);

/* Adds a line; `faulty`: it has faults already, and only more of them are looked for. */
void import_batch_add(struct import_batch *batch, const struct call *call, const struct resource *document,
                      size_t line, bool faulty);

bool import_batch_is_full(const struct import_batch *batch);

/* Looks for what is wrong with the documents by themselves, and stores the others. False after call_fail() on
 * the work's call. */
bool import_batch_flush(struct import_batch *batch, struct import_work *work);

/* When all is stored: looks for what is wrong between the collection's documents and all others. */
bool import_batch_check_together(struct import_batch *batch, struct import_work *work);

/* Adds what a statement found to the import's faults: line, pointer, code and two arguments a row. */
void import_batch_collect_faults(struct import_work *work, const struct rows *rows);
