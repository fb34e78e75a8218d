/*
 * import_batch - lines of one collection that are stored together.
 *
 * A batch is sent as one JSON array, which a statement divides again. So a line does not cost a round trip,
 * and the query files that find faults of one document are used for all documents of a batch.
 */
#pragma once

#include "resources/resource.h"

/* How many resources of a collection an import has created, changed and so on. */
struct import_count {
        const char *collection;
        size_t lines, created, changed, unchanged, deleted;
};

/* What all batches of an import share. */
struct import_work {
        const struct call *whole; /* the import's call */
        struct call call;         /* a copy of it, whose arena is reset after each batch */
        struct session *session;
        struct faults *faults; /* the faults of the import */
        bool forbidden;        /* one of the faults is that the caller may not write something */
};

/* A batch of one collection. */
struct import_batch {
        const struct operation *put; /* the operation that puts a resource of the collection */
        struct import_count *count;
        struct buffer items;  /* the lines, as a JSON array that is not closed yet */
        struct buffer faulty; /* the numbers of lines with faults, as an SQL array that is not closed yet */
        size_t lines;         /* how many lines the batch has */
};

void import_batch_start(struct import_batch *batch, const struct operation *put, struct import_count *count);
void import_batch_release(struct import_batch *batch);

/* Adds a line. If it has faults already (`faulty`), further ones are looked for, but it is not stored. */
void import_batch_add(struct import_batch *batch, const struct call *call, const struct resource *document,
                      size_t line, bool faulty);

bool import_batch_is_full(const struct import_batch *batch);

/* Looks for faults of each document by itself, and stores the documents without faults. False after
 * call_fail() on the work's call. */
bool import_batch_flush(struct import_batch *batch, struct import_work *work);

/* Called when all is stored: looks for faults between the collection's documents and all others. */
bool import_batch_check_together(struct import_batch *batch, struct import_work *work);

/* Adds the faults that a statement found to the import's. It returns a row for each: line, pointer, code and
 * two arguments. */
void import_batch_collect_faults(struct import_work *work, const struct rows *rows);
