/*
 * The picture of a check: heading, seats by rule and unit, what would mend it, the other rules.
 */
#include "pictures/pictures.h"

#include "formats/describe.h"
#include "pictures/draw.h"
#include "pictures/picture.h"

#include <string.h>

#define TEXT_WIDTH (PICTURE_WIDTH - INDENT - MARGIN)
#define UNIT_X     (INDENT + MARK_SIZE + 8)
#define UNIT_WIDTH 184
#define UNIT_SEATS (UNIT_X + UNIT_WIDTH + 10)

/* Room is left for so many. */
struct seats {
        struct drawing *drawing;
        int64_t places, units;
};

static const struct type type_unit = {"unit", 13, 18, false, 3};

/* Rows of seats from x to the right margin. */
static void draw_rows(struct drawing *drawing, const struct places *places, int x)
{
        int in_row = (PICTURE_WIDTH - MARGIN - x + SEAT_STEP - 22) / SEAT_STEP;
        int64_t position = 0;
        for (int kind = 0; kind < PLACE_KINDS; kind++) {
                for (int64_t i = 0; i < places->count[kind]; i++, position++)
                        draw_seat(drawing, (enum place)kind, x + (int)(position % in_row) * SEAT_STEP,
                                  drawing->y + position / in_row * SEAT_STEP);
        }
        drawing->y += (position + in_row - 1) / in_row * SEAT_STEP;
        buffer_add_char(drawing->out, '\n');
}

static void draw_places(struct seats *seats, const struct places *places, int x)
{
        struct drawing *drawing = seats->drawing;
        int64_t room = seats->places < GROUP_PLACES_MAX ? seats->places : GROUP_PLACES_MAX;
        struct places drawn = places_drawn(places, room), hidden;
        for (int kind = 0; kind < PLACE_KINDS; kind++)
                hidden.count[kind] = places->count[kind] - drawn.count[kind];
        seats->places -= places_total(&drawn);
        draw_rows(drawing, &drawn, x);
        if (!places_total(&hidden))
                return;
        buffer_add_string(&drawing->sentence, "+ ");
        language_add_number(&drawing->sentence, places_total(&hidden), drawing->language);
        buffer_format(&drawing->sentence, " %s. ", word_text(WORD_MORE, drawing->language));
        places_say(&drawing->sentence, &hidden, drawing->language);
        draw_sentence(drawing, &type_small, x, PICTURE_WIDTH - MARGIN - x);
}

static void draw_unit(struct seats *seats, const json_t *result, const json_t *rule, const json_t *unit)
{
        struct drawing *drawing = seats->drawing;
        enum verdict verdict = verdict_in(unit);
        struct places places = places_of(unit, verdict);
        drawing->y += 4;
        int64_t top = drawing->y;
        draw_mark(drawing, verdict, is_warning(result, rule, verdict), INDENT, top + 2);
        drawing->y += 2;
        draw_text(drawing, &type_unit, UNIT_X, UNIT_WIDTH, unit_said(unit, drawing->language));
        int64_t bottom = drawing->y;
        drawing->y = top;
        draw_places(seats, &places, UNIT_SEATS);
        if (drawing->y < bottom)
                drawing->y = bottom;
}

static void draw_units(struct seats *seats, const json_t *result, const json_t *rule)
{
        struct unit_order order = view_units(rule, (size_t)seats->units);
        for (const json_t *unit = unit_next(&order); unit; unit = unit_next(&order))
                draw_unit(seats, result, rule, unit);
        seats->units -= (int64_t)order.shown;
        draw_more(seats->drawing, json_array_size(json_object_get(rule, "units")) - order.shown,
                  WORD_MORE_UNITS, UNIT_X);
}

/* The mark and the words that every rule has. */
static void draw_rule_words(struct drawing *drawing, const json_t *result, const json_t *rule)
{
        enum verdict verdict = verdict_in(rule);
        draw_mark(drawing, verdict, is_warning(result, rule, verdict), MARGIN, drawing->y);
        say_rule(&drawing->sentence, result, rule, drawing->language);
        draw_sentence(drawing, &type_text, INDENT, TEXT_WIDTH);
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
                struct places places = places_of(rule, verdict_in(rule));
                draw_places(seats, &places, INDENT);
        }
}

static void note_places(const struct places *places, bool found[PLACE_KINDS])
{
        for (int kind = 0; kind < PLACE_KINDS; kind++)
                found[kind] |= places->count[kind] > 0;
}

/* Which kinds of places there are anywhere: the legend explains no others. */
static void find_kinds(const json_t *result, int64_t unseated, bool found[PLACE_KINDS])
{
        const json_t *rules = json_object_get(result, "rules");
        found[PLACE_SURPLUS] |= unseated > 0;
        for (size_t r = 0; r < json_array_size(rules); r++) {
                const json_t *rule = json_array_get(rules, r), *units = json_object_get(rule, "units");
                struct places places = places_of(rule, verdict_in(rule));
                if (!is_seats_rule(rule))
                        continue;
                if (!json_array_size(units))
                        note_places(&places, found);
                for (size_t u = 0; u < json_array_size(units); u++) {
                        places = places_of(json_array_get(units, u), verdict_in(json_array_get(units, u)));
                        note_places(&places, found);
                }
        }
}

static void draw_legend(struct drawing *drawing, const json_t *result, int64_t unseated)
{
        bool found[PLACE_KINDS] = {false};
        find_kinds(result, unseated, found);
        struct legend legend = legend_begin(drawing);
        for (int kind = 0; kind < PLACE_KINDS; kind++) {
                int64_t y;
                if (!found[kind])
                        continue;
                int x = legend_entry(&legend, word_text(WORD_FILLED + (unsigned)kind, drawing->language), 22,
                                     &y);
                draw_seat(drawing, (enum place)kind, x, y);
        }
        legend_end(&legend);
}

static void draw_seating(struct drawing *drawing, const json_t *result)
{
        const json_t *seating = json_object_get(result, "seating");
        if (!json_is_object(seating))
                return;
        drawing->y += 6;
        draw_mark(drawing, verdict_in(seating), false, MARGIN, drawing->y);
        say_seating(&drawing->sentence, result, drawing->language);
        draw_sentence(drawing, &type_text, INDENT, TEXT_WIDTH);
}

static void draw_unseated(struct seats *seats, int64_t unseated)
{
        struct drawing *drawing = seats->drawing;
        struct places places = {.count[PLACE_SURPLUS] = unseated};
        if (!unseated)
                return;
        drawing->y += 12;
        draw_mark(drawing, VERDICT_NOT_MET, false, MARGIN, drawing->y);
        draw_text(drawing, &type_text, INDENT, TEXT_WIDTH, word_text(WORD_UNSEATED, drawing->language));
        drawing->y += 5;
        draw_places(seats, &places, INDENT);
}

static void draw_seats(struct seats *seats, const json_t *result)
{
        struct drawing *drawing = seats->drawing;
        struct rule_order order = {.result = result, .seats = true};
        const json_t *rule = rule_next(&order);
        int64_t unseated = 0;
        if (!unseated_elsewhere(result, &unseated))
                drawing->out->failed = true;
        if (!rule && !unseated)
                return;
        draw_heading(drawing, WORD_SEATS);
        draw_seating(drawing, result);
        draw_legend(drawing, result, unseated);
        for (size_t count = 1; rule; count++) {
                draw_seats_rule(seats, result, rule);
                rule = count < SEATS_RULES_MAX ? rule_next(&order) : NULL;
        }
        draw_more(drawing, rules_left(order), WORD_MORE_RULES, INDENT);
        draw_unseated(seats, unseated);
}

static void draw_advice(struct drawing *drawing, const json_t *result)
{
        const json_t *advice = json_object_get(result, "advice");
        if (!json_array_size(advice))
                return;
        draw_heading(drawing, WORD_ADVICE);
        for (size_t i = 0; i < json_array_size(advice) && i < ADVICE_MAX; i++) {
                const json_t *line = json_array_get(advice, i);
                drawing->y += 4;
                int64_t top = drawing->y;
                draw_text(drawing, &type_text, MARGIN, MARK_SIZE, "\xe2\x80\x93");
                drawing->y = top;
                draw_text(drawing, &type_text, INDENT, TEXT_WIDTH,
                          language_said_or(line, "text", drawing->language, ""));
        }
}

static void draw_others(struct drawing *drawing, const json_t *result)
{
        struct rule_order order = {.result = result, .seats = false};
        const json_t *rule = rule_next(&order);
        if (rule)
                draw_heading(drawing, WORD_OTHER_RULES);
        for (size_t count = 1; rule; count++) {
                drawing->y += 7;
                draw_rule_words(drawing, result, rule);
                rule = count < OTHER_RULES_MAX ? rule_next(&order) : NULL;
        }
        draw_more(drawing, rules_left(order), WORD_MORE_RULES, INDENT);
}

/* The verdicts of the readings, where there are several. */
static void draw_readings(struct drawing *drawing, const json_t *result)
{
        const json_t *variants = json_object_get(result, "variants");
        drawing->y += json_array_size(variants) ? 4 : 0;
        for (size_t i = 0; i < json_array_size(variants) && i < READINGS_MAX; i++) {
                say_reading(&drawing->sentence, json_array_get(variants, i), drawing->language);
                draw_sentence(drawing, &type_small, MARGIN, PICTURE_WIDTH - 2 * MARGIN);
        }
}

static void draw_head(struct drawing *drawing, const json_t *result, const json_t *body)
{
        const char *id = member_text_or(result, "body", "");
        draw_text(drawing, &type_title, MARGIN, PICTURE_WIDTH - 2 * MARGIN,
                  language_said_or(body, "name", drawing->language, id));
        drawing->y += 6;
        draw_mark(drawing, verdict_in(result), false, MARGIN, drawing->y + 2);
        buffer_format(&drawing->sentence, "%s %s ", verdict_text(verdict_in(result), drawing->language),
                      word_text(WORD_AS_OF, drawing->language));
        language_add_written_date(&drawing->sentence, member_text_or(result, "at", ""), drawing->language);
        draw_sentence(drawing, &type_verdict, INDENT, TEXT_WIDTH);
        drawing->y += 4;
        draw_text(drawing, &type_text, MARGIN, PICTURE_WIDTH - 2 * MARGIN,
                  language_said_or(result, "summary", drawing->language, ""));
        const char *level = member_text_or(json_object_get(result, "coverage"), "memberships", "complete");
        if (strcmp(level, "complete") != 0)
                draw_text(drawing, &type_text, MARGIN, PICTURE_WIDTH - 2 * MARGIN,
                          word_text(WORD_INCOMPLETE, drawing->language));
        draw_readings(drawing, result);
}

static void draw_foot(struct drawing *drawing, const json_t *result)
{
        draw_rule_line(drawing);
        say_foot(&drawing->sentence, result, drawing->language);
        draw_sentence(drawing, &type_small, MARGIN, PICTURE_WIDTH - 2 * MARGIN);
        drawing->y += MARGIN - 4;
}

void render_seats_svg(struct buffer *out, const json_t *result, const json_t *body, enum language language)
{
        struct picture picture;
        picture_begin(&picture, out->limit, PICTURE_WIDTH, language);
        struct seats seats = {&picture.drawing, PICTURE_PLACES_MAX, PICTURE_UNITS_MAX};
        draw_head(seats.drawing, result, body);
        draw_seats(&seats, result);
        draw_advice(seats.drawing, result);
        draw_others(seats.drawing, result);
        draw_foot(seats.drawing, result);
        describe_seats(&picture.title, &picture.desc, result, body, language);
        picture_end(&picture, out, "seats", member_text_or(result, "body", ""));
}
