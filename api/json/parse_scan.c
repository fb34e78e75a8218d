#include "json/parse_scan.h"

#include "json/pointer.h"

#include <assert.h>

#include <stdint.h>
#include <string.h>
#include <unistr.h>

static const struct pointer top = {.name = ""};

static bool is_space(char c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The offset after the string that begins with the quote at `start`; the length of the body if the string
 * never ends. */
static size_t string_end(const char *bytes, size_t length, size_t start)
{
        for (size_t i = start + 1; i < length; i++) {
                if (bytes[i] == '"')
                        return i + 1;
                if (bytes[i] == '\\')
                        i++;
        }
        return length;
}

static bool has_nul_escape(const char *bytes, size_t length)
{
        static const char escape[] = "u0000";
        for (size_t i = 0; i + 1 < length; i++) {
                if (bytes[i] != '\\')
                        continue;
                i++; /* to the escaped character: if it is a backslash, no escape begins there */
                if (length - i >= sizeof escape - 1 && memcmp(bytes + i, escape, sizeof escape - 1) == 0)
                        return true;
        }
        return false;
}

/* How deeply the brackets of a text are nested, and how many values it has: the first, and one for each comma
 * and each opening bracket. */
struct extent {
        size_t depth, values;
};

static struct extent measure_extent(const char *bytes, size_t length)
{
        struct extent extent = {.values = 1};
        size_t depth = 0;
        for (size_t i = 0; i < length; i++) {
                bool opens = bytes[i] == '[' || bytes[i] == '{';
                bool closes = bytes[i] == ']' || bytes[i] == '}';
                if (bytes[i] == '"')
                        i = string_end(bytes, length, i) - 1;
                else if (closes && depth)
                        depth--;
                else if (opens && ++depth > extent.depth)
                        extent.depth = depth;
                extent.values += opens || bytes[i] == ',';
        }
        return extent;
}

/* The fault of a text that is too deep or has too many values; FAULT_CODE_COUNT if it is neither. */
static enum fault_code fault_of_extent(const char *bytes, size_t length, const char **ret_limit)
{
        static_assert(POINTER_DEPTH_MAX == 64 && PARSE_VALUES_MAX == 50000, "the texts of the faults say so");
        struct extent extent = measure_extent(bytes, length);
        bool deep = extent.depth > POINTER_DEPTH_MAX;
        *ret_limit = deep ? "64" : "50000";
        if (deep)
                return FAULT_TOO_DEEP;
        return extent.values > PARSE_VALUES_MAX ? FAULT_TOO_MANY_VALUES : FAULT_CODE_COUNT;
}

static bool is_blank(const char *bytes, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if (!is_space(bytes[i]))
                        return false;
        return true;
}

bool parse_scan(const char *bytes, size_t length, struct faults *faults)
{
        enum fault_code code = FAULT_CODE_COUNT;
        const char *arg = NULL;
        if (is_blank(bytes, length)) {
                code = FAULT_EMPTY_BODY;
        } else if (u8_check((const uint8_t *)bytes, length)) {
                code = FAULT_NOT_UTF8;
        } else if (memchr(bytes, '\0', length) || has_nul_escape(bytes, length)) {
                code = FAULT_JSON_NUL;
        } else {
                code = fault_of_extent(bytes, length, &arg);
        }
        if (code == FAULT_CODE_COUNT)
                return true;
        pointer_fault(&top, faults, code, arg, NULL);
        return false;
}

static struct text_position position_of(const char *bytes, size_t offset)
{
        struct text_position position = {.line = 1, .column = 1};
        for (size_t i = 0; i < offset; i++) {
                if (bytes[i] == '\n')
                        position = (struct text_position){.line = position.line + 1, .column = 1};
                else if (((unsigned char)bytes[i] & 0xc0) != 0x80)
                        position.column++;
        }
        return position;
}

/* Whether the string that ends here is a member name: a colon follows it. */
static bool is_key_end(const char *bytes, size_t length, size_t end)
{
        while (end < length && is_space(bytes[end]))
                end++;
        return end < length && bytes[end] == ':';
}

struct text_position parse_scan_key(const char *bytes, size_t length, size_t ordinal)
{
        for (size_t i = 0; i < length; i++) {
                if (bytes[i] != '"')
                        continue;
                size_t end = string_end(bytes, length, i);
                if (is_key_end(bytes, length, end) && ordinal-- == 0)
                        return position_of(bytes, i);
                i = end - 1;
        }
        return position_of(bytes, length);
}

struct text_position parse_scan_key_before(const char *bytes, size_t length, size_t end)
{
        size_t key = 0;
        for (size_t i = 0; i < length && i < end; i++) {
                if (bytes[i] != '"')
                        continue;
                size_t behind = string_end(bytes, length, i);
                if (behind > end)
                        break;
                key = i;
                i = behind - 1;
        }
        return position_of(bytes, key);
}
