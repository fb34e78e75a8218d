/*
 * compressor - bytes in gzip or Brotli, whole or piece by piece; the only file that knows zlib and Brotli.
 *
 * What it costs is bounded: levels that are as quick as the answers are made, a window that fits in a
 * connection's share of memory, and so many at once in the process. When there are no more,
 * callers send what they have as it is.
 */
#pragma once

#include "base/buffer.h"
#include "call/call.h"

struct compressor;

/* As Content-Encoding says it: "gzip", "br"; NULL of CODING_IDENTITY. */
const char *compressor_name(enum coding coding);

/* Of an answer that is sent while it is made. NULL if memory or the process's share of compressors runs out.
 */
struct compressor *compressor_new(enum coding coding);
void compressor_free(struct compressor *compressor);

/* Adds a piece in its compressed form, all of it, so that a reader can have it at once; `last`: and the end.
 * False if memory runs out. */
bool compressor_add(struct compressor *compressor, const struct buffer *piece, bool last, struct buffer *out);

/* Compresses bytes at once into an empty buffer. False, with nothing in it, where compressor_new() is NULL.
 */
bool compressor_whole(enum coding coding, const char *bytes, size_t length, struct buffer *out);
