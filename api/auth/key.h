/*
 * key - API keys: `samrad_<id>_<secret>`, 12 and 64 hexadecimal digits.
 *
 * The secret is 256 random bits, shown once when the key is made; the register keeps its SHA-256, which is
 * compared in constant time. The id is no secret: it is logged and stands in the history.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>

/* A key that nobody renews ends; ten years is the longest. */
#define KEY_DAYS_DEFAULT 365
#define KEY_DAYS_MAX     3653

/* Scopes and organisations of one key: there are three scopes, and nobody writes for a hundred organisations.
 */
#define KEY_SCOPES_MAX        3
#define KEY_ORGANISATIONS_MAX 100

#define KEY_PREFIX      "samrad_"
#define KEY_ID_LENGTH   12
#define KEY_HASH_LENGTH 64 /* hexadecimal digits of SHA-256 */

struct key {
        char id[KEY_ID_LENGTH + 1];
        char hash[KEY_HASH_LENGTH + 1]; /* of the secret */
};

/* Makes a new key; *ret_text is the whole of it, to be shown once. False if there is no randomness. */
bool key_make(struct arena *arena, struct key *ret, const char **ret_text);

/* Whether there is a scope of this name. */
bool key_is_scope(const char *name);

/* Takes a key's text apart; false if it is none. */
bool key_parse(const char *text, struct key *ret);

/* Whether two hashes are the same, in a time that does not tell where they differ. */
bool key_matches(const struct key *key, const char *stored_hash);
