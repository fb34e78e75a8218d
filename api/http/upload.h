/*
 * upload - a request body that is written to an unnamed temporary file, since it may be too large for memory.
 *
 * While it arrives it uses the file and the connection only. If the client stops sending, the connection's
 * timeout ends it.
 */
#pragma once

#include "call/call.h"

/* NULL if memory runs out. If no file can be made, upload->failed is set. */
struct upload *upload_open(size_t max);

/* Appends bytes, up to the limit; sets too_large or failed. */
void upload_add(struct upload *upload, const char *bytes, size_t length);

/* The body is complete: sets the file's position to its beginning, for the handler. */
void upload_rewind(struct upload *upload);
void upload_close(struct upload *upload);
