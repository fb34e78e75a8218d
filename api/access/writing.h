/*
 * writing - the beginning and the end of a transaction that writes: who makes it, whether the same request
 * was answered before, when it gets its revision; and another attempt if it conflicts with another writer.
 */
#pragma once

#include "access/access.h"

/* Begins a transaction that writes, and tells the database who makes it; triggers store that with the
 * changes. False after call_fail(), or if the same request was answered before: then that answer is the
 * call's (`replayed`). */
bool access_begin(struct call *call, struct session *session);

/* Checks all references and gives the transaction its revision, which the answer names. It is called near the
 * end of the transaction, since other writers wait from here on. False after call_fail(). */
bool access_number(struct call *call, struct session *session);

/* Ends a transaction whose answer is complete; a dry run is rolled back. False after call_fail(). */
bool access_commit(struct call *call, struct session *session);

/* An attempt at a write. It puts its session into *session as soon as it has one. */
typedef bool access_attempt(struct registry *registry, struct call *call, struct session **session);

/* Makes the attempt. If it conflicts with a concurrent transaction, it is made again: it then sees what the
 * other one has written, and succeeds or fails because of that. In any case no session is left open. */
bool access_write(struct registry *registry, struct call *call, access_attempt *attempt);
