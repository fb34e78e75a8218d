#include "json/text.h"

#include <stdlib.h>
#include <string.h>
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

/* Everything below U+0300, where the combining characters begin, is in form C. Those characters are the ones
 * whose encoding uses no byte from CC up. Nearly all Norwegian text is of that kind. */
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

/* The fault of a text, FAULT_CODE_COUNT if it has none. */
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
