/*
 * axis - a period along a picture: at which point a day is drawn, and the marks of its years or months.
 */
#pragma once

#include "pictures/draw.h"

#include "base/date.h"

struct axis {
        date from, to; /* the first day and the last */
        int x, width;
        int months; /* from one mark to the next */
};

struct axis axis_of(date from, date to, int x, int width);

/* Where a day begins; a day outside stands at the nearer end. */
int axis_at(const struct axis *axis, date day);

/* The names of the marks, as one or two lines of the picture. */
void axis_draw_names(struct drawing *drawing, const struct axis *axis);

/* The marks and today as lines over a height; today only if it is within. */
void axis_draw_marks(struct drawing *drawing, const struct axis *axis, int64_t y, int height);
void axis_draw_today(struct drawing *drawing, const struct axis *axis, date today, int64_t y, int height);
/* The word, as a line of the picture above the axis. */
void axis_draw_today_name(struct drawing *drawing, const struct axis *axis, date today);

/* A date that the contract has checked; the calendar's last day for anything else. */
date axis_day_of(const json_t *object, const char *key);
