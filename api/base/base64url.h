/*
 * base64url - bytes as letters that fit into addresses and tokens (RFC 4648, 5), without padding.
 */
#pragma once

#include "base/arena.h"

#include <stddef.h>

/* The text, in the arena. */
const char *base64url_write(struct arena *arena, const char *bytes, size_t length);

/* The bytes, in the arena and NUL-terminated; NULL if the text is not exactly what base64url_write() would
 * have written for them. */
char *base64url_read(struct arena *arena, const char *text, size_t length, size_t *ret_length);
