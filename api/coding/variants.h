/*
 * variants - keeps the compressed bytes of answers that several clients get, so that each is compressed once.
 *
 * The mark of an answer identifies its bytes (call.h). The number of entries and of bytes is bounded; when it
 * is exceeded, the oldest entries are removed. Any thread may call.
 */
#pragma once

#include "call/call.h"

struct variants;

/* Keeps at most `bytes_max` bytes. NULL if memory runs out. */
struct variants *variants_new(size_t bytes_max);
void variants_free(struct variants *variants);

/* Adds the compressed bytes of an answer to an empty buffer; false if they are not kept. */
bool variants_find(struct variants *variants, uint64_t mark, enum coding coding, struct buffer *out);

/* Keeps the compressed bytes of an answer; does nothing if it has no mark (0). */
void variants_keep(struct variants *variants, uint64_t mark, enum coding coding, const struct buffer *form);
