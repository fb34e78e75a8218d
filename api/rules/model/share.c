#include "rules/model/share.h"

/* Reads up to four digits; -1 if there is none or too many. */
static int32_t read_digits(const char *text, size_t length, size_t *position)
{
        int32_t value = 0;
        size_t start = *position;
        while (*position < length && text[*position] >= '0' && text[*position] <= '9') {
                if (*position - start == 4)
                        return -1;
                value = value * 10 + (text[*position] - '0');
                (*position)++;
        }
        return *position == start ? -1 : value;
}

int64_t share_common_divisor(int64_t a, int64_t b)
{
        while (b) {
                int64_t rest = a % b;
                a = b;
                b = rest;
        }
        return a;
}

bool share_parse(const char *text, size_t length, struct share *ret)
{
        size_t position = 0;
        int32_t numerator = read_digits(text, length, &position);
        if (numerator < 0 || position == length)
                return false;
        int32_t denominator = 100;
        char mark = text[position++];
        if (mark == '/')
                denominator = read_digits(text, length, &position);
        else if (mark != '%')
                return false;
        if (position != length || denominator < 1 || denominator > SHARE_DENOMINATOR_MAX ||
            numerator > denominator)
                return false;
        int32_t divisor = (int32_t)share_common_divisor(numerator, denominator);
        *ret = (struct share){numerator / divisor, denominator / divisor};
        return true;
}
