/*
 * date - calendar dates without time or zone, and dates that are known only to a month or a year.
 *
 * A date is a count of days since 1970-01-01 in the proleptic Gregorian calendar. No clock is read here and
 * no floating point is used. Years run from 0001 to 9999.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t date;

/* Before and after all dates that can be written: the ends of a period without a start or end. */
#define DATE_BEGINNING INT32_MIN
#define DATE_END       INT32_MAX

enum date_precision { DATE_DAY, DATE_MONTH, DATE_YEAR };

/* A date as written: the first and the last day that it may mean, and how precise it is. */
struct partial_date {
        date first;
        date last;
        enum date_precision precision;
};

/* Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; false, with *ret unchanged, if the text is none of these or the
 * day does not exist. */
bool date_parse_partial(const char *text, size_t length, struct partial_date *ret);

/* Reads `YYYY-MM-DD` only. */
bool date_parse(const char *text, size_t length, date *ret);

/* Writes `YYYY-MM-DD` and a NUL. */
#define DATE_TEXT_SIZE 11
void date_format(date day, char text[DATE_TEXT_SIZE]);

void date_split(date day, int *ret_year, int *ret_month, int *ret_day);
date date_make(int year, int month, int day);

/* The same day of the month `months` later (or earlier); the last day of that month if it is shorter. */
date date_add_months(date day, int months);
