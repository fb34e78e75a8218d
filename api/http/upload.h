/*
 * upload - a body that is too large for memory, on its way into a file without a name.
 *
 * It holds a file and its connection, nothing else; if it falls silent, the connection's timeout ends it.
 */
#pragma once

#include "call/call.h"

/* NULL if memory runs out; without a file it has failed from the start. */
struct upload *upload_open(size_t max);

/* Adds what has come, up to the limit. */
void upload_add(struct upload *upload, const char *bytes, size_t length);

/* All of it is there, and is read from its beginning. */
void upload_rewind(struct upload *upload);
void upload_close(struct upload *upload);
