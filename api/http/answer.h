/*
 * answer - writes problems as problem+json, and decides what an answer's header fields are.
 */
#pragma once

#include "call/call.h"

#define PROBLEM_MEDIA_TYPE "application/problem+json"

/* Makes a failed call's problem the answer's body (RFC 9457), in the caller's language. */
void answer_write_problem(struct call *call);

/* Calls put(name, value, context) for every header field of the answer, the body's length apart; once for
 * each name. */
void answer_headers(const struct call *call, void (*put)(const char *name, const char *value, void *context),
                    void *context);
