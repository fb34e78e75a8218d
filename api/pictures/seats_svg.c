/*
 * The picture of a check: heading, seats by rule and unit, advice, and the other rules.
 */
#include "pictures/pictures.h"

#include "formats/describe.h"
#include "pictures/draw.h"
#include "pictures/picture.h"

#include <string.h>

#define TEXT_WIDTH (PICTURE_WIDTH - PICTURE_INDENT - PICTURE_MARGIN)
#define UNIT_X     (PICTURE_INDENT + PICTURE_MARK_SIZE + 8)
#define UNIT_WIDTH 184
#define UNIT_SEATS (UNIT_X + UNIT_WIDTH + 10)

struct seats {
        struct drawing *drawing;
        int64_t places, units; /* how many more may be drawn */
};

static const struct draw_type type_unit = {"unit", 13, 18, false, 3};

/* Rows of seats from x to the right margin. */
static void draw_rows(struct drawing *drawing, const struct view_seats *places, int x)
{
        int in_row = (PICTURE_WIDTH - PICTURE_MARGIN - x + PICTURE_SEAT_STEP - 22) / PICTURE_SEAT_STEP;
        int64_t position = 0;
        for (int kind = 0; kind < SEAT_STATES; kind++) {
                for (int64_t i = 0; i < places->count[kind]; i++, position++)
                        draw_seat(drawing, (enum seat_state)kind,
                                  x + (int)(position % in_row) * PICTURE_SEAT_STEP,
                                  drawing->y + position / in_row * PICTURE_SEAT_STEP);
        }
        drawing->y += (position + in_row - 1) / in_row * PICTURE_SEAT_STEP;
        buffer_add_char(drawing->out, '\n');
}

static void draw_places(struct seats *seats, const struct view_seats *places, int x)
{
        struct drawing *drawing = seats->drawing;
        int64_t room = seats->places < VIEW_GROUP_SEATS_MAX ? seats->places : VIEW_GROUP_SEATS_MAX;
        struct view_seats drawn = view_seats_drawn(places, room), hidden;
        for (int kind = 0; kind < SEAT_STATES; kind++)
                hidden.count[kind] = places->count[kind] - drawn.count[kind];
        seats->places -= view_seats_total(&drawn);
        draw_rows(drawing, &drawn, x);
        if (!view_seats_total(&hidden))
                return;
        buffer_add_string(&drawing->sentence, "+ ");
        language_add_number(&drawing->sentence, view_seats_total(&hidden), drawing->language);
        buffer_format(&drawing->sentence, " %s. ", word_text(WORD_MORE, drawing->language));
        view_seats_describe(&drawing->sentence, &hidden, drawing->language);
        draw_sentence(drawing, &draw_type_small, x, PICTURE_WIDTH - PICTURE_MARGIN - x);
}

static void draw_unit(struct seats *seats, const json_t *result, const json_t *rule, const json_t *unit)
{
        struct drawing *drawing = seats->drawing;
        enum verdict verdict = verdict_in(unit);
        struct view_seats places = view_seats_of(unit, verdict);
        drawing->y += 4;
        int64_t top = drawing->y;
        draw_mark(drawing, verdict, view_is_warning(result, rule, verdict), PICTURE_INDENT, top + 2);
        drawing->y += 2;
        draw_text(drawing, &type_unit, UNIT_X, UNIT_WIDTH, view_unit_name(unit, drawing->language));
        int64_t bottom = drawing->y;
        drawing->y = top;
        draw_places(seats, &places, UNIT_SEATS);
        if (drawing->y < bottom)
                drawing->y = bottom;
}

static void draw_units(struct seats *seats, const json_t *result, const json_t *rule)
{
        struct view_unit_list order = view_units(rule, (size_t)seats->units);
        for (const json_t *unit = view_next_unit(&order); unit; unit = view_next_unit(&order))
                draw_unit(seats, result, rule, unit);
        seats->units -= (int64_t)order.shown;
        draw_more(seats->drawing, json_array_size(json_object_get(rule, "units")) - order.shown,
                  WORD_MORE_UNITS, UNIT_X);
}

/* Draws the mark and the text that every rule has. */
static void draw_rule_words(struct drawing *drawing, const json_t *result, const json_t *rule)
{
        enum verdict verdict = verdict_in(rule);
        draw_mark(drawing, verdict, view_is_warning(result, rule, verdict), PICTURE_MARGIN, drawing->y);
        describe_rule(&drawing->sentence, result, rule, drawing->language);
        draw_sentence(drawing, &draw_type_text, PICTURE_INDENT, TEXT_WIDTH);
}

static void draw_seats_rule(struct seats *seats, const json_t *result, const json_t *rule)
{
        struct drawing *drawing = seats->drawing;
        drawing->y += 12;
        draw_rule_words(drawing, result, rule);
        drawing->y += 5;
        if (json_array_size(json_object_get(rule, "units"))) {
                draw_units(seats, result, rule);
        } else {
                struct view_seats places = view_seats_of(rule, verdict_in(rule));
                draw_places(seats, &places, PICTURE_INDENT);
        }
}

static void note_places(const struct view_seats *places, bool found[SEAT_STATES])
{
        for (int kind = 0; kind < SEAT_STATES; kind++)
                found[kind] |= places->count[kind] > 0;
}

/* Finds the kinds of seats in the picture; the legend explains only these. */
static void find_kinds(const json_t *result, int64_t unseated, bool found[SEAT_STATES])
{
        const json_t *rules = json_object_get(result, "rules");
        found[SEAT_SURPLUS] |= unseated > 0;
        for (size_t r = 0; r < json_array_size(rules); r++) {
                const json_t *rule = json_array_get(rules, r), *units = json_object_get(rule, "units");
                struct view_seats places = view_seats_of(rule, verdict_in(rule));
                if (!view_is_seats_rule(rule))
                        continue;
                if (!json_array_size(units))
                        note_places(&places, found);
                for (size_t u = 0; u < json_array_size(units); u++) {
                        places =
                                view_seats_of(json_array_get(units, u), verdict_in(json_array_get(units, u)));
                        note_places(&places, found);
                }
        }
}

static void draw_legend(struct drawing *drawing, const json_t *result, int64_t unseated)
{
        bool found[SEAT_STATES] = {false};
        find_kinds(result, unseated, found);
        struct legend legend = draw_legend_begin(drawing);
        for (int kind = 0; kind < SEAT_STATES; kind++) {
                int64_t y;
                if (!found[kind])
                        continue;
                int x = draw_legend_entry(&legend, word_text(WORD_FILLED + (unsigned)kind, drawing->language),
                                          22, &y);
                draw_seat(drawing, (enum seat_state)kind, x, y);
        }
        draw_legend_end(&legend);
}

static void draw_seating(struct drawing *drawing, const json_t *result)
{
        const json_t *seating = json_object_get(result, "seating");
        if (!json_is_object(seating))
                return;
        drawing->y += 6;
        draw_mark(drawing, verdict_in(seating), false, PICTURE_MARGIN, drawing->y);
        describe_seating(&drawing->sentence, result, drawing->language);
        draw_sentence(drawing, &draw_type_text, PICTURE_INDENT, TEXT_WIDTH);
}

static void draw_unseated(struct seats *seats, int64_t unseated)
{
        struct drawing *drawing = seats->drawing;
        struct view_seats places = {.count[SEAT_SURPLUS] = unseated};
        if (!unseated)
                return;
        drawing->y += 12;
        draw_mark(drawing, VERDICT_NOT_MET, false, PICTURE_MARGIN, drawing->y);
        draw_text(drawing, &draw_type_text, PICTURE_INDENT, TEXT_WIDTH,
                  word_text(WORD_UNSEATED, drawing->language));
        drawing->y += 5;
        draw_places(seats, &places, PICTURE_INDENT);
}

static void draw_seats(struct seats *seats, const json_t *result)
{
        struct drawing *drawing = seats->drawing;
        struct view_rules order = {.result = result, .seats = true};
        const json_t *rule = view_next_rule(&order);
        int64_t unseated = 0;
        if (!view_count_unseated(result, &unseated))
                buffer_exhaust(drawing->out);
        if (!rule && !unseated)
                return;
        draw_heading(drawing, WORD_SEATS);
        draw_seating(drawing, result);
        draw_legend(drawing, result, unseated);
        for (size_t count = 1; rule; count++) {
                draw_seats_rule(seats, result, rule);
                rule = count < VIEW_SEATS_RULES_MAX ? view_next_rule(&order) : NULL;
        }
        draw_more(drawing, view_rules_left(order), WORD_MORE_RULES, PICTURE_INDENT);
        draw_unseated(seats, unseated);
}

static void draw_advice(struct drawing *drawing, const json_t *result)
{
        const json_t *advice = json_object_get(result, "advice");
        if (!json_array_size(advice))
                return;
        draw_heading(drawing, WORD_ADVICE);
        for (size_t i = 0; i < json_array_size(advice) && i < VIEW_ADVICE_MAX; i++) {
                const json_t *line = json_array_get(advice, i);
                drawing->y += 4;
                int64_t top = drawing->y;
                draw_text(drawing, &draw_type_text, PICTURE_MARGIN, PICTURE_MARK_SIZE, "\xe2\x80\x93");
                drawing->y = top;
                draw_text(drawing, &draw_type_text, PICTURE_INDENT, TEXT_WIDTH,
                          language_string_or(line, "text", drawing->language, ""));
        }
}

static void draw_others(struct drawing *drawing, const json_t *result)
{
        struct view_rules order = {.result = result, .seats = false};
        const json_t *rule = view_next_rule(&order);
        if (rule)
                draw_heading(drawing, WORD_OTHER_RULES);
        for (size_t count = 1; rule; count++) {
                drawing->y += 7;
                draw_rule_words(drawing, result, rule);
                rule = count < VIEW_OTHER_RULES_MAX ? view_next_rule(&order) : NULL;
        }
        draw_more(drawing, view_rules_left(order), WORD_MORE_RULES, PICTURE_INDENT);
}

/* The verdicts of the readings, where there are several. */
static void draw_readings(struct drawing *drawing, const json_t *result)
{
        const json_t *variants = json_object_get(result, "variants");
        drawing->y += json_array_size(variants) ? 4 : 0;
        for (size_t i = 0; i < json_array_size(variants) && i < DESCRIBE_READINGS_MAX; i++) {
                describe_reading(&drawing->sentence, json_array_get(variants, i), drawing->language);
                draw_sentence(drawing, &draw_type_small, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN);
        }
}

static void draw_head(struct drawing *drawing, const json_t *result, const json_t *body)
{
        const char *id = member_text_or(result, "body", "");
        draw_text(drawing, &draw_type_title, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN,
                  language_string_or(body, "name", drawing->language, id));
        drawing->y += 6;
        draw_mark(drawing, verdict_in(result), false, PICTURE_MARGIN, drawing->y + 2);
        buffer_format(&drawing->sentence, "%s %s ", verdict_text(verdict_in(result), drawing->language),
                      word_text(WORD_AS_OF, drawing->language));
        language_add_written_date(&drawing->sentence, member_text_or(result, "at", ""), drawing->language);
        draw_sentence(drawing, &draw_type_verdict, PICTURE_INDENT, TEXT_WIDTH);
        drawing->y += 4;
        draw_text(drawing, &draw_type_text, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN,
                  language_string_or(result, "summary", drawing->language, ""));
        const char *level = member_text_or(json_object_get(result, "coverage"), "memberships", "complete");
        if (strcmp(level, "complete") != 0)
                draw_text(drawing, &draw_type_text, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN,
                          word_text(WORD_INCOMPLETE, drawing->language));
        draw_readings(drawing, result);
}

static void draw_foot(struct drawing *drawing, const json_t *result)
{
        draw_rule_line(drawing);
        describe_foot(&drawing->sentence, result, drawing->language);
        draw_sentence(drawing, &draw_type_small, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN);
        drawing->y += PICTURE_MARGIN - 4;
}

void picture_seats(struct buffer *out, const json_t *result, const json_t *body, enum language language)
{
        struct picture picture;
        picture_begin(&picture, out->limit, PICTURE_WIDTH, language);
        struct seats seats = {&picture.drawing, VIEW_SEATS_MAX, VIEW_UNITS_MAX};
        draw_head(seats.drawing, result, body);
        draw_seats(&seats, result);
        draw_advice(seats.drawing, result);
        draw_others(seats.drawing, result);
        draw_foot(seats.drawing, result);
        describe_seats(&picture.title, &picture.desc, result, body, language);
        picture_end(&picture, out, "seats", member_text_or(result, "body", ""));
}
