#include "minutes/language/dates.h"

#include <string.h>

static const char *const months[] = {"januar", "februar", "mars",      "april",   "mai",      "juni",
                                     "juli",   "august",  "september", "oktober", "november", "desember"};
/* Abbreviations of the months; all are long enough not to be other words. */
static const char *const short_months[] = {"jan", "feb", "mar", "apr", "mai", "jun",
                                           "jul", "aug", "sep", "okt", "nov", "des"};

static bool is_word_byte(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static size_t skip_blanks(const char *lower, size_t at, size_t to)
{
        while (at < to && lower[at] == ' ')
                at++;
        return at;
}

/* Reads a number of `least` to `most` digits; returns its end, or `at` if there is none. So do the functions
 * below. */
static size_t number_at(const char *lower, size_t at, size_t to, size_t least, size_t most, int *ret)
{
        size_t end = at;
        int value = 0;
        while (end < to && is_digit(lower[end]) && end - at < most)
                value = value * 10 + (lower[end++] - '0');
        if (end - at < least || (end < to && is_digit(lower[end])))
                return at;
        *ret = value;
        return end;
}

static size_t word_at(const char *lower, size_t at, size_t to, const char *word)
{
        size_t length = strlen(word);
        if (to - at < length || memcmp(lower + at, word, length) != 0 ||
            (at + length < to && is_word_byte(lower[at + length])))
                return at;
        return at + length;
}

static size_t month_at(const char *lower, size_t at, size_t to, int *ret)
{
        for (int i = 0; at < to && i < 12; i++) {
                size_t end = word_at(lower, at, to, months[i]);
                if (end == at) {
                        end = word_at(lower, at, to, short_months[i]);
                        end += end > at && end < to && lower[end] == '.';
                }
                if (end > at) {
                        *ret = i + 1;
                        return end;
                }
        }
        return at;
}

/* Reads a year of four digits; with `short_too` also one of two digits, which is taken to be in this century.
 */
static size_t year_at(const char *lower, size_t at, size_t to, bool short_too, int *ret)
{
        size_t end = number_at(lower, at, to, 4, 4, ret);
        if (end > at)
                return *ret >= 1900 && *ret <= 2100 ? end : at;
        if (short_too && (end = number_at(lower, at, to, 2, 2, ret)) > at)
                *ret += 2000;
        return end;
}

static bool date_exists(const struct minutes_date *written)
{
        int year, month, day, of = written->year ? written->year : 2000;
        if (written->month < 1 || written->month > 12 || written->day < 1 || written->day > 31)
                return false;
        date_split(date_make(of, written->month, 1) + written->day - 1, &year, &month, &day);
        return month == written->month;
}

/* 2024-03-12 */
static size_t iso_at(const char *lower, size_t from, size_t to, struct minutes_date *written)
{
        size_t at = year_at(lower, from, to, false, &written->year), end;
        if (at == from || at == to || lower[at] != '-' ||
            (end = number_at(lower, at + 1, to, 2, 2, &written->month)) == at + 1 || end == to ||
            lower[end] != '-')
                return from;
        at = number_at(lower, end + 1, to, 2, 2, &written->day);
        return at > end + 1 && date_exists(written) ? at : from;
}

/* 12. mars 2024, 12 mars, 12.mars */
static size_t named_at(const char *lower, size_t from, size_t to, struct minutes_date *written)
{
        size_t at = number_at(lower, from, to, 1, 2, &written->day), end;
        if (at == from)
                return from;
        at += at < to && lower[at] == '.';
        at = skip_blanks(lower, at, to);
        if ((end = month_at(lower, at, to, &written->month)) == at || !date_exists(written))
                return from;
        at = skip_blanks(lower, end, to);
        size_t year = year_at(lower, at, to, false, &written->year);
        if (year == at)
                written->year = 0;
        return date_exists(written) ? (year > at ? year : end) : from;
}

/* 12.3.2024, 12.03.24, 12/3-2024, 12.3. */
static size_t digits_at(const char *lower, size_t from, size_t to, struct minutes_date *written)
{
        size_t at = number_at(lower, from, to, 1, 2, &written->day), end;
        if (at == from || at == to || !strchr("./", lower[at]))
                return from;
        char mark = lower[at];
        at++;
        if ((end = number_at(lower, at, to, 1, 2, &written->month)) == at)
                return from;
        if (end < to && strchr(mark == '/' ? "-/" : ".", lower[end])) {
                at = year_at(lower, end + 1, to, true, &written->year);
                if (at > end + 1)
                        return date_exists(written) ? at : from;
                written->year = 0;
                return mark == '.' && date_exists(written) ? end + 1 : from;
        }
        return from;
}

/* mars 2024 */
static size_t month_of_year_at(const char *lower, size_t from, size_t to, struct minutes_date *written)
{
        size_t at = month_at(lower, from, to, &written->month);
        if (at == from)
                return from;
        size_t blank = skip_blanks(lower, at, to), end = year_at(lower, blank, to, false, &written->year);
        return blank > at && end > blank ? end : from;
}

size_t date_at(const char *lower, size_t from, size_t to, struct minutes_date *ret)
{
        static size_t (*const forms[])(const char *, size_t, size_t, struct minutes_date *) = {
                iso_at, named_at, digits_at, month_of_year_at};
        for (size_t i = 0; from < to && i < sizeof forms / sizeof *forms; i++) {
                struct minutes_date written = {0};
                size_t end = forms[i](lower, from, to, &written);
                if (end > from && (end == to || !is_word_byte(lower[end]))) {
                        *ret = written;
                        return end;
                }
        }
        return from;
}

/* 1/6 */
static size_t day_and_month_at(const char *lower, size_t from, size_t to, struct minutes_date *written)
{
        size_t at = number_at(lower, from, to, 1, 2, &written->day), end;
        if (at == from || at == to || lower[at] != '/')
                return from;
        end = number_at(lower, at + 1, to, 1, 2, &written->month);
        return end > at + 1 && date_exists(written) ? end : from;
}

size_t date_at_due(const char *lower, size_t from, size_t to, struct minutes_date *ret)
{
        struct minutes_date written = {0};
        size_t end = date_at(lower, from, to, ret);
        if (end > from)
                return end;
        end = day_and_month_at(lower, from, to, &written);
        if (end == from || (end < to && (is_word_byte(lower[end]) || lower[end] == '/')))
                return from;
        *ret = written;
        return end;
}

size_t date_find(const char *lower, size_t from, size_t to, struct minutes_date *ret, size_t *ret_end)
{
        for (size_t at = from; at < to; at++) {
                if (at > from && (is_word_byte(lower[at - 1]) || lower[at - 1] == '/'))
                        continue;
                size_t end = date_at(lower, at, to, ret);
                if (end > at) {
                        *ret_end = end;
                        return at;
                }
        }
        return to;
}

date date_first(const struct minutes_date *written)
{
        return date_make(written->year, written->month ? written->month : 1, written->day ? written->day : 1);
}

bool date_complete(struct minutes_date *written, date reference)
{
        int year, month, day;
        if (written->year)
                return true;
        if (reference == DATE_BEGINNING)
                return false;
        date_split(reference, &year, &month, &day);
        struct minutes_date full = *written;
        full.year = year;
        if (date_first(&full) < reference)
                full.year++;
        if (full.day && !date_exists(&full))
                return false;
        *written = full;
        return true;
}
