/*
 * reply - sends a finished answer: through Ulfius, or directly if an event loop made it.
 *
 * What an event loop answers by itself needs nothing of Ulfius, whose request and response objects would cost
 * more than the answer. The header fields are the same either way (answer.h).
 */
#pragma once

#include "http/visit.h"

struct _u_response;

/* Whether an event loop has made the whole answer. */
bool reply_is_direct(const struct visit *visit);

/* Queues such an answer at the library. */
enum MHD_Result reply_queue(struct visit *visit);

/* Passes any answer to Ulfius: the whole of it, or the beginning of a stream. */
void reply_give(struct visit *visit, struct _u_response *response);
