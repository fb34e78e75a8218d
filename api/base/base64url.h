/*
 * base64url - base64 with letters that can be used in URLs and tokens (RFC 4648, 5), without padding.
 */
#pragma once

#include "base/arena.h"

#include <stddef.h>

/* Encodes bytes; the text is in the arena. */
const char *base64url_write(struct arena *arena, const char *bytes, size_t length);

/* Decodes a text; the bytes are in the arena and NUL-terminated. NULL if the text is not exactly what
 * base64url_write() would write for them. */
char *base64url_read(struct arena *arena, const char *text, size_t length, size_t *ret_length);
