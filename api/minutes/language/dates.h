/*
 * dates - dates as people write them: 12. mars 2024, 12.3.24, 12.03.2024, 2024-03-12, 12/3-2024, mars 2024.
 */
#pragma once

#include "base/date.h"
#include "minutes/model/minutes_model.h"

/* Reads the date that begins at the byte `from`; returns its end, or `from` if there is none. The text must
 * be in lower case. The year or day is 0 if it is not written. */
size_t date_at(const char *lower, size_t from, size_t to, struct minutes_date *ret);

/* Reads a date, also in the form 1/6. That may mean other things, so the caller must know from the words
 * before it that a day follows. */
size_t date_at_due(const char *lower, size_t from, size_t to, struct minutes_date *ret);

/* Finds the first date in the text; returns where it begins, or `to` if there is none. */
size_t date_find(const char *lower, size_t from, size_t to, struct minutes_date *ret, size_t *ret_end);

/* Gives a date without a year the year in which it is first on or after `reference`. False, with the date
 * unchanged, if it has no year and there is no reference (DATE_BEGINNING), or if there is no such day. */
bool date_complete(struct minutes_date *written, date reference);

/* The day, or the first day of the month or year if no day is written. */
date date_first(const struct minutes_date *written);
