/*
 * The picture of a check: heading, seats by rule and unit, what would mend it, the other rules.
 */
#include "render.h"

#include "describe.h"
#include "draw.h"
#include "lines.h"
#include "xml.h"

#include <inttypes.h>
#include <string.h>

#define INDENT      (MARGIN + MARK_SIZE + 10)
#define TEXT_WIDTH  (PICTURE_WIDTH - INDENT - MARGIN)
#define UNIT_X      (INDENT + MARK_SIZE + 8)
#define UNIT_WIDTH  184
#define UNIT_SEATS  (UNIT_X + UNIT_WIDTH + 10)
#define PREFIX_SIZE 160

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

static void draw_places(struct drawing *drawing, const struct places *places, int x)
{
        int64_t room = drawing->places_left < GROUP_PLACES_MAX ? drawing->places_left : GROUP_PLACES_MAX;
        struct places drawn = places_drawn(places, room), hidden;
        for (int kind = 0; kind < PLACE_KINDS; kind++)
                hidden.count[kind] = places->count[kind] - drawn.count[kind];
        drawing->places_left -= places_total(&drawn);
        draw_rows(drawing, &drawn, x);
        if (!places_total(&hidden))
                return;
        buffer_add_string(&drawing->sentence, "+ ");
        render_number(&drawing->sentence, places_total(&hidden), drawing->language);
        buffer_format(&drawing->sentence, " %s. ", word(WORD_MORE, drawing->language));
        places_say(&drawing->sentence, &hidden, drawing->language);
        draw_sentence(drawing, &type_small, x, PICTURE_WIDTH - MARGIN - x);
}

static void draw_more(struct drawing *drawing, size_t count, enum word what, int x)
{
        if (!count)
                return;
        buffer_add_string(&drawing->sentence, "+ ");
        render_number(&drawing->sentence, (int64_t)count, drawing->language);
        buffer_format(&drawing->sentence, " %s", word(what, drawing->language));
        draw_sentence(drawing, &type_small, x, PICTURE_WIDTH - MARGIN - x);
}

static void draw_unit(struct drawing *drawing, const json_t *result, const json_t *rule, const json_t *unit)
{
        enum verdict verdict = verdict_in(unit);
        struct places places = places_of(unit, verdict);
        drawing->y += 4;
        int64_t top = drawing->y;
        draw_mark(drawing, verdict, is_warning(result, rule, verdict), INDENT, top + 2);
        drawing->y += 2;
        draw_text(drawing, &type_unit, UNIT_X, UNIT_WIDTH, unit_said(unit, drawing->language));
        int64_t bottom = drawing->y;
        drawing->y = top;
        draw_places(drawing, &places, UNIT_SEATS);
        if (drawing->y < bottom)
                drawing->y = bottom;
}

static void draw_units(struct drawing *drawing, const json_t *result, const json_t *rule)
{
        struct unit_order order = view_units(rule, (size_t)drawing->units_left);
        for (const json_t *unit = unit_next(&order); unit; unit = unit_next(&order))
                draw_unit(drawing, result, rule, unit);
        drawing->units_left -= (int64_t)order.shown;
        draw_more(drawing, json_array_size(json_object_get(rule, "units")) - order.shown, WORD_MORE_UNITS,
                  UNIT_X);
}

/* The mark and the words that every rule has. */
static void draw_rule_words(struct drawing *drawing, const json_t *result, const json_t *rule)
{
        enum verdict verdict = verdict_in(rule);
        draw_mark(drawing, verdict, is_warning(result, rule, verdict), MARGIN, drawing->y);
        say_rule(&drawing->sentence, result, rule, drawing->language);
        draw_sentence(drawing, &type_text, INDENT, TEXT_WIDTH);
}

static void draw_seats_rule(struct drawing *drawing, const json_t *result, const json_t *rule)
{
        drawing->y += 12;
        draw_rule_words(drawing, result, rule);
        drawing->y += 5;
        if (json_array_size(json_object_get(rule, "units"))) {
                draw_units(drawing, result, rule);
        } else {
                struct places places = places_of(rule, verdict_in(rule));
                draw_places(drawing, &places, INDENT);
        }
}

static void draw_heading(struct drawing *drawing, enum word which)
{
        draw_rule_line(drawing);
        draw_text(drawing, &type_heading, MARGIN, PICTURE_WIDTH - 2 * MARGIN, word(which, drawing->language));
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
        int x = MARGIN;
        find_kinds(result, unseated, found);
        drawing->y += 10;
        for (int kind = 0; kind < PLACE_KINDS; kind++) {
                const char *name = word(WORD_FILLED + (unsigned)kind, drawing->language);
                int width = (int)(text_width(name, strlen(name), false) * type_small.size / 1000) + 1;
                if (!found[kind])
                        continue;
                if (x + 28 + width > PICTURE_WIDTH - MARGIN) {
                        x = MARGIN;
                        drawing->y += SEAT_STEP;
                }
                draw_seat(drawing, (enum place)kind, x, drawing->y);
                int64_t top = drawing->y;
                drawing->y += 3;
                draw_text(drawing, &type_small, x + 28, PICTURE_WIDTH, name);
                drawing->y = top;
                x += 28 + width + 16;
        }
        drawing->y += x > MARGIN ? SEAT_STEP : 0;
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

static void draw_unseated(struct drawing *drawing, int64_t unseated)
{
        struct places places = {.count[PLACE_SURPLUS] = unseated};
        if (!unseated)
                return;
        drawing->y += 12;
        draw_mark(drawing, VERDICT_NOT_MET, false, MARGIN, drawing->y);
        draw_text(drawing, &type_text, INDENT, TEXT_WIDTH, word(WORD_UNSEATED, drawing->language));
        drawing->y += 5;
        draw_places(drawing, &places, INDENT);
}

static void draw_seats(struct drawing *drawing, const json_t *result)
{
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
                draw_seats_rule(drawing, result, rule);
                rule = count < SEATS_RULES_MAX ? rule_next(&order) : NULL;
        }
        draw_more(drawing, rules_left(order), WORD_MORE_RULES, INDENT);
        draw_unseated(drawing, unseated);
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
                          said_or(line, "text", drawing->language, ""));
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
        const char *id = string_or(result, "body", "");
        draw_text(drawing, &type_title, MARGIN, PICTURE_WIDTH - 2 * MARGIN,
                  said_or(body, "name", drawing->language, id));
        drawing->y += 6;
        draw_mark(drawing, verdict_in(result), false, MARGIN, drawing->y + 2);
        buffer_format(&drawing->sentence, "%s %s ", verdict_word(verdict_in(result), drawing->language),
                      word(WORD_AS_OF, drawing->language));
        render_date(&drawing->sentence, string_or(result, "at", ""), drawing->language);
        draw_sentence(drawing, &type_verdict, INDENT, TEXT_WIDTH);
        drawing->y += 4;
        draw_text(drawing, &type_text, MARGIN, PICTURE_WIDTH - 2 * MARGIN,
                  said_or(result, "summary", drawing->language, ""));
        const char *level = string_or(json_object_get(result, "coverage"), "memberships", "complete");
        if (strcmp(level, "complete") != 0)
                draw_text(drawing, &type_text, MARGIN, PICTURE_WIDTH - 2 * MARGIN,
                          word(WORD_INCOMPLETE, drawing->language));
        draw_readings(drawing, result);
}

static void draw_foot(struct drawing *drawing, const json_t *result)
{
        draw_rule_line(drawing);
        say_foot(&drawing->sentence, result, drawing->language);
        draw_sentence(drawing, &type_small, MARGIN, PICTURE_WIDTH - 2 * MARGIN);
        drawing->y += MARGIN - 4;
}

/* `samrad-<body>-<date>`: distinct in a page with several pictures. */
static void make_prefix(const json_t *result, char prefix[PREFIX_SIZE])
{
        const char *parts[] = {"samrad-", string_or(result, "body", ""), "-", string_or(result, "at", "")};
        size_t length = 0;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
                for (const char *c = parts[i]; *c && length < PREFIX_SIZE - 1; c++) {
                        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-';
                        prefix[length++] = plain ? *c : '_';
                }
        }
        prefix[length] = '\0';
}

static void open_picture(struct buffer *out, const char *prefix, int64_t height, enum language language)
{
        buffer_format(
                out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"samrad-seats\" role=\"img\" lang=\"%s\" "
                "aria-labelledby=\"%s-title %s-desc\" viewBox=\"0 0 %d %" PRId64
                "\" width=\"%d\" height=\"%" PRId64 "\" font-family=\"system-ui, -apple-system, 'Segoe UI', "
                "Roboto, 'Helvetica Neue', 'Noto Sans', "
                "Arial, sans-serif\" color=\"#000\">\n",
                language_code(language), prefix, prefix, PICTURE_WIDTH, height, PICTURE_WIDTH, height);
}

void render_seats_svg(struct buffer *out, const json_t *result, const json_t *body, enum language language)
{
        struct buffer picture = BUFFER(out->limit);
        struct drawing drawing = {
                .out = &picture,
                .sentence = BUFFER(out->limit),
                .language = language,
                .y = MARGIN - 6,
                .places_left = PICTURE_PLACES_MAX,
                .units_left = PICTURE_UNITS_MAX,
        };
        char prefix[PREFIX_SIZE];
        make_prefix(result, prefix);
        draw_head(&drawing, result, body);
        draw_seats(&drawing, result);
        draw_advice(&drawing, result);
        draw_others(&drawing, result);
        draw_foot(&drawing, result);
        open_picture(out, prefix, drawing.y, language);
        describe_seats(out, result, body, language, prefix);
        draw_style(out);
        buffer_add_string(out, "<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        out->failed |= buffer_failed(&picture) || buffer_failed(&drawing.sentence);
        if (!out->failed)
                buffer_add(out, picture.bytes, picture.length);
        buffer_add_string(out, "</svg>\n");
        buffer_clear(&picture);
        buffer_clear(&drawing.sentence);
}
