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

/* Reads an ISO 8601 duration of whole years, months and days (P2Y, P18M, P30D, P1Y6M); false (and *ret
 * untouched) if it is none, is nothing, or is too long. */
bool span_parse(const char *text, size_t length, struct span *ret);

/* The day that lies the span after `start`; DATE_END past the calendar's last year. */
date span_after(date start, struct span span);

/* The day after a span that begins on `start`: what lasts a year from 29 February ends on 28 February. */
date span_end(date start, struct span span);

/* The day that lies the span after, `times` over, counted from the start (not month end by month end). */
date span_after_times(date start, struct span span, int32_t times);

/* How many whole spans lie between start and at; -1 if at is before the start. */
int32_t span_count(date start, struct span span, date at);

enum calendar { CALENDAR_MONTH, CALENDAR_QUARTER, CALENDAR_HALF_YEAR, CALENDAR_YEAR, CALENDAR_NONE };

/* month, quarter, half_year or year; CALENDAR_NONE for anything else. */
enum calendar span_parse_calendar(const char *text, size_t length);

/* The first day of the calendar period that holds the day, and of the one after it. */
date span_calendar_start(enum calendar calendar, date day);
date span_calendar_next(enum calendar calendar, date start);
