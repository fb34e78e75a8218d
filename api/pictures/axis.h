/*
 * axis - the time axis of a picture: where a day is drawn, and the marks of years or months.
 */
#pragma once

#include "pictures/draw.h"

#include "base/date.h"

struct axis {
        date from, to; /* the first and the last day */
        int x, width;  /* where it is drawn, in pixels */
        int months;    /* the months from one mark to the next */
};

struct axis axis_of(date from, date to, int x, int width);

/* The x position of a day; a day outside of the axis is at the nearer end. */
int axis_at(const struct axis *axis, date day);

/* Draws the names of the marks, as one or two lines of the picture. */
void axis_draw_names(struct drawing *drawing, const struct axis *axis);

/* Draw the marks, and today if it is on the axis, as vertical lines of a height. */
void axis_draw_marks(struct drawing *drawing, const struct axis *axis, int64_t y, int height);
void axis_draw_today(struct drawing *drawing, const struct axis *axis, date today, int64_t y, int height);
/* Draws the word "today" as a line of the picture above the axis. */
void axis_draw_today_name(struct drawing *drawing, const struct axis *axis, date today);

/* The date in a member, which the contract has checked; the calendar's last day if it is not a date. */
date axis_day_of(const json_t *object, const char *key);
