/*
 * digest - SHA-256 of bytes that arrive in pieces.
 */
#pragma once

#include "base/arena.h"

#include <gnutls/crypto.h>

/* Adds the first `length` bytes of a file, whatever its position. False if they cannot be read. */
bool digest_add_file(gnutls_hash_hd_t hash, int file, size_t length);

/* Ends the hash and returns it in hexadecimal. */
const char *digest_end(struct arena *arena, gnutls_hash_hd_t hash);
