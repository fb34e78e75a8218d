/*
 * encoding - whether an answer goes out compressed, and compresses it.
 */
#pragma once

#include "call/call.h"
#include "http/variants.h"

/* Whether a media type (NULL: JSON) is worth compressing: text, and what is written as text. */
bool encoding_is_worth(const char *media_type);

/* Chooses the coding of a complete answer, by what Accept-Encoding says. A compressed answer is not byte for
 * byte the one that a strong tag names: its tag is weak, with the same version in it. */
void encoding_choose(struct call *call, const char *accept_encoding);

/* Compresses the answer's body by the chosen coding, or takes the compressed bytes that are kept. A stream is
 * left to whoever sends it. Where compressing is too much now, the answer goes as it is. */
void encoding_apply(struct call *call, struct variants *variants);
