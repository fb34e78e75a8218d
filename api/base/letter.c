#include "base/letter.h"

#include <stdint.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

bool letter_is_capital(const char *bytes, size_t left)
{
        ucs4_t c;
        if (left == 0 || (unsigned char)*bytes < 0x80)
                return left > 0 && *bytes >= 'A' && *bytes <= 'Z';
        return u8_mbtouc(&c, (const uint8_t *)bytes, left) > 0 && uc_is_property_uppercase(c);
}

bool letter_is_small(const char *bytes, size_t left)
{
        ucs4_t c;
        if (left == 0 || (unsigned char)*bytes < 0x80)
                return left > 0 && *bytes >= 'a' && *bytes <= 'z';
        return u8_mbtouc(&c, (const uint8_t *)bytes, left) > 0 && uc_is_property_lowercase(c);
}

/* Writes the small form of one character that is not ASCII. Returns its length in bytes. */
static size_t make_one_small(char *to, const char *from, size_t left)
{
        ucs4_t c;
        uint8_t small[6];
        int length = u8_mbtouc(&c, (const uint8_t *)from, left);
        int small_length = u8_uctomb(small, uc_tolower(c), sizeof small);
        memcpy(to, small_length == length ? (const char *)small : from, (size_t)length);
        return (size_t)length;
}

void letter_make_small(char *to, const char *from, size_t length)
{
        for (size_t i = 0; i < length;) {
                unsigned char c = (unsigned char)from[i];
                if (c < 0x80) {
                        to[i++] = (char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
                        continue;
                }
                i += make_one_small(to + i, from + i, length - i);
        }
}
