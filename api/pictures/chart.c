#include "pictures/chart.h"

#include "pictures/axis.h"
#include "pictures/text_lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PERIODS_MAX  28 /* the latest; the rest are counted */
#define CHART_HEIGHT 92
#define CHART_ROOM   16 /* for a number above the highest bar */
#define STEP_MAX     52 /* from one bar to the next */
#define COUNT_MAX    100000

static const struct draw_type type_number = {"small", 12, 16, true, 1};
static const struct draw_type type_period = {"small", 11, 14, false, 1};

int64_t chart_number(const json_t *object, const char *key, int64_t otherwise)
{
        const json_t *number = json_object_get(object, key);
        json_int_t value = json_integer_value(number);
        if (!json_is_integer(number))
                return otherwise;
        return value < 0 ? 0 : value > COUNT_MAX ? COUNT_MAX : value;
}

struct chart_norm chart_norm_of(const json_t *rule)
{
        const json_t *needed = json_object_get(rule, "needed");
        return (struct chart_norm){chart_number(needed, "min", 0), chart_number(needed, "max", -1),
                                   chart_number(rule, "tolerance", 0)};
}

static bool is_incomplete(const json_t *period)
{
        return strcmp(member_text_or(period, "coverage", ""), "complete") != 0;
}

struct chart chart_of(struct picture *picture, const json_t *rule, const json_t *counted)
{
        struct chart chart = {
                .picture = picture, .rule = rule, .periods = json_object_get(counted, "periods")};
        size_t count = json_array_size(chart.periods);
        chart.every = member_text_or(counted, "every", "");
        chart.count = count < PERIODS_MAX ? count : PERIODS_MAX;
        chart.first = count - chart.count;
        chart.step = CHART_WIDTH / (int)(chart.count ? chart.count : 1);
        chart.step = chart.step > STEP_MAX ? STEP_MAX : chart.step;
        chart.width = chart.step * 5 / 8;
        chart.most = 1;
        struct chart_norm norm = chart_norm_of(rule);
        int64_t wanted = norm.max > norm.min ? norm.max : norm.min;
        if (rule && wanted + norm.tolerance > chart.most)
                chart.most = wanted + norm.tolerance;
        for (size_t i = chart.first; i < count; i++) {
                const json_t *period = json_array_get(chart.periods, i);
                int64_t number = chart_number(period, "possible", chart_number(period, "count", 0));
                chart.most = number > chart.most ? number : chart.most;
        }
        return chart;
}

static int64_t height_of(const struct chart *chart, int64_t number)
{
        return number * CHART_HEIGHT / chart->most;
}

static void draw_level(const struct chart *chart, int64_t number)
{
        int64_t y = chart->bottom - height_of(chart, number);
        buffer_format(
                chart->picture->drawing.out,
                "<path class=\"line\" d=\"M%d %" PRId64
                ".5h%d\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\"/>\n",
                PICTURE_MARGIN, y, CHART_WIDTH);
}

/* Draws the range of accepted numbers, behind the bars. */
static void draw_tolerance(const struct chart *chart, struct chart_norm norm)
{
        int64_t low = norm.min > norm.tolerance ? norm.min - norm.tolerance : 0;
        int64_t high = (norm.max > norm.min ? norm.max : norm.min) + norm.tolerance;
        int64_t top = chart->bottom - height_of(chart, high);
        buffer_format(chart->picture->drawing.out,
                      "<rect class=\"plain\" x=\"%d\" y=\"%" PRId64 "\" width=\"%d\" height=\"%" PRId64
                      "\" fill=\"currentColor\" fill-opacity=\".1\"/>\n",
                      PICTURE_MARGIN, top, CHART_WIDTH, chart->bottom - height_of(chart, low) - top);
}

static const char *class_of(enum verdict verdict)
{
        return verdict == VERDICT_MET       ? "met"
               : verdict == VERDICT_NOT_MET ? "not-met"
               : verdict == VERDICT_UNKNOWN ? "unknown"
                                            : "plain";
}

/* Draws the numbers that are possible but not certain, striped. */
static void draw_unknown(struct drawing *drawing, int x, int64_t top, int64_t bottom, int width)
{
        if (bottom - top > 3)
                buffer_format(drawing->out,
                              "<path class=\"unknown\" d=\"M%d %" PRId64 "V%" PRId64
                              "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"%d\" "
                              "stroke-dasharray=\"1.2 4\"/>\n",
                              x + width / 2, bottom - 2, top, width);
}

static void draw_bar(const struct chart *chart, const json_t *period, int x)
{
        struct drawing *drawing = &chart->picture->drawing;
        enum verdict verdict = chart->rule ? verdict_in(period) : VERDICT_NO_RULES;
        int64_t count = chart_number(period, "count", 0), height = height_of(chart, count),
                top = chart->bottom - height;
        bool running = json_is_true(json_object_get(period, "running"));
        if (is_incomplete(period))
                draw_unknown(drawing, x, chart->bottom - CHART_HEIGHT, top, chart->width);
        else
                draw_unknown(drawing, x,
                             chart->bottom - height_of(chart, chart_number(period, "possible", count)), top,
                             chart->width);
        if (!height)
                return;
        if (running)
                buffer_format(drawing->out,
                              "<rect class=\"%s\" x=\"%d.5\" y=\"%" PRId64
                              ".5\" width=\"%d\" height=\"%" PRId64
                              "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
                              "stroke-dasharray=\"5 3\"/>\n",
                              class_of(verdict), x + 1, top + 1, chart->width - 3, height - 2);
        else
                buffer_format(drawing->out,
                              "<rect class=\"%s\" x=\"%d\" y=\"%" PRId64 "\" width=\"%d\" height=\"%" PRId64
                              "\" fill=\"currentColor\"/>\n",
                              class_of(verdict), x, top, chart->width, height);
}

static void describe_count(struct buffer *out, const json_t *period, enum language language)
{
        int64_t count = chart_number(period, "count", 0), possible = chart_number(period, "possible", count);
        language_add_number(out, count, language);
        if (possible > count) {
                buffer_add_string(out, "–");
                language_add_number(out, possible, language);
        }
}

/* Draws the number above the bar, if there is room, on a background so that no line crosses it. */
static void draw_number(const struct chart *chart, const json_t *period, int x)
{
        struct drawing *drawing = &chart->picture->drawing;
        struct buffer number = BUFFER(64);
        int64_t top = chart->bottom - height_of(chart, chart_number(period, "count", 0));
        describe_count(&number, period, drawing->language);
        buffer_add_char(&number, '\0');
        if (buffer_failed(&number)) {
                buffer_fail_with(&chart->picture->shapes, &number);
                return;
        }
        int width =
                (int)text_lines_width(number.bytes, number.length - 1, true) * type_number.size / 1000 + 1;
        if (width > chart->step) { /* only what is certain */
                number.length = 0;
                language_add_number(&number, chart_number(period, "count", 0), drawing->language);
                buffer_add_char(&number, '\0');
                width = (int)text_lines_width(number.bytes, number.length - 1, true) * type_number.size /
                                1000 +
                        1;
        }
        if (width <= chart->step) {
                buffer_format(drawing->out,
                              "<rect class=\"paper\" x=\"%d\" y=\"%" PRId64
                              "\" width=\"%d\" height=\"14\" fill=\"#fff\"/>",
                              x + chart->width / 2 - width / 2, top - 15, width);
                draw_label(drawing, &type_number, "middle", x + chart->width / 2, top - 4, 64, number.bytes);
        }
        buffer_clear(&number);
}

/* Draws `2012`, or for a shorter period its number or month, with the year where a year begins. */
static void draw_period_name(const struct chart *chart, const json_t *period, int x, bool first)
{
        struct drawing *drawing = &chart->picture->drawing;
        int year, month, day,
                months = strcmp(chart->every, "half_year") == 0 ? 6
                         : strcmp(chart->every, "quarter") == 0 ? 3
                                                                : 1;
        char name[32], years[16];
        date_split(axis_day_of(period, "from"), &year, &month, &day);
        snprintf(years, sizeof years, "%d", year);
        int middle = x + chart->width / 2;
        if (strcmp(chart->every, "year") == 0) {
                int every = chart->step >= 30 ? 1 : chart->step >= 15 ? 2 : 5;
                if (year % every == 0)
                        draw_label(drawing, &type_period, "middle", middle, drawing->y + 14, 60, years);
                return;
        }
        if (months == 1)
                snprintf(name, sizeof name, "%.1s", language_month_short(month, LANGUAGE_EN));
        else
                snprintf(name, sizeof name, "%d.", (month - 1) / months + 1);
        if (chart->step >= 13)
                draw_label(drawing, &type_period, "middle", middle, drawing->y + 14, 60, name);
        int left = (13 - month + months - 1) / months; /* periods of this year */
        if ((first || month == 1) && chart->step * left >= 34)
                draw_label(drawing, &type_period, "start", x, drawing->y + 28, 60, years);
}

static void draw_below(const struct chart *chart, const json_t *period, int x, bool first)
{
        struct drawing *drawing = &chart->picture->drawing;
        draw_period_name(chart, period, x, first);
        if (chart->rule && chart->step >= 15)
                draw_small_mark(drawing, verdict_in(period),
                                verdict_in(period) == VERDICT_NOT_MET &&
                                        !json_is_true(json_object_get(chart->rule, "decides")),
                                x + chart->width / 2 - 6,
                                drawing->y + (strcmp(chart->every, "year") == 0 ? 20 : 34));
}

static void note_shown(struct chart_seen *seen, const struct chart *chart)
{
        struct chart_norm norm = chart_norm_of(chart->rule);
        seen->norm |= chart->rule != NULL;
        seen->tolerated |= chart->rule && (norm.tolerance > 0 || norm.max > norm.min);
        for (size_t i = chart->first; i < chart->first + chart->count; i++) {
                const json_t *period = json_array_get(chart->periods, i);
                seen->running |= json_is_true(json_object_get(period, "running"));
                seen->incomplete |= is_incomplete(period) || json_object_get(period, "possible");
        }
}

void chart_draw(const struct chart *laid, struct chart_seen *seen)
{
        struct chart chart = *laid;
        struct drawing *drawing = &chart.picture->drawing;
        struct chart_norm norm = chart_norm_of(chart.rule);
        drawing->y += CHART_ROOM + CHART_HEIGHT;
        chart.bottom = drawing->y;
        note_shown(seen, &chart);
        if (chart.rule && (norm.tolerance > 0 || norm.max > norm.min))
                draw_tolerance(&chart, norm);
        for (size_t i = 0; i < chart.count; i++)
                draw_bar(&chart, json_array_get(chart.periods, chart.first + i),
                         PICTURE_MARGIN + (int)i * chart.step);
        buffer_format(drawing->out, "<path class=\"line\" d=\"M%d %" PRId64 ".5h%d\" stroke=\"#000\"/>\n",
                      PICTURE_MARGIN, chart.bottom, CHART_WIDTH);
        if (chart.rule)
                draw_level(&chart, norm.min);
        if (chart.rule && norm.max > norm.min)
                draw_level(&chart, norm.max);
        for (size_t i = 0; i < chart.count; i++) {
                const json_t *period = json_array_get(chart.periods, chart.first + i);
                draw_number(&chart, period, PICTURE_MARGIN + (int)i * chart.step);
                draw_below(&chart, period, PICTURE_MARGIN + (int)i * chart.step, i == 0);
        }
        drawing->y += strcmp(chart.every, "year") == 0 ? 20 : 34;
        drawing->y += chart.rule && chart.step >= 15 ? 16 : 0;
        draw_more(drawing, chart.first, WORD_EARLIER, PICTURE_MARGIN);
}

void chart_describe(const struct chart *chart)
{
        struct buffer *out = &chart->picture->desc;
        enum language language = chart->picture->drawing.language;
        for (size_t i = chart->first; i < chart->first + chart->count; i++) {
                const json_t *period = json_array_get(chart->periods, i);
                buffer_add_char(out, '\n');
                language_add_written_date(out, member_text_or(period, "from", ""), language);
                buffer_add_string(out, " – ");
                language_add_written_date(out, member_text_or(period, "to", ""), language);
                buffer_add_string(out, ": ");
                describe_count(out, period, language);
                if (chart->rule)
                        buffer_format(out, ", %s", verdict_text(verdict_in(period), language));
                if (is_incomplete(period))
                        buffer_format(out, ". %s", word_text(WORD_MAY_BE_MORE, language));
                if (json_is_true(json_object_get(period, "running")))
                        buffer_format(out, ". %s", word_text(WORD_RUNNING, language));
                buffer_add_char(out, '.');
        }
}
