/*
 * write - the steps of a write of one resource, alone or as one of several in a transaction: the document is
 * read, the stored resource locked, the one checked against the other, and the document stored.
 *
 * All faults are found before anything is written, and reported together: those of the schema, those of the
 * collection's meaning, and those that only the database knows (references, overlaps). The database's own
 * constraints guard against writes at the same moment.
 */
#pragma once

#include "resources/resource.h"
#include "checks/gate.h"

/* The resource as it is stored before the write. */
struct stored {
        bool exists;
        const char *version;
        const char *json;  /* its text without restricted members */
        const char *whole; /* its text with them */
};

/* One write of one resource. */
struct write {
        struct call *call; /* has the operation and the conditions, and collects the faults */
        struct session *session;
        struct resource document; /* what is to be stored; of a deletion only the id */
        struct stored stored;     /* what is stored */
        const char *version;      /* of what is stored afterwards; NULL if nothing is */
        const char *answer; /* what is stored afterwards, or the result of a merge; NULL for a deletion */
};

/* Chooses the id of a document that has been read, and refuses what the caller may not write. False after
 * call_fail(). */
bool write_read(struct write *write);

/* Reads the stored resource and locks it until the transaction ends; false after call_fail(). */
bool write_lock(struct write *write);

/* Waits for other writers of the collection if two writes at once could break a constraint that each of them
 * keeps (a circle). False after call_fail(). */
bool write_serialise(struct write *write);

/* Checks the write's conditions (If-Match) by what is stored, and makes the whole document of a patch. False
 * after call_fail(). */
bool write_check_stored(struct write *write);

/* Adds the faults that the database finds in the document, by itself and together with others of its
 * collection. Called after write_serialise(). False after call_fail(). */
bool write_check_document(struct write *write);

/* Adds faults of references to resources that do not exist, except those in `not_stored` (an SQL array of
 * "collection/id", or NULL). For a deletion it finds resources that refer to the deleted one. False after
 * call_fail(). */
bool write_check_references(struct write *write, const char *not_stored);

/* Stores or deletes the resource, by the operation's method; false after call_fail(). */
bool write_store(struct write *write);

/* Stores the document; false after call_fail(). */
bool write_store_document(struct write *write);

/* Does all between the lock and the answer: checks the write, reports all faults together, stores it between
 * the two judgements of the gate, and gives the transaction its revision. False after call_fail(). */
bool write_carry_through(struct write *write, struct gate *gate);

/* Whether the write creates a resource. */
bool write_creates(const struct write *write);

/* The HTTP status of the write, alone or as one of several. */
unsigned write_status(const struct write *write);

/* The path of the resource that it has created; NULL if it has created none. */
const char *write_location(const struct write *write);
