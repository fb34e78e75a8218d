/*
 * dates - days as people write them: 12. mars 2024, 12.3.24, 12.03.2024, 2024-03-12, 12/3-2024, mars 2024.
 */
#pragma once

#include "base/date.h"
#include "minutes/model/minutes_model.h"

/* The date that begins at `from`, in lower case; where it ends, or `from` if there is none. What is not
 * written of it is 0: the year, or the day. */
size_t date_at(const char *lower, size_t from, size_t to, struct minutes_date *ret);

/* The same, and also 1/6, which only says a day where words before it do. */
size_t date_at_due(const char *lower, size_t from, size_t to, struct minutes_date *ret);

/* The first date in the text; where it begins, `to` if there is none. */
size_t date_find(const char *lower, size_t from, size_t to, struct minutes_date *ret, size_t *ret_end);

/* The date with its year: the first such day on or after `reference`, or from then on. False (and untouched)
 * if the year is not written and there is no reference. */
bool date_complete(struct minutes_date *written, date reference);

/* The day itself, or the first of the month or year. */
date date_first(const struct minutes_date *written);
