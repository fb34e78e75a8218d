#include "bulk/table_cell.h"

#include "formats/csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

static json_t *read_list(const char *text)
{
        char separator = strchr(text, CSV_LIST_SEPARATOR) ? CSV_LIST_SEPARATOR : ';';
        json_t *list = json_array();
        bool empty = text[0] == CSV_LIST_SEPARATOR && !text[1];
        for (const char *item = text; list && !empty && item;) {
                item += strspn(item, " ");
                const char *end = strchr(item, separator);
                size_t length = end ? (size_t)(end - item) : strlen(item);
                while (length && item[length - 1] == ' ')
                        length--;
                if (json_array_append_new(list, json_stringn(item, length)) != 0) {
                        json_decref(list);
                        return NULL;
                }
                item = end ? end + 1 : NULL;
        }
        return list;
}

/* true, false or neither, as spreadsheets write them in the languages that are used here. */
static json_t *read_truth(const char *text)
{
        static const char *const yes[] = {"true", "sann", "ja"}, *const no[] = {"false", "usann", "nei"};
        for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
                if (strcasecmp(text, yes[i]) == 0 || strcasecmp(text, no[i]) == 0)
                        return json_boolean(strcasecmp(text, yes[i]) == 0);
        return json_string(text);
}

static bool read_number(const char **text, size_t digits_min, size_t digits_max, char end, unsigned *ret)
{
        size_t count = strspn(*text, "0123456789");
        if (count < digits_min || count > digits_max || (*text)[count] != end)
                return false;
        *ret = (unsigned)strtoul(*text, NULL, 10);
        *text += count + (end != '\0');
        return true;
}

/* Reads "01.06.2019", or the year first with points or hyphens, without a time or at midnight. */
static bool read_day(const char *text, unsigned *year, unsigned *month, unsigned *day)
{
        static const char marks[] = "./";
        size_t length = strcspn(text, " ");
        char written[16];
        if (length >= sizeof written ||
            (text[length] && strspn(text + length, " 0:") != strlen(text + length)))
                return false;
        memcpy(written, text, length);
        written[length] = '\0';
        const char *at = written;
        if (read_number(&at, 1, 2, '.', day) && read_number(&at, 1, 2, '.', month) &&
            read_number(&at, 4, 4, '\0', year))
                return true;
        for (size_t i = 0; marks[i]; i++) {
                at = written;
                if (read_number(&at, 4, 4, marks[i], year) && read_number(&at, 1, 2, marks[i], month) &&
                    read_number(&at, 1, 2, '\0', day))
                        return true;
        }
        return false;
}

/* A date as spreadsheets write it becomes one of the contract's. */
static json_t *read_date(const char *text)
{
        unsigned day, month, year;
        char written[16];
        if (!read_day(text, &year, &month, &day))
                return json_string(text);
        snprintf(written, sizeof written, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
        return json_string(written);
}

/* Reads a number that is an identifier, and removes its spaces (other blanks have become spaces before). */
static json_t *read_digits(const char *text)
{
        char digits[64];
        size_t count = 0;
        for (; *text; text++)
                if (*text != ' ' && count < sizeof digits - 1)
                        digits[count++] = *text;
        return json_stringn(digits, count);
}

static json_t *read_integer(const char *text)
{
        char *end = NULL;
        errno = 0;
        long long number = strtoll(text, &end, 10);
        return *end || errno ? json_string(text) : json_integer(number);
}

json_t *table_cell_read(const struct table_column *column, const char *text)
{
        static json_t *(*const readers[])(const char *) = {
                [COLUMN_TEXT] = json_string, [COLUMN_INTEGER] = read_integer, [COLUMN_TRUTH] = read_truth,
                [COLUMN_LIST] = read_list,   [COLUMN_DATE] = read_date,       [COLUMN_DIGITS] = read_digits,
        };
        return *text ? readers[column->type](text) : json_null();
}

/* Unicode's blanks, as they get into cells from elsewhere. */
static bool is_blank(ucs4_t character)
{
        return character == ' ' || character == 0xA0 || character == 0x1680 ||
               (character >= 0x2000 && character <= 0x200A) || character == 0x202F || character == 0x205F ||
               character == 0x3000;
}

const char *table_cell_trim(struct arena *arena, const char *text, bool prose)
{
        size_t length = strlen(text), at = 0, count = 0, kept = 0;
        char *out = arena_alloc(arena, length + 1);
        while (at < length) {
                ucs4_t character;
                int size = u8_mbtouc(&character, (const uint8_t *)text + at, length - at);
                bool blank = is_blank(character);
                if (!blank || count) {
                        if (blank && !prose)
                                out[count++] = ' ';
                        else
                                memcpy(out + count, text + at, (size_t)size), count += (size_t)size;
                }
                kept = blank ? kept : count;
                at += (size_t)size;
        }
        out[kept] = '\0';
        return out;
}
