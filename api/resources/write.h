/*
 * write - the steps that every write of a resource takes, alone or as one of several in a transaction: what
 * shall be stored is taken in, what is stored is locked, the one is checked against the other, and it is
 * stored.
 *
 * Everything that is wrong is found before anything is written, and reported at once: what the schema says,
 * what the meaning of the collection says, and what the database knows (references, overlaps). The database's
 * own constraints stand behind these checks for whoever writes at the same moment.
 */
#pragma once

#include "resources/resource.h"
#include "checks/gate.h"

struct stored {
        bool exists;
        const char *version;
        const char *json;  /* without restricted members */
        const char *whole; /* with them */
};

/* One write of one resource. The call says which, under which conditions, and collects the faults. */
struct write {
        struct call *call;
        struct session *session;
        struct resource document; /* of a deletion only its id */
        struct stored stored;
        const char *version; /* of what stands there afterwards; NULL: nothing does */
        const char *answer;  /* what stands there, or was done; NULL of a deletion */
};

/* Chooses the id and refuses what the caller may not write, of a document that has been read. False after
 * call_fail(). */
bool write_take(struct write *write);

/* Locks what is stored under the id until the transaction ends; false after call_fail(). */
bool write_lock(struct write *write);

/* Where two writers could break together what each keeps, the second waits here for the first. False after
 * call_fail(). */
bool write_serialise(struct write *write);

/* Whether the write may be made of what is stored: its conditions, and a patch becomes the whole document.
 * False after call_fail(). */
bool write_check_stored(struct write *write);

/* Collects what the database finds wrong with the document by itself and beside the others of its collection,
 * when the writers before it are done. False after call_fail(). */
bool write_check_document(struct write *write);

/* Collects references to what does not exist (`coming` apart: an array of SQL with "collection/id" in it, or
 * NULL); of a deletion, those who refer to what is gone: then false after call_fail(). */
bool write_check_references(struct write *write, const char *coming);

/* Stores it, or deletes it, as the operation's method says; false after call_fail(). */
bool write_store(struct write *write);

/* Stores the document; false after call_fail(). */
bool write_store_document(struct write *write);

/* Everything between the lock and the answer: it is checked, all faults at once, stored between the two
 * judgements of the gate, and the revision gets its number. False after call_fail(). */
bool write_carry_through(struct write *write, struct gate *gate);

/* Whether it made a new resource. */
bool write_creates(const struct write *write);

/* The status that it has, alone or among others. */
unsigned write_status(const struct write *write);

/* The path of what it made, NULL if it made nothing new. */
const char *write_location(const struct write *write);
