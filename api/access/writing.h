/*
 * writing - a transaction that writes, from its first statement to its last: for whom it is made, what was
 * answered to the same request before, when the revision gets its number, and once more where another writer
 * was faster.
 */
#pragma once

#include "access/access.h"

/* Begins a transaction that writes and says for whom: the triggers note it with every change. False after
 * call_fail(), or if the same request was answered before: then its answer is the call's (`replayed`). */
bool access_begin(struct call *call, struct session *session);

/* Near the end of a transaction that writes: all references are held to account, and the revision gets its
 * number, which is the answer's. From here on other writers wait. False after call_fail(). */
bool access_number(struct call *call, struct session *session);

/* Ends a transaction whose answer is complete; of a dry run nothing stays. False after call_fail(). */
bool access_commit(struct call *call, struct session *session);

/* One attempt at a write; it leaves its session in *session as soon as it has one. */
typedef bool access_attempt(struct registry *registry, struct call *call, struct session **session);

/* Makes the attempt, and again where another writer was faster: it then runs into what the other one wrote,
 * and can say so, or it gets through. Whatever comes of it, no session is left open. */
bool access_write(struct registry *registry, struct call *call, access_attempt *attempt);
