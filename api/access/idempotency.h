/*
 * idempotency - the same write sent twice is made once: what was answered to an Idempotency-Key is kept in
 * the write's own transaction, and answered again.
 *
 * Only answers of writes that were made are kept. What was refused changed nothing, so it may be tried again
 * under the same key. Trials are not kept.
 */
#pragma once

#include "access/access.h"

/* The header, as the operations that take it name it. */
#define IDEMPOTENCY_KEY "Idempotency-Key"

/* At the beginning of a transaction. True: the write is to be made (or has no key). False after call_fail(),
 * or with the answer that was given before in the call (`replayed`). */
bool idempotency_begin(struct call *call, struct session *session);

/* At its end, when the answer is complete: keeps it. False after call_fail(). */
bool idempotency_end(struct call *call, struct session *session);
