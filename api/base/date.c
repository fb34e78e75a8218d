#include "base/date.h"

#include <assert.h>
#include <stdio.h>

static bool is_leap(int year)
{
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
        static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Counting years from March puts the leap day last, so that the day of a month is a linear formula
 * (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
date date_make(int year, int month, int day)
{
        int y = month <= 2 ? year - 1 : year;
        int era = (y >= 0 ? y : y - 399) / 400;
        int year_of_era = y - era * 400;
        int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        return era * 146097 + day_of_era - 719468;
}

void date_split(date day, int *ret_year, int *ret_month, int *ret_day)
{
        int z = day + 719468;
        int era = (z >= 0 ? z : z - 146096) / 146097;
        int day_of_era = z - era * 146097;
        int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
        int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        int shifted = (5 * day_of_year + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        *ret_year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
        *ret_month = month;
        *ret_day = day_of_year - (153 * shifted + 2) / 5 + 1;
}

/* Reads exactly `digits` decimal digits; -1 if one is not a digit. */
static int read_number(const char *text, int digits)
{
        int value = 0;
        for (int i = 0; i < digits; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return -1;
                value = value * 10 + (text[i] - '0');
        }
        return value;
}

bool date_parse_partial(const char *text, size_t length, struct partial_date *ret)
{
        if (length != 4 && length != 7 && length != 10)
                return false;
        int year = read_number(text, 4);
        if (year < 1)
                return false;
        if (length == 4) {
                *ret = (struct partial_date){date_make(year, 1, 1), date_make(year, 12, 31), DATE_YEAR};
                return true;
        }
        int month = text[4] == '-' ? read_number(text + 5, 2) : -1;
        if (month < 1 || month > 12)
                return false;
        int last = days_in_month(year, month);
        if (length == 7) {
                *ret = (struct partial_date){date_make(year, month, 1), date_make(year, month, last),
                                             DATE_MONTH};
                return true;
        }
        int day = text[7] == '-' ? read_number(text + 8, 2) : -1;
        if (day < 1 || day > last)
                return false;
        date exact = date_make(year, month, day);
        *ret = (struct partial_date){exact, exact, DATE_DAY};
        return true;
}

bool date_parse(const char *text, size_t length, date *ret)
{
        struct partial_date partial;
        if (!date_parse_partial(text, length, &partial) || partial.precision != DATE_DAY)
                return false;
        *ret = partial.first;
        return true;
}

void date_format(date day, char text[DATE_TEXT_SIZE])
{
        int year, month, day_of_month;
        date_split(day, &year, &month, &day_of_month);
        assert(year >= 0 && year <= 9999);
        snprintf(text, DATE_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u,
                 (unsigned)day_of_month % 100u);
}

date date_add_months(date day, int months)
{
        int year, month, day_of_month;
        date_split(day, &year, &month, &day_of_month);
        int count = year * 12 + (month - 1) + months;
        int new_year = count >= 0 ? count / 12 : -((11 - count) / 12);
        int new_month = count - new_year * 12 + 1;
        int last = days_in_month(new_year, new_month);
        return date_make(new_year, new_month, day_of_month < last ? day_of_month : last);
}
