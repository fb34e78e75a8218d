/*
 * idempotency - makes a write once even if the client sends it twice with the same Idempotency-Key. The
 * answer is stored in the transaction of the write, and given again to a repeated request.
 *
 * Only answers to writes that were made are stored. A refused write has changed nothing, so the client may
 * send it again with the same key. Dry runs are not stored.
 */
#pragma once

#include "access/access.h"

/* The name of the header. */
#define IDEMPOTENCY_KEY "Idempotency-Key"

/* Called at the beginning of a transaction. True if the write is to be made (or has no key). False after
 * call_fail(), or if there is a stored answer, which is then the call's (`replayed`). */
bool idempotency_begin(struct call *call, struct session *session);

/* Called at the end of the transaction, when the answer is complete: stores it. False after call_fail(). */
bool idempotency_end(struct call *call, struct session *session);
