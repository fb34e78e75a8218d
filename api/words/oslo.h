/*
 * oslo - instants, and the clock time in Norway at an instant. The functions are pure: the rule is
 * implemented here, and no time zone database is used.
 *
 * Summer time lasts from one o'clock UTC on the last Sunday of March to one o'clock UTC on the last Sunday of
 * October. This has been the rule since 1996.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define OSLO_ZONE "Europe/Oslo"

/* Seconds since 1970-01-01T00:00:00Z. */
typedef int64_t instant;

/* Reads an instant as RFC 3339, with any offset. Fractions of a second are dropped, and a leap second becomes
 * the first second of the next minute. False, with *ret unchanged, if the text is not an instant. */
bool oslo_instant_read(const char *text, instant *ret);

/* A date and a time of day. */
struct clock_time {
        int year, month, day, hour, minute, second;
};
struct clock_time oslo_instant_split(instant at);

/* The clock time in Norway at an instant, as an instant whose UTC time is the same. False if that clock time
 * does not identify the instant: before the rule began, and in the second of the two equal hours when summer
 * time ends. */
bool oslo_clock(instant at, instant *ret_shown);
