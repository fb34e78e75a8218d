/*
 * key - API keys: `samrad_<id>_<secret>`, 12 and 64 hexadecimal digits.
 *
 * The secret is 256 random bits, shown once when the key is made; the register keeps its SHA-256, which is
 * compared in constant time. The id is not secret: it is in the log and in the history.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

/* How long a key is valid if nothing else is asked for, and at most (ten years). */
#define KEY_DAYS_DEFAULT 365
#define KEY_DAYS_MAX     3653

/* The most scopes and organisations of one key. There are three scopes; more than a hundred organisations are
 * not needed. */
#define KEY_SCOPES_MAX        3
#define KEY_ORGANISATIONS_MAX 100

#define KEY_PREFIX      "samrad_"
#define KEY_ID_LENGTH   12
#define KEY_HASH_LENGTH 64 /* hexadecimal digits of SHA-256 */

struct key {
        char id[KEY_ID_LENGTH + 1];
        char hash[KEY_HASH_LENGTH + 1]; /* of the secret */
};

/* Makes a new key; *ret_text is its text, to be shown once. False if the system gives no random bytes. */
bool key_make(struct arena *arena, struct key *ret, const char **ret_text);

/* Whether there is a scope of this name. */
bool key_is_scope(const char *name);

/* Parses the text of a key; false if it is not one. */
bool key_parse(const char *text, struct key *ret);

/* Whether the key has this hash. The comparison takes constant time, so that its time reveals nothing. */
bool key_matches(const struct key *key, const char *stored_hash);
