/*
 * span - a length of time in whole years, months and days, and the calendar periods a body's meetings are
 * counted in.
 *
 * Months keep the day number, or take the last day of a month that has no such day: one month after
 * 31 January is the last of February.
 */
#pragma once

#include "base/date.h"

/* Longer than any appointment, short enough that no date leaves the calendar. */
#define SPAN_YEARS_MAX 200

struct span {
        int32_t months;
        int32_t days;
};

/* Reads an ISO 8601 duration of whole years, months and days (P2Y, P18M, P30D, P1Y6M); false, with *ret
 * unchanged, if the text is not one, or if it is zero or too long. */
bool span_parse(const char *text, size_t length, struct span *ret);

/* The day a span after `start`; DATE_END if it is beyond the calendar's last year. */
date span_after(date start, struct span span);

/* The day after the last day of a span that begins on `start`: a year from 29 February ends on 28 February.
 */
date span_end(date start, struct span span);

/* The day `times` spans after `start`, counted from the start in one step (not from one month's end to the
 * next). */
date span_after_times(date start, struct span span, int32_t times);

/* How many whole spans there are between `start` and `at`; -1 if `at` is before `start`. */
int32_t span_count(date start, struct span span, date at);

enum calendar { CALENDAR_MONTH, CALENDAR_QUARTER, CALENDAR_HALF_YEAR, CALENDAR_YEAR, CALENDAR_NONE };

/* month, quarter, half_year or year; CALENDAR_NONE for anything else. */
enum calendar span_parse_calendar(const char *text, size_t length);

/* The first day of the calendar period that contains the day; and that of the next period. */
date span_calendar_start(enum calendar calendar, date day);
date span_calendar_next(enum calendar calendar, date start);
