/*
 * encoding - decides whether an answer is sent compressed, and compresses it.
 */
#pragma once

#include "call/call.h"
#include "coding/variants.h"

/* Chooses the coding of an answer by the request's Accept-Encoding. The answer must be complete, or have its
 * stream. A strong entity tag names exact bytes, so the tag of a compressed answer is made weak; it keeps the
 * version. */
void encoding_choose(struct call *call, const char *accept_encoding);

/* Replaces the answer's body by its compressed bytes, which it takes from `variants` if they are there. A
 * stream is not touched: the server compresses it while sending. If there are too many compressors, the
 * answer stays uncompressed. */
void encoding_apply(struct call *call, struct variants *variants);
