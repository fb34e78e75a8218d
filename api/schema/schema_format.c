/* The formats of strings. Each function answers for one and knows nothing of schemas. */
#include "schema/schema_node.h"

#include "base/date.h"
#include "base/orgnr.h"
#include "json/text.h"

#include <stdint.h>
#include <string.h>

/* Shares and durations of people's affairs need few digits; more would only bring overflow. */
#define SHARE_DIGITS_MAX  6
#define PERIOD_DIGITS_MAX 4
#define PORT_MAX          65535

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

static bool take(struct cursor *cursor, char c)
{
        if (cursor->at == cursor->end || *cursor->at != c)
                return false;
        cursor->at++;
        return true;
}

/* Takes one to `most` digits; false, with nothing taken that matters, if there are none or more. */
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

/* Z or the difference from UTC, in minutes. */
static bool take_offset(struct cursor *cursor, int *ret_minutes)
{
        if (take(cursor, 'Z') || take(cursor, 'z')) {
                *ret_minutes = 0;
                return true;
        }
        bool east = take(cursor, '+');
        int hours, minutes;
        if (!east && !take(cursor, '-'))
                return false;
        if (!take_two_digits(cursor, &hours) || !take(cursor, ':') || !take_two_digits(cursor, &minutes))
                return false;
        if (hours > 23 || minutes > 59)
                return false;
        *ret_minutes = (east ? 1 : -1) * (hours * 60 + minutes);
        return true;
}

static bool take_fraction(struct cursor *cursor)
{
        if (!take(cursor, '.'))
                return true;
        const char *start = cursor->at;
        while (cursor->at < cursor->end && is_digit(*cursor->at))
                cursor->at++;
        return cursor->at > start;
}

/* A leap second is the last of a day in UTC. */
static bool is_time(struct cursor cursor)
{
        int hours, minutes, seconds, offset;
        if (!take_two_digits(&cursor, &hours) || !take(&cursor, ':') || !take_two_digits(&cursor, &minutes))
                return false;
        if (!take(&cursor, ':') || !take_two_digits(&cursor, &seconds) || !take_fraction(&cursor))
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

/* Takes http:// or https:// in any case. */
static bool take_scheme(struct cursor *cursor)
{
        static const char scheme[] = "http";
        for (size_t i = 0; i < sizeof scheme - 1; i++)
                if (!take(cursor, scheme[i]) && !take(cursor, (char)(scheme[i] - 'a' + 'A')))
                        return false;
        if (!take(cursor, 's'))
                take(cursor, 'S');
        return take(cursor, ':') && take(cursor, '/') && take(cursor, '/');
}

/* Takes characters that are letters, digits or one of `others`, and percent escapes. False at a bad escape.
 */
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
        return cursor->at > start && take(cursor, ']');
}

/* Host and port; no user and password, which have no business in a register. */
static bool take_authority(struct cursor *cursor)
{
        if (take(cursor, '[')) {
                if (!take_address_literal(cursor))
                        return false;
        } else {
                const char *start = cursor->at;
                if (!take_characters(cursor, "-._~!$&'()*+,;=") || cursor->at == start)
                        return false;
        }
        int port = 0;
        if (take(cursor, ':') && !take_number(cursor, 5, &port))
                return false;
        return port <= PORT_MAX;
}

/* Letters beyond ASCII may stand as they are read; they are stored escaped (canonical.c). */
static bool is_web_address(const char *text, size_t length)
{
        struct cursor cursor = {text, text + length};
        if (!take_scheme(&cursor) || !take_authority(&cursor))
                return false;
        static const char path[] = "-._~!$&'()*+,;=:@/";
        static const char query[] = "-._~!$&'()*+,;=:@/?";
        if (cursor.at < cursor.end && *cursor.at == '/' && !take_characters(&cursor, path))
                return false;
        if (take(&cursor, '?') && !take_characters(&cursor, query))
                return false;
        if (take(&cursor, '#') && !take_characters(&cursor, query))
                return false;
        return cursor.at == cursor.end;
}

static bool is_orgnr(const char *text, size_t length)
{
        char digits[ORGNR_SIZE];
        return orgnr_parse(text, length, digits);
}

/* A fraction or whole per cent, from nothing to all: both are exact. */
static bool is_share(const char *text, size_t length)
{
        struct cursor cursor = {text, text + length};
        int part, whole = 100;
        if (!take_number(&cursor, SHARE_DIGITS_MAX, &part))
                return false;
        if (!take(&cursor, '%') && (!take(&cursor, '/') || !take_number(&cursor, SHARE_DIGITS_MAX, &whole)))
                return false;
        return cursor.at == cursor.end && whole > 0 && part <= whole;
}

/* Years, months and days, or weeks alone; altogether more than nothing, since something that recurs after no
 * time at all never ends. */
static bool is_period(const char *text, size_t length)
{
        struct cursor cursor = {text, text + length};
        static const char units[] = "YMDW"; /* the order in which they may stand */
        size_t next = 0, parts = 0;
        bool some = false, weeks = false;
        if (!take(&cursor, 'P'))
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
        return text_is_visible(text, length) && !text_turns(text, length);
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
