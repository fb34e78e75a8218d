/*
 * hash - FNV-1a with 64 bits. It distinguishes contents, and is not safe against collisions made on purpose.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_bytes(const char *bytes, size_t length)
{
        uint64_t hash = UINT64_C(14695981039346656037);
        for (size_t i = 0; i < length; i++)
                hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
        return hash;
}
