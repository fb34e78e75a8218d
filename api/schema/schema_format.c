/* The formats of strings. Each has a function that says whether a text is of it. */
#include "schema/schema_node.h"

#include "base/date.h"
#include "base/orgnr.h"
#include "json/text.h"

#include <stdint.h>
#include <string.h>

/* Real shares and periods need few digits; this many cannot overflow an int. */
#define SHARE_DIGITS_MAX  6
#define PERIOD_DIGITS_MAX 4
#define PORT_MAX          65535

/* What is still to be read of a text. */
struct cursor {
        const char *at, *end;
};

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_letter(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take_char(struct cursor *cursor, char c)
{
        if (cursor->at == cursor->end || *cursor->at != c)
                return false;
        cursor->at++;
        return true;
}

/* Reads one to `most` digits. False if there are none or more; the text is then not of the format. */
static bool take_number(struct cursor *cursor, int most, int *ret)
{
        int value = 0, digits = 0;
        while (cursor->at < cursor->end && is_digit(*cursor->at)) {
                if (++digits > most)
                        return false;
                value = value * 10 + (*cursor->at++ - '0');
        }
        *ret = value;
        return digits > 0;
}

static bool take_two_digits(struct cursor *cursor, int *ret)
{
        const char *start = cursor->at;
        return take_number(cursor, 2, ret) && cursor->at - start == 2;
}

static bool is_date(const char *text, size_t length)
{
        date day;
        return date_parse(text, length, &day);
}

static bool is_partial_date(const char *text, size_t length)
{
        struct partial_date partial;
        return date_parse_partial(text, length, &partial);
}

/* Reads Z or a difference from UTC; *ret_minutes is the difference in minutes. */
static bool take_offset(struct cursor *cursor, int *ret_minutes)
{
        if (take_char(cursor, 'Z') || take_char(cursor, 'z')) {
                *ret_minutes = 0;
                return true;
        }
        bool east = take_char(cursor, '+');
        int hours, minutes;
        if (!east && !take_char(cursor, '-'))
                return false;
        if (!take_two_digits(cursor, &hours) || !take_char(cursor, ':') || !take_two_digits(cursor, &minutes))
                return false;
        if (hours > 23 || minutes > 59)
                return false;
        *ret_minutes = (east ? 1 : -1) * (hours * 60 + minutes);
        return true;
}

static bool take_fraction(struct cursor *cursor)
{
        if (!take_char(cursor, '.'))
                return true;
        const char *start = cursor->at;
        while (cursor->at < cursor->end && is_digit(*cursor->at))
                cursor->at++;
        return cursor->at > start;
}

/* Whether the rest of the text is a time with its offset. A leap second (:60) is accepted only at the end of
 * a day in UTC. */
static bool is_time(struct cursor cursor)
{
        int hours, minutes, seconds, offset;
        if (!take_two_digits(&cursor, &hours) || !take_char(&cursor, ':') ||
            !take_two_digits(&cursor, &minutes))
                return false;
        if (!take_char(&cursor, ':') || !take_two_digits(&cursor, &seconds) || !take_fraction(&cursor))
                return false;
        if (!take_offset(&cursor, &offset) || cursor.at != cursor.end)
                return false;
        const int day = 24 * 60;
        int utc = (hours * 60 + minutes - offset + day) % day;
        return hours <= 23 && minutes <= 59 && (seconds <= 59 || (seconds == 60 && utc == day - 1));
}

static bool is_date_time(const char *text, size_t length)
{
        const size_t date_length = DATE_TEXT_SIZE - 1;
        if (length <= date_length || !is_date(text, date_length))
                return false;
        if (text[date_length] != 'T' && text[date_length] != 't')
                return false;
        return is_time((struct cursor){text + date_length + 1, text + length});
}

/* Reads http:// or https://, in upper or lower case. */
static bool take_scheme(struct cursor *cursor)
{
        static const char scheme[] = "http";
        for (size_t i = 0; i < sizeof scheme - 1; i++)
                if (!take_char(cursor, scheme[i]) && !take_char(cursor, (char)(scheme[i] - 'a' + 'A')))
                        return false;
        if (!take_char(cursor, 's'))
                take_char(cursor, 'S');
        return take_char(cursor, ':') && take_char(cursor, '/') && take_char(cursor, '/');
}

/* Reads letters, digits, characters of `others` and percent escapes. False if an escape is malformed. */
static bool take_characters(struct cursor *cursor, const char *others)
{
        while (cursor->at < cursor->end) {
                char c = *cursor->at;
                if (c == '%') {
                        if (cursor->end - cursor->at < 3 || !is_hex(cursor->at[1]) || !is_hex(cursor->at[2]))
                                return false;
                        cursor->at += 3;
                } else if ((unsigned char)c >= 0x80 ||
                           (c && (is_letter(c) || is_digit(c) || strchr(others, c)))) {
                        cursor->at++;
                } else {
                        return true;
                }
        }
        return true;
}

static bool take_address_literal(struct cursor *cursor)
{
        const char *start = cursor->at;
        while (cursor->at < cursor->end && (is_hex(*cursor->at) || *cursor->at == ':' || *cursor->at == '.'))
                cursor->at++;
        return cursor->at > start && take_char(cursor, ']');
}

/* Reads host and port. A user and password are not accepted, since they must not be published in a register.
 */
static bool take_authority(struct cursor *cursor)
{
        if (take_char(cursor, '[')) {
                if (!take_address_literal(cursor))
                        return false;
        } else {
                const char *start = cursor->at;
                if (!take_characters(cursor, "-._~!$&'()*+,;=") || cursor->at == start)
                        return false;
        }
        int port = 0;
        if (take_char(cursor, ':') && !take_number(cursor, 5, &port))
                return false;
        return port <= PORT_MAX;
}

/* Whether the text is an address of the web. Characters beyond ASCII need not be escaped; canonical.c escapes
 * them. */
static bool is_web_address(const char *text, size_t length)
{
        struct cursor cursor = {text, text + length};
        if (!take_scheme(&cursor) || !take_authority(&cursor))
                return false;
        static const char path[] = "-._~!$&'()*+,;=:@/";
        static const char query[] = "-._~!$&'()*+,;=:@/?";
        if (cursor.at < cursor.end && *cursor.at == '/' && !take_characters(&cursor, path))
                return false;
        if (take_char(&cursor, '?') && !take_characters(&cursor, query))
                return false;
        if (take_char(&cursor, '#') && !take_characters(&cursor, query))
                return false;
        return cursor.at == cursor.end;
}

static bool is_orgnr(const char *text, size_t length)
{
        char digits[ORGNR_SIZE];
        return orgnr_parse(text, length, digits);
}

/* Whether the text is a share from nothing to all: a fraction, or whole per cent. Decimals are not accepted,
 * so that each share is exact. */
static bool is_share(const char *text, size_t length)
{
        struct cursor cursor = {text, text + length};
        int part, whole = 100;
        if (!take_number(&cursor, SHARE_DIGITS_MAX, &part))
                return false;
        if (!take_char(&cursor, '%') &&
            (!take_char(&cursor, '/') || !take_number(&cursor, SHARE_DIGITS_MAX, &whole)))
                return false;
        return cursor.at == cursor.end && whole > 0 && part <= whole;
}

/* Whether the text is a period: years, months and days, or weeks alone. It must be longer than nothing,
 * because a loop over dates with an empty period would never end. */
static bool is_period(const char *text, size_t length)
{
        struct cursor cursor = {text, text + length};
        static const char units[] = "YMDW"; /* the order in which they may stand */
        size_t next = 0, parts = 0;
        bool some = false, weeks = false;
        if (!take_char(&cursor, 'P'))
                return false;
        while (cursor.at < cursor.end) {
                int value;
                if (!take_number(&cursor, PERIOD_DIGITS_MAX, &value) || cursor.at == cursor.end)
                        return false;
                const char *unit = *cursor.at ? strchr(units + next, *cursor.at++) : NULL;
                if (!unit)
                        return false;
                next = (size_t)(unit - units) + 1;
                weeks = weeks || *unit == 'W';
                some = some || value > 0;
                parts++;
        }
        return some && (!weeks || parts == 1);
}

static bool is_human_text(const char *text, size_t length)
{
        return text_is_visible(text, length) && !text_has_bidi_control(text, length);
}

static const struct schema_format formats[] = {
        {"date", is_date, FAULT_FORMAT_DATE},
        {"partial-date", is_partial_date, FAULT_FORMAT_PARTIAL_DATE},
        {"date-time", is_date_time, FAULT_FORMAT_INSTANT},
        {"uri", is_web_address, FAULT_FORMAT_URI},
        {"orgnr", is_orgnr, FAULT_FORMAT_ORGNR},
        {"share", is_share, FAULT_FORMAT_SHARE},
        {"period", is_period, FAULT_FORMAT_PERIOD},
        {"text", is_human_text, FAULT_FORMAT_TEXT},
};

const struct schema_format *schema_format_find(const char *name)
{
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
                if (strcmp(formats[i].name, name) == 0)
                        return &formats[i];
        return NULL;
}
