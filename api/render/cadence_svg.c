/*
 * Meetings as bars: each rule's periods against the line of its norm, and all meetings by the year where the
 * rules do not tell of them.
 */
#include "render.h"

#include "axis.h"
#include "lines.h"
#include "picture.h"
#include "view.h"
#include "xml.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_WIDTH   (PICTURE_WIDTH - 2 * MARGIN)
#define RULES_MAX    20
#define PERIODS_MAX  28 /* the latest; the rest are counted */
#define CHART_HEIGHT 92
#define CHART_ROOM   16 /* for a number above the highest bar */
#define STEP_MAX     52 /* from one bar to the next */
#define COUNT_MAX    100000

static const struct type type_rule = {"rule", 14, 19, false, 4};
static const struct type type_number = {"small", 12, 16, true, 1};
static const struct type type_period = {"small", 11, 14, false, 1};

struct chart {
        struct picture *picture;
        const json_t *rule; /* NULL: meetings by themselves */
        const json_t *periods;
        size_t first, count; /* the periods that are drawn */
        int step, width;     /* of a bar */
        int64_t most, bottom;
        const char *every;
};

/* What the legend is to explain. */
struct seen {
        bool norm, tolerated, running, incomplete;
};

static int64_t number_in(const json_t *object, const char *key, int64_t otherwise)
{
        const json_t *number = json_object_get(object, key);
        json_int_t value = json_is_integer(number) ? json_integer_value(number) : otherwise;
        return value > COUNT_MAX ? COUNT_MAX : value;
}

struct norm {
        int64_t min, max, tolerance; /* max -1: no end */
};

static struct norm norm_of(const json_t *rule)
{
        const json_t *needed = json_object_get(rule, "needed");
        return (struct norm){number_in(needed, "min", 0), number_in(needed, "max", -1),
                             number_in(rule, "tolerance", 0)};
}

static bool is_incomplete(const json_t *period)
{
        return strcmp(string_or(period, "coverage", ""), "complete") != 0;
}

static struct chart chart_of(struct picture *picture, const json_t *rule, const json_t *counted)
{
        struct chart chart = {
                .picture = picture, .rule = rule, .periods = json_object_get(counted, "periods")};
        size_t count = json_array_size(chart.periods);
        chart.every = string_or(counted, "every", "");
        chart.count = count < PERIODS_MAX ? count : PERIODS_MAX;
        chart.first = count - chart.count;
        chart.step = TEXT_WIDTH / (int)(chart.count ? chart.count : 1);
        chart.step = chart.step > STEP_MAX ? STEP_MAX : chart.step;
        chart.width = chart.step * 5 / 8;
        chart.most = 1;
        struct norm norm = norm_of(rule);
        int64_t wanted = norm.max > norm.min ? norm.max : norm.min;
        if (rule && wanted + norm.tolerance > chart.most)
                chart.most = wanted + norm.tolerance;
        for (size_t i = chart.first; i < count; i++) {
                const json_t *period = json_array_get(chart.periods, i);
                int64_t number = number_in(period, "possible", number_in(period, "count", 0));
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
                MARGIN, y, TEXT_WIDTH);
}

/* What is accepted, behind the bars. */
static void draw_tolerance(const struct chart *chart, struct norm norm)
{
        int64_t low = norm.min > norm.tolerance ? norm.min - norm.tolerance : 0;
        int64_t high = (norm.max > norm.min ? norm.max : norm.min) + norm.tolerance;
        int64_t top = chart->bottom - height_of(chart, high);
        buffer_format(chart->picture->drawing.out,
                      "<rect class=\"plain\" x=\"%d\" y=\"%" PRId64 "\" width=\"%d\" height=\"%" PRId64
                      "\" fill=\"currentColor\" fill-opacity=\".1\"/>\n",
                      MARGIN, top, TEXT_WIDTH, chart->bottom - height_of(chart, low) - top);
}

static const char *class_of(enum verdict verdict)
{
        return verdict == VERDICT_MET       ? "met"
               : verdict == VERDICT_NOT_MET ? "not-met"
               : verdict == VERDICT_UNKNOWN ? "unknown"
                                            : "plain";
}

/* Above what is certain there may be more: striped. */
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
        int64_t count = number_in(period, "count", 0), height = height_of(chart, count),
                top = chart->bottom - height;
        bool running = json_is_true(json_object_get(period, "running"));
        if (is_incomplete(period))
                draw_unknown(drawing, x, chart->bottom - CHART_HEIGHT, top, chart->width);
        else
                draw_unknown(drawing, x,
                             chart->bottom - height_of(chart, number_in(period, "possible", count)), top,
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

static void say_count(struct buffer *out, const json_t *period, enum language language)
{
        int64_t count = number_in(period, "count", 0), possible = number_in(period, "possible", count);
        render_number(out, count, language);
        if (possible > count) {
                buffer_add_string(out, "–");
                render_number(out, possible, language);
        }
}

/* The number on top of the bar, on paper, so that no line runs through it; where there is room. */
static void draw_number(const struct chart *chart, const json_t *period, int x)
{
        struct drawing *drawing = &chart->picture->drawing;
        struct buffer number = BUFFER(64);
        int64_t top = chart->bottom - height_of(chart, number_in(period, "count", 0));
        say_count(&number, period, drawing->language);
        buffer_add_char(&number, '\0');
        if (buffer_failed(&number)) {
                chart->picture->shapes.failed = true;
                return;
        }
        int width = (int)text_width(number.bytes, number.length - 1, true) * type_number.size / 1000 + 1;
        if (width > chart->step) { /* only what is certain */
                number.length = 0;
                render_number(&number, number_in(period, "count", 0), drawing->language);
                buffer_add_char(&number, '\0');
                width = (int)text_width(number.bytes, number.length - 1, true) * type_number.size / 1000 + 1;
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

/* `2012`, and in a shorter period its number or month with the year where that begins. */
static void draw_period_name(const struct chart *chart, const json_t *period, int x, bool first)
{
        struct drawing *drawing = &chart->picture->drawing;
        int year, month, day,
                months = strcmp(chart->every, "half_year") == 0 ? 6
                         : strcmp(chart->every, "quarter") == 0 ? 3
                                                                : 1;
        char name[32], years[16];
        date_split(day_in(period, "from"), &year, &month, &day);
        snprintf(years, sizeof years, "%d", year);
        int middle = x + chart->width / 2;
        if (strcmp(chart->every, "year") == 0) {
                int every = chart->step >= 30 ? 1 : chart->step >= 15 ? 2 : 5;
                if (year % every == 0)
                        draw_label(drawing, &type_period, "middle", middle, drawing->y + 14, 60, years);
                return;
        }
        if (months == 1)
                snprintf(name, sizeof name, "%.1s", month_short(month, LANGUAGE_EN));
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

static void note(struct seen *seen, const struct chart *chart)
{
        struct norm norm = norm_of(chart->rule);
        seen->norm |= chart->rule != NULL;
        seen->tolerated |= chart->rule && (norm.tolerance > 0 || norm.max > norm.min);
        for (size_t i = chart->first; i < chart->first + chart->count; i++) {
                const json_t *period = json_array_get(chart->periods, i);
                seen->running |= json_is_true(json_object_get(period, "running"));
                seen->incomplete |= is_incomplete(period) || json_object_get(period, "possible");
        }
}

static void draw_chart(const struct chart *laid, struct seen *seen)
{
        struct chart chart = *laid;
        struct drawing *drawing = &chart.picture->drawing;
        struct norm norm = norm_of(chart.rule);
        drawing->y += CHART_ROOM + CHART_HEIGHT;
        chart.bottom = drawing->y;
        note(seen, &chart);
        if (chart.rule && (norm.tolerance > 0 || norm.max > norm.min))
                draw_tolerance(&chart, norm);
        for (size_t i = 0; i < chart.count; i++)
                draw_bar(&chart, json_array_get(chart.periods, chart.first + i),
                         MARGIN + (int)i * chart.step);
        buffer_format(drawing->out, "<path class=\"line\" d=\"M%d %" PRId64 ".5h%d\" stroke=\"#000\"/>\n",
                      MARGIN, chart.bottom, TEXT_WIDTH);
        if (chart.rule)
                draw_level(&chart, norm.min);
        if (chart.rule && norm.max > norm.min)
                draw_level(&chart, norm.max);
        for (size_t i = 0; i < chart.count; i++) {
                const json_t *period = json_array_get(chart.periods, chart.first + i);
                draw_number(&chart, period, MARGIN + (int)i * chart.step);
                draw_below(&chart, period, MARGIN + (int)i * chart.step, i == 0);
        }
        drawing->y += strcmp(chart.every, "year") == 0 ? 20 : 34;
        drawing->y += chart.rule && chart.step >= 15 ? 16 : 0;
        draw_more(drawing, chart.first, WORD_EARLIER, MARGIN);
}

/* Every period in words: what the bars show. */
static void tell_chart(const struct chart *chart)
{
        struct buffer *out = &chart->picture->desc;
        enum language language = chart->picture->drawing.language;
        for (size_t i = chart->first; i < chart->first + chart->count; i++) {
                const json_t *period = json_array_get(chart->periods, i);
                buffer_add_char(out, '\n');
                render_date(out, string_or(period, "from", ""), language);
                buffer_add_string(out, " – ");
                render_date(out, string_or(period, "to", ""), language);
                buffer_add_string(out, ": ");
                say_count(out, period, language);
                if (chart->rule)
                        buffer_format(out, ", %s", verdict_word(verdict_in(period), language));
                if (is_incomplete(period))
                        buffer_format(out, ". %s", word(WORD_MAY_BE_MORE, language));
                if (json_is_true(json_object_get(period, "running")))
                        buffer_format(out, ". %s", word(WORD_RUNNING, language));
                buffer_add_char(out, '.');
        }
}

/* `Ventet antall: 4 i halvåret (3–5 godtas)`. */
static void say_norm(struct buffer *out, const json_t *rule, enum language language)
{
        static const char *const units[] = {"month", "quarter", "half_year", "year"};
        struct norm norm = norm_of(rule);
        int unit = 0;
        while (unit < 3 && strcmp(units[unit], string_or(rule, "every", "")) != 0)
                unit++;
        buffer_format(out, "%s: ", word(WORD_NORM, language));
        if (norm.max < 0)
                buffer_format(out, "%s ", word(WORD_AT_LEAST, language));
        else if (norm.min == 0)
                buffer_format(out, "%s ", word(WORD_AT_MOST, language));
        render_number(out, norm.max >= 0 && norm.min == 0 ? norm.max : norm.min, language);
        if (norm.max > norm.min && norm.min > 0) {
                buffer_add_string(out, "–");
                render_number(out, norm.max, language);
        }
        buffer_format(out, " %s", word(WORD_A_MONTH + (unsigned)unit, language));
        if (norm.tolerance > 0) {
                buffer_add_string(out, " (");
                render_number(out, norm.min > norm.tolerance ? norm.min - norm.tolerance : 0, language);
                buffer_add_string(out, "–");
                if (norm.max >= 0)
                        render_number(out, norm.max + norm.tolerance, language);
                buffer_format(out, " %s)", word(WORD_ACCEPTED, language));
        }
}

static void draw_rule(struct picture *picture, const json_t *rule, struct seen *seen)
{
        struct drawing *drawing = &picture->drawing;
        enum verdict verdict = verdict_in(rule);
        struct chart chart = chart_of(picture, rule, rule);
        draw_rule_line(drawing);
        draw_mark(drawing, verdict,
                  verdict == VERDICT_NOT_MET && !json_is_true(json_object_get(rule, "decides")), MARGIN,
                  drawing->y);
        const char *said = rule_said(rule, drawing->language);
        draw_text(drawing, &type_rule, INDENT, PICTURE_WIDTH - INDENT - MARGIN, said);
        say_norm(&drawing->sentence, rule, drawing->language);
        buffer_add_char(&picture->desc, '\n');
        plain_add_string(&picture->desc, said);
        buffer_format(&picture->desc, " %s. ", verdict_word(verdict, drawing->language));
        buffer_add(&picture->desc, drawing->sentence.bytes, drawing->sentence.length);
        draw_sentence(drawing, &type_small, INDENT, PICTURE_WIDTH - INDENT - MARGIN);
        draw_chart(&chart, seen);
        tell_chart(&chart);
}

/* Whether there are meetings before the first period of any rule, so that the rules do not tell of them. */
static bool tells_more(const json_t *cadence)
{
        const json_t *rules = json_object_get(cadence, "rules");
        const json_t *periods = json_object_get(json_object_get(cadence, "meetings"), "periods");
        date first = day_in(json_array_get(periods, 0), "to");
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *own = json_object_get(json_array_get(rules, i), "periods");
                if (json_array_size(own) && day_in(json_array_get(own, 0), "from") <= first)
                        return false;
        }
        return true;
}

static void draw_meetings(struct picture *picture, const json_t *cadence, struct seen *seen)
{
        struct drawing *drawing = &picture->drawing;
        const json_t *meetings = json_object_get(cadence, "meetings");
        struct chart chart = chart_of(picture, NULL, meetings);
        int64_t undated = number_in(meetings, "undated", 0);
        if (tells_more(cadence)) {
                draw_heading(drawing, WORD_ALL_MEETINGS);
                buffer_format(&picture->desc, "\n%s:", word(WORD_ALL_MEETINGS, drawing->language));
                if (chart.count)
                        draw_chart(&chart, seen);
                else
                        draw_text(drawing, &type_small, MARGIN, TEXT_WIDTH,
                                  word(WORD_NO_MEETINGS, drawing->language));
                buffer_format(&picture->desc, " %s",
                              chart.count ? "" : word(WORD_NO_MEETINGS, drawing->language));
                tell_chart(&chart);
        }
        draw_more(drawing, (size_t)(undated > 0 ? undated : 0), WORD_UNDATED, MARGIN);
        if (undated > 0)
                buffer_format(&picture->desc, "\n+ %" PRId64 " %s", undated,
                              word(WORD_UNDATED, drawing->language));
}

static void draw_legend(struct drawing *drawing, const struct seen *seen)
{
        struct legend legend = legend_begin(drawing);
        int64_t y;
        int x;
        if (seen->norm) {
                x = legend_entry(&legend, word(WORD_NORM, drawing->language), 26, &y);
                buffer_format(
                        drawing->out,
                        "<path class=\"line\" d=\"M%d %" PRId64
                        "h26\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\"/>",
                        x, y + 11);
        }
        if (seen->tolerated) {
                x = legend_entry(&legend, word(WORD_TOLERATED, drawing->language), 26, &y);
                buffer_format(drawing->out,
                              "<rect class=\"plain\" x=\"%d\" y=\"%" PRId64
                              "\" width=\"26\" height=\"16\" fill=\"currentColor\" fill-opacity=\".1\"/>",
                              x, y + 3);
        }
        if (seen->running) {
                x = legend_entry(&legend, word(WORD_RUNNING, drawing->language), 18, &y);
                buffer_format(drawing->out,
                              "<rect class=\"plain\" x=\"%d\" y=\"%" PRId64
                              "\" width=\"16\" height=\"16\" fill=\"none\" "
                              "stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>",
                              x + 1, y + 3);
        }
        if (seen->incomplete) {
                x = legend_entry(&legend, word(WORD_MAY_BE_MORE, drawing->language), 18, &y);
                draw_unknown(drawing, x, y + 2, y + 22, 18);
        }
        legend_end(&legend);
}

/* How much is registered, said before anything is counted. */
static void draw_head(struct picture *picture, const json_t *cadence)
{
        struct drawing *drawing = &picture->drawing;
        const char *name = said_or(cadence, "name", drawing->language, string_or(cadence, "body", ""));
        const char *level = string_or(cadence, "coverage", "");
        draw_text(drawing, &type_title, MARGIN, TEXT_WIDTH, name);
        buffer_format(&drawing->sentence, "%s %s ", word(WORD_MEETINGS_BY_PERIOD, drawing->language),
                      word(WORD_AS_OF, drawing->language));
        render_date(&drawing->sentence, string_or(cadence, "at", ""), drawing->language);
        plain_add_string(&picture->title, name);
        buffer_add_string(&picture->title, ": ");
        buffer_add(&picture->title, drawing->sentence.bytes, drawing->sentence.length);
        drawing->y += 2;
        draw_sentence(drawing, &type_text, MARGIN, TEXT_WIDTH);
        if (strcmp(level, "complete") == 0)
                return;
        const char *said =
                word(strcmp(level, "none") == 0 ? WORD_LIST_NONE : WORD_LIST_INCOMPLETE, drawing->language);
        draw_text(drawing, &type_text, MARGIN, TEXT_WIDTH, said);
        buffer_add_string(&picture->desc, said);
}

void render_cadence_svg(struct buffer *out, const json_t *cadence, enum language language)
{
        const json_t *rules = json_object_get(cadence, "rules");
        struct picture picture;
        struct seen seen = {0};
        size_t count = json_array_size(rules), shown = count < RULES_MAX ? count : RULES_MAX;
        picture_begin(&picture, out->limit, PICTURE_WIDTH, language);
        draw_head(&picture, cadence);
        for (size_t i = 0; i < shown; i++)
                draw_rule(&picture, json_array_get(rules, i), &seen);
        draw_more(&picture.drawing, count - shown, WORD_MORE_RULES, MARGIN);
        draw_meetings(&picture, cadence, &seen);
        draw_legend(&picture.drawing, &seen);
        picture_foot(&picture, string_or(cadence, "body", ""), cadence);
        picture_end(&picture, out, "cadence", string_or(cadence, "body", ""));
}
