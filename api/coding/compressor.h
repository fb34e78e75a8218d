/*
 * compressor - compresses bytes with gzip or Brotli, all at once or piece by piece. It is the only file that
 * includes zlib and Brotli.
 *
 * The cost is bounded: the levels are chosen so that compressing takes about as long as making the answer,
 * the window fits in the memory that a connection may use, and the number of compressors is limited. If
 * there are too many, the caller sends the bytes uncompressed.
 */
#pragma once

#include "base/buffer.h"
#include "call/call.h"

struct compressor;

/* The name of the coding in Content-Encoding: "gzip", "br"; NULL for CODING_IDENTITY. */
const char *compressor_name(enum coding coding);

/* A compressor for an answer that is sent while it is made. NULL if memory runs out or there are too many
 * compressors. */
struct compressor *compressor_new(enum coding coding);
void compressor_free(struct compressor *compressor);

/* Compresses a piece and adds all of the result to `out`, so that the client can read the whole piece at
 * once. With `last` it ends the compressed stream. False if memory runs out. */
bool compressor_add(struct compressor *compressor, const struct buffer *piece, bool last, struct buffer *out);

/* Compresses all bytes into an empty buffer. False, with the buffer still empty, if memory runs out or there
 * are too many compressors. */
bool compressor_whole(enum coding coding, const char *bytes, size_t length, struct buffer *out);
