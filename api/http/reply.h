/*
 * reply - passes a finished answer to Ulfius.
 */
#pragma once

#include "http/visit.h"

struct _u_response;

/* The whole answer, or the beginning of a stream. */
void reply_give(struct visit *visit, struct _u_response *response);
