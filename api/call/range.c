#include "call/range.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static const char *skip_space(const char *text)
{
        return text + strspn(text, " \t");
}

/* Reads the number at *text, which moves behind it; one that is too large becomes SIZE_MAX. */
static size_t read_number(const char **text)
{
        size_t value = 0;
        for (; is_digit(**text); (*text)++) {
                size_t digit = (size_t)(**text - '0');
                value = value > (SIZE_MAX - digit) / 10 ? SIZE_MAX : value * 10 + digit;
        }
        return value;
}

/* Reads `-500`: the last 500 bytes. */
static enum range_kind read_suffix(const char *text, size_t size, struct range *ret)
{
        bool number = is_digit(*text);
        size_t count = read_number(&text);
        if (!number || *skip_space(text))
                return RANGE_WHOLE;
        if (count == 0 || size == 0)
                return RANGE_BEYOND;
        *ret = (struct range){count < size ? size - count : 0, size};
        return RANGE_PART;
}

enum range_kind range_read(const char *value, size_t size, struct range *ret)
{
        static const char unit[] = "bytes=";
        if (!value || strncasecmp(value, unit, sizeof unit - 1) != 0)
                return RANGE_WHOLE;
        const char *text = skip_space(value + sizeof unit - 1);
        if (*text == '-')
                return read_suffix(text + 1, size, ret);
        bool number = is_digit(*text);
        size_t first = read_number(&text);
        if (!number || *text++ != '-')
                return RANGE_WHOLE;
        bool ends = is_digit(*text);
        size_t last = ends ? read_number(&text) : SIZE_MAX;
        if (*skip_space(text) || last < first)
                return RANGE_WHOLE;
        if (first >= size)
                return RANGE_BEYOND;
        *ret = (struct range){first, last < size ? last + 1 : size};
        return RANGE_PART;
}
