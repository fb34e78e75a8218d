#include "pictures/axis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The width of a year's four digits, or of three letters. */
#define NAME_WIDTH 36
/* The first day of the year 1, and the last of 9999. */
#define FIRST_DAY  (-719162)
#define LAST_DAY   2932896

static const struct draw_type type_name = {"small", 11, 15, false, 1};
static const struct draw_type type_today = {"small", 11, 14, true, 1};

static int64_t days_of(const struct axis *axis)
{
        return (int64_t)axis->to - axis->from + 1;
}

struct axis axis_of(date from, date to, int x, int width)
{
        static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 3000, 6000, 12000};
        from = from < FIRST_DAY ? FIRST_DAY : from > LAST_DAY ? LAST_DAY : from;
        to = to < from ? from : to > LAST_DAY ? LAST_DAY : to;
        struct axis axis = {.from = from, .to = to, .x = x, .width = width};
        size_t i = 0;
        while (i + 1 < sizeof steps / sizeof *steps &&
               (int64_t)steps[i] * 30 * width / days_of(&axis) < NAME_WIDTH)
                i++;
        axis.months = steps[i];
        return axis;
}

int axis_at(const struct axis *axis, date day)
{
        int64_t after = (int64_t)day - axis->from, days = days_of(axis);
        after = after < 0 ? 0 : after > days ? days : after;
        return axis->x + (int)(after * axis->width / days);
}

/* The first mark that is not before the axis. */
static date first_mark(const struct axis *axis)
{
        int year, month, day;
        date_split(axis->from, &year, &month, &day);
        int counted = (year * 12 + month - 1) / axis->months * axis->months;
        if (counted < 12)
                counted += axis->months > 12 ? axis->months : 12;
        date mark = date_make(counted / 12, counted % 12 + 1, 1);
        return mark < axis->from ? date_add_months(mark, axis->months) : mark;
}

/* Draws a name behind its mark, if it fits before the right end. */
static void draw_name(struct drawing *drawing, const struct axis *axis, int x, int64_t y, const char *name)
{
        int room = axis->x + axis->width - x;
        if (room >= NAME_WIDTH - 8)
                draw_label(drawing, &type_name, "start", x + 3, y, room + 12, name);
}

/* On an axis of months, writes each year above the month with which it begins. */
static void draw_years(struct drawing *drawing, const struct axis *axis)
{
        int year, month, day;
        char name[16];
        drawing->y += type_name.leading;
        for (date start = axis->from; start <= axis->to; start = date_make(year + 1, 1, 1)) {
                date_split(start, &year, &month, &day);
                int x = axis_at(axis, start);
                snprintf(name, sizeof name, "%d", year);
                if (axis_at(axis, date_make(year + 1, 1, 1)) - x >= NAME_WIDTH - 4)
                        draw_name(drawing, axis, x, drawing->y - 3, name);
        }
}

void axis_draw_names(struct drawing *drawing, const struct axis *axis)
{
        int year, month, day;
        char name[16];
        if (axis->months < 12)
                draw_years(drawing, axis);
        drawing->y += type_name.leading;
        for (date mark = first_mark(axis); mark <= axis->to; mark = date_add_months(mark, axis->months)) {
                date_split(mark, &year, &month, &day);
                snprintf(name, sizeof name, "%d", year);
                draw_name(drawing, axis, axis_at(axis, mark), drawing->y - 4,
                          axis->months < 12 ? language_month_short(month, drawing->language) : name);
        }
}

void axis_draw_marks(struct drawing *drawing, const struct axis *axis, int64_t y, int height)
{
        buffer_add_string(drawing->out, "<path class=\"line\" stroke=\"#000\" stroke-opacity=\".2\" d=\"");
        buffer_format(drawing->out, "M%d.5 %" PRId64 "v%d", axis->x, y, height);
        for (date mark = first_mark(axis); mark <= axis->to; mark = date_add_months(mark, axis->months))
                buffer_format(drawing->out, "M%d.5 %" PRId64 "v%d", axis_at(axis, mark), y, height);
        buffer_add_string(drawing->out, "\"/>\n");
}

static bool axis_contains(const struct axis *axis, date day)
{
        return axis->from <= day && day <= axis->to;
}

void axis_draw_today(struct drawing *drawing, const struct axis *axis, date today, int64_t y, int height)
{
        if (axis_contains(axis, today))
                buffer_format(drawing->out,
                              "<path class=\"on\" d=\"M%d.5 %" PRId64 "v%d\" fill=\"none\" stroke=\"#fff\" "
                              "stroke-width=\"4\"/><path class=\"line\" d=\"M%d.5 %" PRId64
                              "v%d\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\"/>\n",
                              axis_at(axis, today), y, height, axis_at(axis, today), y, height);
}

void axis_draw_today_name(struct drawing *drawing, const struct axis *axis, date today)
{
        int x = axis_at(axis, today), middle = axis->x + axis->width / 2;
        if (!axis_contains(axis, today))
                return;
        drawing->y += type_today.leading;
        draw_label(drawing, &type_today, x < middle ? "start" : "end", x + (x < middle ? -1 : 2),
                   drawing->y - 3, 200, word_text(WORD_TODAY, drawing->language));
}

date axis_day_of(const json_t *object, const char *key)
{
        const char *text = member_text_or(object, key, "");
        date day = LAST_DAY;
        date_parse(text, strlen(text), &day);
        return day;
}
