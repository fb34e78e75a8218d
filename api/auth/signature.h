/*
 * signature - signs messages as Standard Webhooks describes: HMAC-SHA-256 over id, time and body, so that the
 * receiver can verify who sent a message and that it is not an old one.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A new secret, "whsec_…": 256 random bits. NULL if the system gives no random bytes. */
const char *signature_make_secret(struct arena *arena);

/* The value of the header `webhook-signature` of a message: "v1,…". NULL if the secret is malformed. */
const char *signature_write(struct arena *arena, const char *secret, const char *id, const char *timestamp,
                            const char *body, size_t length);
