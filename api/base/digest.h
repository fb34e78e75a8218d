/*
 * digest - SHA-256 of what comes in.
 */
#pragma once

#include "base/arena.h"

#include <gnutls/crypto.h>

/* Adds the first `length` bytes of a file, wherever it stands. False if they cannot be read. */
bool digest_add_file(gnutls_hash_hd_t hash, int file, size_t length);

/* Ends the hash, and gives it in hexadecimal. */
const char *digest_end(struct arena *arena, gnutls_hash_hd_t hash);
