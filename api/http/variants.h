/*
 * variants - the compressed bytes of answers that are the same for many, so that each is compressed once.
 *
 * An answer's mark says which bytes they are (call.h). Bounded: a fixed number of places, and a number of
 * bytes past which the ones that have been there longest give way. Any thread may call.
 */
#pragma once

#include "call/call.h"

struct variants;

/* Keeps at most so many bytes. NULL if memory runs out. */
struct variants *variants_new(size_t bytes_max);
void variants_free(struct variants *variants);

/* Adds the compressed bytes to an empty buffer if they are kept. */
bool variants_find(struct variants *variants, uint64_t mark, enum coding coding, struct buffer *out);

/* Keeps compressed bytes; without a mark (0) nothing. */
void variants_keep(struct variants *variants, uint64_t mark, enum coding coding, const struct buffer *form);
