/*
 * stream - an answer that is made while it is sent.
 *
 * A loop sends what is there. When nothing is, the connection is suspended and a worker makes the next piece:
 * so a loop never waits for one, and a reader who is slow keeps neither a worker nor more than a piece. What
 * waits for the register to move keeps nobody.
 */
#pragma once

#include "http/visit.h"

struct _u_response;

struct stream;

/* A stream of the visit's answer, in whose header fields the coding is settled now. NULL if it cannot be.
 * Leaves the guard if memory runs out. */
struct stream *stream_new(struct visit *visit);

/* Lets Ulfius send it piece by piece: the visit's call is the stream's then. False if it cannot. */
bool stream_give(struct stream *stream, struct visit *visit, struct _u_response *response);
