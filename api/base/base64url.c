#include "base/base64url.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *base64url_write(struct arena *arena, const char *bytes, size_t length)
{
        char *text = arena_alloc(arena, length * 4 / 3 + 4), *out = text;
        for (size_t i = 0; i < length; i += 3) {
                unsigned group = (unsigned)(unsigned char)bytes[i] << 16;
                group |= i + 1 < length ? (unsigned)(unsigned char)bytes[i + 1] << 8 : 0u;
                group |= i + 2 < length ? (unsigned)(unsigned char)bytes[i + 2] : 0u;
                size_t count = length - i >= 3 ? 4 : length - i + 1;
                for (size_t d = 0; d < count; d++)
                        *out++ = digits[group >> (18 - 6 * d) & 63];
        }
        return text;
}

char *base64url_read(struct arena *arena, const char *text, size_t length, size_t *ret_length)
{
        char *bytes = arena_alloc(arena, length + 1);
        unsigned group = 0;
        int bits = 0;
        size_t count = 0;
        for (size_t i = 0; i < length; i++) {
                const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
                if (!digit)
                        return NULL;
                group = (group << 6 | (unsigned)(digit - digits)) & 0xffff;
                bits += 6;
                if (bits >= 8) {
                        bits -= 8;
                        bytes[count++] = (char)(group >> bits & 255);
                }
        }
        /* the remaining bits must be fewer than a digit's, and zero */
        if (bits >= 6 || (group & ((1u << bits) - 1)))
                return NULL;
        *ret_length = count;
        return bytes;
}
