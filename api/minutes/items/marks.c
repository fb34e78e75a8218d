#include "minutes/items/marks.h"

#include "minutes/language/dates.h"
#include "minutes/language/labels.h"

#include <string.h>

/* A line while it is read: `at` is the next byte. */
struct reading {
        const char *bytes, *lower;
        size_t at, end;
};

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_blank_at(const struct reading *reading, size_t at)
{
        return at >= reading->end || reading->bytes[at] == ' ' || reading->bytes[at] == '\t';
}

/* Whether the blanks or the bar at this byte separate columns. */
static bool is_column_at(const struct reading *reading, size_t at)
{
        return at + 1 < reading->end && (reading->bytes[at] == '\t' || reading->bytes[at] == '|' ||
                                         (reading->bytes[at] == ' ' && strchr(" |", reading->bytes[at + 1])));
}

static void skip_blanks(struct reading *reading)
{
        while (reading->at < reading->end && is_blank_at(reading, reading->at))
                reading->at++;
}

static bool take_word(struct reading *reading, const char *word)
{
        size_t length = strlen(word);
        if (reading->end - reading->at < length || memcmp(reading->lower + reading->at, word, length) != 0)
                return false;
        reading->at += length;
        return true;
}

/* Reads a number of at most so many digits. */
static bool take_number(struct reading *reading, size_t digits, uint32_t *ret)
{
        size_t at = reading->at;
        uint32_t value = 0;
        while (at < reading->end && is_digit(reading->bytes[at]) && at - reading->at < digits)
                value = value * 10 + (uint32_t)(reading->bytes[at++] - '0');
        if (at == reading->at || (at < reading->end && is_digit(reading->bytes[at])))
                return false;
        reading->at = at;
        *ret = value;
        return true;
}

/* Reads the second part of a case number: "/21" or "-2021"; or, if the year is first, "/3". Forms that may
 * mean something else are accepted only if a case number is `likely`. */
static bool take_series(struct reading *reading, bool likely, uint32_t *ret)
{
        struct reading try = *reading;
        bool slash = take_word(&try, "/"), apart = false;
        if (!slash && !take_word(&try, "-") &&
            !(likely && (apart = take_word(&try, " - ") || take_word(&try, " \xe2\x80\x93 "))))
                return false;
        size_t from = try.at;
        if (!take_number(&try, 4, ret))
                return false;
        size_t digits = try.at - from;
        if (apart && digits != 4)
                return false;
        if (digits != 2 && digits != 4 && !(slash && (likely || is_column_at(&try, try.at))))
                return false;
        *reading = try;
        return true;
}

/* Reads the end of a mark: a blank, the end of the line, or one of : . ) - before a blank. Sets *mark, or
 * returns false if there is none of these. */
static bool close_mark(struct reading *reading, struct mark *mark, enum mark_style style, size_t from)
{
        size_t to = reading->at;
        if (!is_blank_at(reading, to) && strchr(":.)-", reading->bytes[to]))
                reading->at++;
        if (!is_blank_at(reading, reading->at))
                return false;
        skip_blanks(reading);
        if (take_word(reading, "|"))
                skip_blanks(reading);
        if (take_word(reading, "- ") || take_word(reading, "\xe2\x80\x93 ") || take_word(reading, ": "))
                skip_blanks(reading);
        *mark = (struct mark){style,          mark->value,  mark->series,
                              (uint32_t)from, (uint32_t)to, (uint32_t)reading->at};
        return true;
}

/* Skips the same word in another language: "Sak/Ášši". */
static void skip_other_language(struct reading *reading)
{
        if (!take_word(reading, "/"))
                return;
        while (!is_blank_at(reading, reading->at))
                reading->at++;
}

/* Reads the word for a case. Sets *ret_series if it needs a year after its number. */
static bool take_case_word(struct reading *reading, bool *ret_series)
{
        static const char *const words[] = {"saksnr", "saksnummer", "sak", "punkt", "pkt", "vedtakssak"};
        static const char *const letters[] = {"ps", "rs", "fs", "\xc3\xa1\xc5\xa1\xc5\xa1i", "asia"};
        *ret_series = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (take_word(reading, words[i]))
                        return true;
        *ret_series = true;
        for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
                if (take_word(reading, letters[i]))
                        return true;
        return false;
}

/* Skips the same word in another language before it: "Ášši / Sak". */
static void skip_language_before(struct reading *reading)
{
        struct reading other = *reading, after;
        bool series;
        while (other.at < other.end && !is_blank_at(&other, other.at) &&
               !strchr("/0123456789.:,", other.bytes[other.at]))
                other.at++;
        skip_blanks(&other);
        if (!take_word(&other, "/"))
                return;
        skip_blanks(&other);
        after = other;
        if (take_case_word(&after, &series))
                *reading = other;
}

static bool read_case(struct reading reading, struct mark *ret)
{
        struct mark mark = {0};
        size_t from = reading.at;
        bool series_only;
        if (take_word(&reading, "ad "))
                skip_blanks(&reading);
        skip_language_before(&reading);
        if (!take_case_word(&reading, &series_only))
                return false;
        skip_other_language(&reading);
        take_word(&reading, ".");
        skip_blanks(&reading);
        if (take_word(&reading, "nr") || take_word(&reading, "nummer"))
                take_word(&reading, ".");
        take_word(&reading, ":");
        skip_blanks(&reading);
        if (!take_number(&reading, 5, &mark.value))
                return false;
        if (!take_series(&reading, true, &mark.series) && series_only)
                return false;
        if (!close_mark(&reading, &mark, MARK_CASE, from))
                return false;
        *ret = mark;
        return true;
}

/* Whether a date begins here: "12. mars" is not the mark of the twelfth item. */
static bool is_date(const struct reading *reading, size_t from)
{
        struct minutes_date written;
        size_t end = date_at(reading->lower, from, reading->end, &written);
        return end > from && written.month > 0;
}

static bool read_level(struct reading reading, struct mark *mark, size_t from)
{
        uint32_t below;
        size_t levels = 0;
        while (take_word(&reading, ".")) {
                if (is_blank_at(&reading, reading.at))
                        break;
                if (!take_number(&reading, 2, &below))
                        return false;
                mark->series = levels++ == 0 ? below : mark->series;
        }
        return close_mark(&reading, mark, MARK_LEVEL, from);
}

static bool read_number(struct reading reading, struct mark *ret)
{
        struct mark mark = {0};
        size_t from = reading.at;
        if (!take_number(&reading, 4, &mark.value) || is_date(&reading, from))
                return false;
        struct reading after = reading;
        if (take_series(&after, false, &mark.series))
                return close_mark(&after, &mark, MARK_SERIES, from) && (*ret = mark, true);
        if (mark.value == 0 || mark.value > 999 || reading.at == reading.end)
                return false;
        char c = reading.bytes[reading.at];
        if (c == '.' && !is_blank_at(&reading, reading.at + 1))
                return read_level(reading, &mark, from) && (*ret = mark, true);
        enum mark_style style = c == ')'                             ? MARK_PAREN
                                : c == '.'                           ? MARK_DOT
                                : c == ':'                           ? MARK_COLON
                                : is_column_at(&reading, reading.at) ? MARK_BARE
                                                                     : MARK_NONE;
        return style != MARK_NONE && close_mark(&reading, &mark, style, from) && (*ret = mark, true);
}

static bool read_roman(struct reading reading, struct mark *ret)
{
        static const char *const numerals[] = {"I",    "II",  "III",  "IV",    "V",   "VI",   "VII",
                                               "VIII", "IX",  "X",    "XI",    "XII", "XIII", "XIV",
                                               "XV",   "XVI", "XVII", "XVIII", "XIX", "XX"};
        size_t from = reading.at, length = 0;
        while (from + length < reading.end && length < 6 && strchr("IVX", reading.bytes[from + length]))
                length++;
        for (uint32_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
                if (strlen(numerals[i]) != length || memcmp(numerals[i], reading.bytes + from, length) != 0)
                        continue;
                struct mark mark = {.value = i + 1};
                reading.at = from + length;
                if (is_blank_at(&reading, reading.at) || !strchr(".)", reading.bytes[reading.at]) ||
                    !close_mark(&reading, &mark, MARK_ROMAN, from))
                        return false;
                *ret = mark;
                return true;
        }
        return false;
}

static bool read_letter(struct reading reading, struct mark *ret)
{
        struct mark mark = {0};
        size_t from = reading.at;
        char c = reading.lower[from];
        if (c < 'a' || c > 'z' || from + 1 >= reading.end)
                return false;
        char after = reading.bytes[from + 1];
        if (after != ')' && !(after == '.' && reading.bytes[from] == c))
                return false;
        reading.at++;
        mark.value = (uint32_t)(c - 'a' + 1);
        return close_mark(&reading, &mark, MARK_LETTER, from) && (*ret = mark, true);
}

static bool read_bullet(struct reading reading, struct mark *ret)
{
        static const char *const bullets[] = {"-",
                                              "*",
                                              "\xe2\x80\xa2",
                                              "\xe2\x80\x93",
                                              "\xe2\x80\x94",
                                              "\xc2\xb7",
                                              "\xe2\x96\xaa",
                                              "\xe2\x97\x8f",
                                              "\xe2\x97\xa6",
                                              "\xef\x82\xb7",
                                              "o",
                                              "\xe2\x9e\xa2",
                                              "\xe2\x97\x8b"};
        for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
                struct reading try = reading;
                if (!take_word(&try, bullets[i]) || try.at == try.end || !is_blank_at(&try, try.at))
                        continue;
                skip_blanks(&try);
                *ret = (struct mark){.style = MARK_BULLET,
                                     .number_from = (uint32_t)reading.at,
                                     .number_to = (uint32_t)reading.at,
                                     .text = (uint32_t)try.at};
                return true;
        }
        return false;
}

struct mark mark_read(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        struct reading reading = {lines->clean->bytes, lines->clean->lower, at->from, at->to};
        struct mark mark = {0};
        if (take_word(&reading, "|"))
                skip_blanks(&reading);
        if (reading.at == reading.end || label_ordinal(reading.lower, reading.at, reading.end))
                return mark;
        (void)(read_case(reading, &mark) || read_number(reading, &mark) || read_roman(reading, &mark) ||
               read_letter(reading, &mark) || read_bullet(reading, &mark));
        return mark;
}
