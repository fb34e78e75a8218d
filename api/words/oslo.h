/*
 * oslo - instants, and what a clock in Norway shows then. Pure: the rule is written here, no zone database is
 * asked.
 *
 * Summer time runs from one o'clock UTC on the last Sunday of March to one o'clock UTC on the last Sunday of
 * October. It has been so since 1996.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define OSLO_ZONE "Europe/Oslo"

/* Seconds since 1970-01-01T00:00:00Z. */
typedef int64_t instant;

/* Reads RFC 3339, whatever its offset; parts of a second are left out, and a leap second is the first of the
 * next minute. False (and *ret untouched) if it is none. */
bool oslo_instant_read(const char *text, instant *ret);

/* A year to a second, as clocks and calendars show it. */
struct clock_time {
        int year, month, day, hour, minute, second;
};
struct clock_time oslo_instant_split(instant at);

/* What the clock shows at an instant, as if that were UTC. False where the clock does not say which instant
 * it is: before the rule began, and when the hour that summer time gives back comes for the second time. */
bool oslo_clock(instant at, instant *ret_shown);
