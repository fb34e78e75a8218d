#include "base/identity.h"

#include <string.h>

#define DATE_DIGITS   6
#define NUMBER_DIGITS 11

/* A UUID has 36 characters, a checksum in hexadecimal at least 32. A run of hexadecimal digits and hyphens of
 * this length is not text by a person, and is not searched for numbers. */
#define HEX_TOKEN_MIN 32

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_hex_letter(char c)
{
        return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static int two_digits(const char *text)
{
        return (text[0] - '0') * 10 + (text[1] - '0');
}

/* The month without what is added to it in synthetic and other special numbers; 0 if it is no month. */
static int plain_month(int month)
{
        static const int additions[] = {0, 40, 65, 80};
        for (size_t i = 0; i < sizeof additions / sizeof *additions; i++)
                if (month > additions[i] && month <= additions[i] + 12)
                        return month - additions[i];
        return 0;
}

/* DDMMYY; the century is not known, so any year may be a leap year. */
static bool is_birth_date(const char *digits)
{
        static const int days[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        int day = two_digits(digits);
        int month = plain_month(two_digits(digits + 2));
        if (day > 40)
                day -= 40;
        return month && day >= 1 && day <= days[month];
}

static size_t digits_from(const char *text, size_t length, size_t start)
{
        size_t end = start;
        while (end < length && is_digit(text[end]))
                end++;
        return end - start;
}

/* The length of the space at `at`: plain, no-break (U+00A0) or narrow no-break (U+202F); 0 if there is none.
 */
static size_t space_at(const char *text, size_t length, size_t at)
{
        if (at < length && text[at] == ' ')
                return 1;
        if (length - at >= 2 && memcmp(text + at, "\xc2\xa0", 2) == 0)
                return 2;
        if (length - at >= 3 && memcmp(text + at, "\xe2\x80\xaf", 3) == 0)
                return 3;
        return 0;
}

static bool in_hex_token(const char *text, size_t length, size_t at)
{
        size_t start = at, end = at;
        while (start &&
               (is_digit(text[start - 1]) || is_hex_letter(text[start - 1]) || text[start - 1] == '-'))
                start--;
        while (end < length && (is_digit(text[end]) || is_hex_letter(text[end]) || text[end] == '-'))
                end++;
        if (end - start < HEX_TOKEN_MIN)
                return false;
        for (size_t i = start; i < end; i++)
                if (is_hex_letter(text[i]))
                        return true;
        return false;
}

/* Whether a number begins with the run of `count` digits at `start`. */
static bool number_at(const char *text, size_t length, size_t start, size_t count)
{
        if (count == NUMBER_DIGITS)
                return is_birth_date(text + start) && !in_hex_token(text, length, start);
        if (count != DATE_DIGITS)
                return false;
        size_t end = start + count;
        size_t space = space_at(text, length, end);
        return space && digits_from(text, length, end + space) == NUMBER_DIGITS - DATE_DIGITS &&
               is_birth_date(text + start);
}

bool identity_found(const char *text, size_t length)
{
        size_t at = 0;
        while (at < length) {
                size_t count = digits_from(text, length, at);
                if (number_at(text, length, at, count))
                        return true;
                at += count ? count : 1;
        }
        return false;
}
