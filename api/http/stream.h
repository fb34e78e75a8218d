/*
 * stream - an answer that is produced while it is sent.
 *
 * An event loop sends the piece that is ready. When it is sent, the connection is suspended, and a worker
 * produces the next piece. So loops never wait, and a slow client occupies no worker and no more memory than
 * one piece. A stream that waits for changes of the register occupies no thread.
 */
#pragma once

#include "http/visit.h"

struct _u_response;

struct stream;

/* A stream of the visit's answer; afterwards the answer's content coding is final, and its header fields can
 * be written. NULL if it cannot be made; leaves the guard if memory runs out. */
struct stream *stream_new(struct visit *visit);

/* Passes the stream to Ulfius; it then owns the visit's call. False if Ulfius fails. */
bool stream_give(struct stream *stream, struct visit *visit, struct _u_response *response);
