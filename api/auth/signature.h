/*
 * signature - signs messages as Standard Webhooks has it: HMAC-SHA-256 over id, time and body, so that the
 * receiver knows who sent them, and that they are new.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A new secret, "whsec_…": 256 random bits. NULL if there is no randomness. */
const char *signature_make_secret(struct arena *arena);

/* The header `webhook-signature` of a message: "v1,…". NULL if the secret is none. */
const char *signature_write(struct arena *arena, const char *secret, const char *id, const char *timestamp,
                            const char *body, size_t length);
