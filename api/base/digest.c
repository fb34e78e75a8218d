#include "base/digest.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#define BYTES 32

bool digest_add_file(gnutls_hash_hd_t hash, int file, size_t length)
{
        char piece[16384];
        size_t at = 0;
        while (at < length) {
                size_t left = length - at;
                ssize_t count = pread(file, piece, left < sizeof piece ? left : sizeof piece, (off_t)at);
                if (count < 0 && errno == EINTR)
                        continue;
                if (count <= 0 || gnutls_hash(hash, piece, (size_t)count) != 0)
                        return false;
                at += (size_t)count;
        }
        return true;
}

const char *digest_end(struct arena *arena, gnutls_hash_hd_t hash)
{
        unsigned char digest[BYTES];
        char text[2 * BYTES + 1];
        gnutls_hash_deinit(hash, digest);
        for (size_t i = 0; i < sizeof digest; i++)
                snprintf(text + 2 * i, 3, "%02x", digest[i]);
        return arena_copy(arena, text, sizeof text - 1);
}
