/*
 * Meetings as bars: the periods of each rule, with a line for its norm; and all meetings by year, if the
 * periods of no rule show them all.
 */
#include "pictures/pictures.h"

#include "pictures/axis.h"
#include "pictures/chart.h"
#include "formats/view.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

#define RULES_MAX 20

static const struct draw_type type_rule = {"rule", 14, 19, false, 4};

/* `Ventet antall: 4 i halvåret (3–5 godtas)`. */
static void describe_norm(struct buffer *out, const json_t *rule, enum language language)
{
        static const char *const units[] = {"month", "quarter", "half_year", "year"};
        struct chart_norm norm = chart_norm_of(rule);
        int unit = 0;
        while (unit < 3 && strcmp(units[unit], member_text_or(rule, "every", "")) != 0)
                unit++;
        buffer_format(out, "%s: ", word_text(WORD_NORM, language));
        if (norm.max < 0)
                buffer_format(out, "%s ", word_text(WORD_AT_LEAST, language));
        else if (norm.min == 0)
                buffer_format(out, "%s ", word_text(WORD_AT_MOST, language));
        language_add_number(out, norm.max >= 0 && norm.min == 0 ? norm.max : norm.min, language);
        if (norm.max > norm.min && norm.min > 0) {
                buffer_add_string(out, "–");
                language_add_number(out, norm.max, language);
        }
        buffer_format(out, " %s", word_text(WORD_A_MONTH + (unsigned)unit, language));
        if (norm.tolerance > 0) {
                buffer_add_string(out, " (");
                language_add_number(out, norm.min > norm.tolerance ? norm.min - norm.tolerance : 0, language);
                buffer_add_string(out, "–");
                if (norm.max >= 0)
                        language_add_number(out, norm.max + norm.tolerance, language);
                buffer_format(out, " %s)", word_text(WORD_ACCEPTED, language));
        }
}

static void draw_rule(struct picture *picture, const json_t *rule, struct chart_seen *seen)
{
        struct drawing *drawing = &picture->drawing;
        enum verdict verdict = verdict_in(rule);
        struct chart chart = chart_of(picture, rule, rule);
        draw_rule_line(drawing);
        draw_mark(drawing, verdict,
                  verdict == VERDICT_NOT_MET && !json_is_true(json_object_get(rule, "decides")),
                  PICTURE_MARGIN, drawing->y);
        const char *said = view_rule_text(rule, drawing->language);
        draw_text(drawing, &type_rule, PICTURE_INDENT, PICTURE_WIDTH - PICTURE_INDENT - PICTURE_MARGIN, said);
        describe_norm(&drawing->sentence, rule, drawing->language);
        buffer_add_char(&picture->desc, '\n');
        utf8_add_plain(&picture->desc, said);
        buffer_format(&picture->desc, " %s. ", verdict_text(verdict, drawing->language));
        buffer_add(&picture->desc, drawing->sentence.bytes, drawing->sentence.length);
        draw_sentence(drawing, &draw_type_small, PICTURE_INDENT,
                      PICTURE_WIDTH - PICTURE_INDENT - PICTURE_MARGIN);
        chart_draw(&chart, seen);
        chart_describe(&chart);
}

/* Whether there are meetings before the first period of every rule, which the rules' periods do not show. */
static bool has_details(const json_t *cadence)
{
        const json_t *rules = json_object_get(cadence, "rules");
        const json_t *periods = json_object_get(json_object_get(cadence, "meetings"), "periods");
        date first = axis_day_of(json_array_get(periods, 0), "to");
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *own = json_object_get(json_array_get(rules, i), "periods");
                if (json_array_size(own) && axis_day_of(json_array_get(own, 0), "from") <= first)
                        return false;
        }
        return true;
}

static void draw_meetings(struct picture *picture, const json_t *cadence, struct chart_seen *seen)
{
        struct drawing *drawing = &picture->drawing;
        const json_t *meetings = json_object_get(cadence, "meetings");
        struct chart chart = chart_of(picture, NULL, meetings);
        int64_t undated = chart_number(meetings, "undated", 0);
        if (has_details(cadence)) {
                draw_heading(drawing, WORD_ALL_MEETINGS);
                buffer_format(&picture->desc, "\n%s:", word_text(WORD_ALL_MEETINGS, drawing->language));
                if (chart.count)
                        chart_draw(&chart, seen);
                else
                        draw_text(drawing, &draw_type_small, PICTURE_MARGIN, CHART_WIDTH,
                                  word_text(WORD_NO_MEETINGS, drawing->language));
                buffer_format(&picture->desc, " %s",
                              chart.count ? "" : word_text(WORD_NO_MEETINGS, drawing->language));
                chart_describe(&chart);
        }
        draw_more(drawing, (size_t)(undated > 0 ? undated : 0), WORD_UNDATED, PICTURE_MARGIN);
        if (undated > 0)
                buffer_format(&picture->desc, "\n+ %" PRId64 " %s", undated,
                              word_text(WORD_UNDATED, drawing->language));
}

static void draw_legend(struct drawing *drawing, const struct chart_seen *seen)
{
        struct legend legend = draw_legend_begin(drawing);
        if (seen->norm)
                draw_legend_shape(&legend, WORD_NORM, 26,
                                  "<path class=\"line\" d=\"M0 11h26\" fill=\"none\" stroke=\"#000\" "
                                  "stroke-width=\"1.6\" "
                                  "stroke-dasharray=\"6 3\"/>");
        if (seen->tolerated)
                draw_legend_shape(
                        &legend, WORD_TOLERATED, 26,
                        "<rect class=\"plain\" y=\"3\" width=\"26\" height=\"16\" fill=\"currentColor\" "
                        "fill-opacity=\".1\"/>");
        if (seen->running)
                draw_legend_shape(
                        &legend, WORD_RUNNING, 18,
                        "<rect class=\"plain\" x=\"1\" y=\"3\" width=\"16\" height=\"16\" fill=\"none\" "
                        "stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>");
        if (seen->incomplete)
                draw_legend_shape(
                        &legend, WORD_MAY_BE_MORE, 18,
                        "<path class=\"unknown\" d=\"M9 20V2\" fill=\"none\" stroke=\"currentColor\" "
                        "stroke-width=\"18\" stroke-dasharray=\"1.2 4\"/>");
        draw_legend_end(&legend);
}

/* Draws the heading, which states how complete the register is, before any numbers. */
static void draw_head(struct picture *picture, const json_t *cadence)
{
        struct drawing *drawing = &picture->drawing;
        const char *name =
                language_string_or(cadence, "name", drawing->language, member_text_or(cadence, "body", ""));
        const char *level = member_text_or(cadence, "coverage", "");
        draw_text(drawing, &draw_type_title, PICTURE_MARGIN, CHART_WIDTH, name);
        buffer_format(&drawing->sentence, "%s %s ", word_text(WORD_MEETINGS_BY_PERIOD, drawing->language),
                      word_text(WORD_AS_OF, drawing->language));
        language_add_written_date(&drawing->sentence, member_text_or(cadence, "at", ""), drawing->language);
        utf8_add_plain(&picture->title, name);
        buffer_add_string(&picture->title, ": ");
        buffer_add(&picture->title, drawing->sentence.bytes, drawing->sentence.length);
        drawing->y += 2;
        draw_sentence(drawing, &draw_type_text, PICTURE_MARGIN, CHART_WIDTH);
        if (strcmp(level, "complete") == 0)
                return;
        const char *said = word_text(strcmp(level, "none") == 0 ? WORD_LIST_NONE : WORD_LIST_INCOMPLETE,
                                     drawing->language);
        draw_text(drawing, &draw_type_text, PICTURE_MARGIN, CHART_WIDTH, said);
        buffer_add_string(&picture->desc, said);
}

void picture_cadence(struct buffer *out, const json_t *cadence, enum language language)
{
        const json_t *rules = json_object_get(cadence, "rules");
        struct picture picture;
        struct chart_seen seen = {0};
        size_t count = json_array_size(rules), shown = count < RULES_MAX ? count : RULES_MAX;
        picture_begin(&picture, out->limit, PICTURE_WIDTH, language);
        draw_head(&picture, cadence);
        for (size_t i = 0; i < shown; i++)
                draw_rule(&picture, json_array_get(rules, i), &seen);
        draw_more(&picture.drawing, count - shown, WORD_MORE_RULES, PICTURE_MARGIN);
        draw_meetings(&picture, cadence, &seen);
        draw_legend(&picture.drawing, &seen);
        picture_foot(&picture, member_text_or(cadence, "body", ""), cadence);
        picture_end(&picture, out, "cadence", member_text_or(cadence, "body", ""));
}
