#include "json/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

bool text_has_control(const char *text, size_t length, bool lines)
{
        for (size_t i = 0; i < length; i++) {
                unsigned char c = (unsigned char)text[i];
                if (lines && (c == '\n' || c == '\r' || c == '\t'))
                        continue;
                if (c < 0x20 || c == 0x7f)
                        return true;
                /* U+0080 to U+009F: C2 80 to C2 9F */
                if (c == 0xc2 && i + 1 < length && (unsigned char)text[i + 1] < 0xa0)
                        return true;
        }
        return false;
}

/* Whether the text can be seen to be in form C without normalising it. Combining characters begin at U+0300,
 * so all characters below are in form C; their encodings use no byte from CC up. Nearly all Norwegian text is
 * of this kind. */
static bool is_plain(const char *text, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if ((unsigned char)text[i] >= 0xcc)
                        return false;
        return true;
}

const char *text_normalise(struct arena *arena, const char *text, size_t *length)
{
        if (is_plain(text, *length))
                return text;
        size_t new_length;
        const uint8_t *bytes = (const uint8_t *)text;
        uint8_t *normalised = memory_need(u8_normalize(UNINORM_NFC, bytes, *length, NULL, &new_length));
        arena_defer(arena, free, normalised);
        if (new_length == *length && memcmp(normalised, text, new_length) == 0)
                return text;
        *length = new_length;
        return arena_copy(arena, (const char *)normalised, new_length);
}

/* The fault of a text; FAULT_CODE_COUNT if it has none. */
static enum fault_code text_fault(const char *bytes, size_t length)
{
        if (u8_check((const uint8_t *)bytes, length))
                return FAULT_NOT_UTF8;
        if (length && memchr(bytes, '\0', length))
                return FAULT_JSON_NUL;
        return text_has_control(bytes, length, true) ? FAULT_CONTROL_CHARACTER : FAULT_CODE_COUNT;
}

const char *text_nfc(struct arena *arena, const char *bytes, size_t length, enum fault_code *ret_fault)
{
        enum fault_code fault = text_fault(bytes, length);
        if (fault != FAULT_CODE_COUNT) {
                *ret_fault = fault;
                return NULL;
        }
        const char *text = text_normalise(arena, bytes, &length);
        return text == bytes ? arena_copy(arena, bytes, length) : text;
}

/* Looks like a space, but Unicode counts it neither as white space nor as ignorable. */
#define BRAILLE_BLANK 0x2800

bool text_is_visible(const char *text, size_t length)
{
        const uint8_t *bytes = (const uint8_t *)text;
        ucs4_t c;
        for (size_t at = 0; at < length;) {
                at += (size_t)u8_mbtouc(&c, bytes + at, length - at);
                if (!uc_is_property_white_space(c) && !uc_is_property_default_ignorable_code_point(c) &&
                    !uc_is_property_iso_control(c) && c != BRAILLE_BLANK)
                        return true;
        }
        return false;
}

bool text_has_bidi_control(const char *text, size_t length)
{
        const char *end = text + length;
        for (const char *at = text; (at = memchr(at, 0xe2, (size_t)(end - at))) && end - at >= 3; at++) {
                unsigned char second = (unsigned char)at[1], third = (unsigned char)at[2];
                if ((second == 0x80 && third >= 0xaa && third <= 0xae) ||
                    (second == 0x81 && third >= 0xa6 && third <= 0xa9))
                        return true;
        }
        return false;
}

/* White space, or a character without width that joins nothing: zero width space, word joiner, byte order
 * mark, soft hyphen. */
static bool is_trimmed(ucs4_t c)
{
        return uc_is_property_white_space(c) || c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0xad;
}

bool text_trim(const char **text, size_t *length)
{
        const uint8_t *first = (const uint8_t *)*text, *last = first + *length, *before;
        ucs4_t c;
        for (int width;
             first < last && (width = u8_mbtouc(&c, first, (size_t)(last - first))) > 0 && is_trimmed(c);)
                first += width;
        while (last > first && (before = u8_prev(&c, last, first)) && is_trimmed(c))
                last = before;
        bool trimmed = (size_t)(last - first) != *length;
        *text = (const char *)first;
        *length = (size_t)(last - first);
        return trimmed;
}
