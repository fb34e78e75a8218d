/*
 * reply - sends a finished answer: through Ulfius, or directly if it was made without a worker.
 *
 * What an event loop answers by itself, or a reader of the database, needs nothing of Ulfius, whose request
 * and response objects would cost more than the answer. The header fields are the same either way (answer.h).
 */
#pragma once

#include "http/visit.h"

struct _u_response;

/* Whether the whole answer was made without a worker. */
bool reply_is_direct(const struct visit *visit);

/* Queues such an answer at the library. */
enum MHD_Result reply_queue(struct visit *visit);

/* Passes any answer to Ulfius: the whole of it, or the beginning of a stream. */
void reply_give(struct visit *visit, struct _u_response *response);
