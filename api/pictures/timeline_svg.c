/*
 * The verdicts over time: a band for the body, and one for each rule, deciding ones first.
 */
#include "pictures/pictures.h"

#include "pictures/axis.h"
#include "pictures/picture.h"
#include "formats/view.h"
#include "base/utf8.h"

#include <string.h>

#define BANDS_MAX     60  /* of rules; the rest are counted */
#define INTERVALS_MAX 200 /* of a band, described in words; the rest are counted */
#define TEXT_WIDTH    (PICTURE_WIDTH - 2 * PICTURE_MARGIN)

static const struct draw_type type_rule = {"rule", 13, 17, false, 3};

struct bands {
        struct picture picture;
        const json_t *json;
        struct axis axis;
        date today;
        bool found[VERDICT_COUNT]; /* the legend explains no others */
};

/* Draws each verdict from its first day to its last. If several fall on one unit of the picture's width, the
 * most serious is drawn. So the amount of output is limited by the width, and no bad verdict is hidden. */
static void draw_intervals(struct bands *bands, const json_t *intervals)
{
        struct drawing *drawing = &bands->picture.drawing;
        uint8_t columns[TEXT_WIDTH];
        memset(columns, VERDICT_COUNT, sizeof columns);
        for (size_t i = 0; i < json_array_size(intervals); i++) {
                const json_t *interval = json_array_get(intervals, i);
                enum verdict verdict = verdict_in(interval);
                int first = axis_at(&bands->axis, axis_day_of(interval, "from")) - PICTURE_MARGIN,
                    end = axis_at(&bands->axis, axis_day_of(interval, "to") + 1) - PICTURE_MARGIN;
                for (int x = first; x < TEXT_WIDTH && (x < end || x == first); x++)
                        columns[x] = columns[x] < verdict ? columns[x] : (uint8_t)verdict;
        }
        for (int x = 0, next; x < TEXT_WIDTH; x = next) {
                for (next = x + 1; next < TEXT_WIDTH && columns[next] == columns[x];)
                        next++;
                if (columns[x] < VERDICT_COUNT)
                        draw_band(drawing, columns[x], PICTURE_MARGIN + x, drawing->y,
                                  next - x - (next - x > 3));
        }
        buffer_add_char(drawing->out, '\n');
}

static void describe_intervals(struct bands *bands, const json_t *intervals)
{
        struct buffer *out = &bands->picture.desc;
        enum language language = bands->picture.drawing.language;
        size_t count = json_array_size(intervals);
        for (size_t i = 0; i < count && i < INTERVALS_MAX; i++) {
                const json_t *interval = json_array_get(intervals, i);
                buffer_format(out, "%s%s ", i ? "; " : " ", verdict_text(verdict_in(interval), language));
                language_add_written_date(out, member_text_or(interval, "from", ""), language);
                buffer_add_string(out, " – ");
                language_add_written_date(out, member_text_or(interval, "to", ""), language);
        }
        if (count > INTERVALS_MAX)
                buffer_format(out, "; + %zu", count - INTERVALS_MAX);
        buffer_add_char(out, '.');
}

static void draw_row(struct bands *bands, const char *name, const struct draw_type *type,
                     const json_t *intervals)
{
        struct drawing *drawing = &bands->picture.drawing;
        drawing->y += 7;
        draw_text(drawing, type, PICTURE_MARGIN, TEXT_WIDTH, name);
        drawing->y += 4;
        axis_draw_marks(drawing, &bands->axis, drawing->y - 2, PICTURE_BAND_HEIGHT + 4);
        draw_intervals(bands, intervals);
        axis_draw_today(drawing, &bands->axis, bands->today, drawing->y - 2, PICTURE_BAND_HEIGHT + 4);
        drawing->y += PICTURE_BAND_HEIGHT + 2;
        buffer_add_char(&bands->picture.desc, '\n');
        utf8_add_plain(&bands->picture.desc, name);
        buffer_add_char(&bands->picture.desc, ':');
        describe_intervals(bands, intervals);
}

static void draw_rule(struct bands *bands, const json_t *rule)
{
        struct buffer name = BUFFER(bands->picture.shapes.limit);
        enum language language = bands->picture.drawing.language;
        if (json_object_get(rule, "variant")) {
                buffer_format(&name, "%s ", word_text(WORD_READING, language));
                language_add_quoted(&name, member_text_or(rule, "variant", ""), language);
                buffer_add_string(&name, ": ");
        }
        utf8_add_plain(&name, view_rule_text(rule, language));
        buffer_add_char(&name, '\0');
        buffer_fail_with(&bands->picture.shapes, &name);
        if (!buffer_failed(&name))
                draw_row(bands, name.bytes, &type_rule, json_object_get(rule, "intervals"));
        buffer_clear(&name);
}

/* The position of a rule's kind: rules are listed by kind, seats first, as in a check. */
static int order_of(const json_t *rule)
{
        static const char *const kinds[] = {"seats",  "count",    "size",     "deputies",  "balance",
                                            "parity", "split",    "distinct", "exclusion", "mirrors",
                                            "tenure", "term",     "rotation", "cadence",   "sequence",
                                            "quorum", "deadline", "content"};
        int count = sizeof kinds / sizeof *kinds, i = 0;
        while (i < count && strcmp(member_text_or(rule, "kind", ""), kinds[i]) != 0)
                i++;
        return i;
}

#define ORDERS 19

/* Draws the rules that decide, or those that do not. Returns how many were left out. */
static size_t draw_rules(struct bands *bands, bool decides, enum word title, size_t *drawn)
{
        const json_t *rules = json_object_get(bands->json, "rules");
        size_t left = 0, count = 0;
        for (int order = 0; order < ORDERS; order++) {
                for (size_t i = 0; i < json_array_size(rules); i++) {
                        const json_t *rule = json_array_get(rules, i);
                        if (order_of(rule) != order ||
                            json_is_true(json_object_get(rule, "decides")) != decides)
                                continue;
                        if (*drawn == BANDS_MAX) {
                                left++;
                                continue;
                        }
                        if (count++ == 0)
                                draw_heading(&bands->picture.drawing, title);
                        ++*drawn;
                        draw_rule(bands, rule);
                }
        }
        return left;
}

static void draw_head(struct bands *bands)
{
        struct drawing *drawing = &bands->picture.drawing;
        const json_t *json = bands->json;
        const char *name =
                language_string_or(json, "name", drawing->language, member_text_or(json, "body", ""));
        struct buffer *title = &bands->picture.title;
        draw_text(drawing, &draw_type_title, PICTURE_MARGIN, TEXT_WIDTH, name);
        buffer_format(&drawing->sentence, "%s, ", word_text(WORD_VERDICTS_OVER_TIME, drawing->language));
        language_add_written_date(&drawing->sentence, member_text_or(json, "from", ""), drawing->language);
        buffer_add_string(&drawing->sentence, " – ");
        language_add_written_date(&drawing->sentence, member_text_or(json, "to", ""), drawing->language);
        utf8_add_plain(title, name);
        buffer_add_string(title, ": ");
        buffer_add(title, drawing->sentence.bytes, drawing->sentence.length);
        drawing->y += 2;
        draw_sentence(drawing, &draw_type_text, PICTURE_MARGIN, TEXT_WIDTH);
}

/* Draws the body's verdict of today, on a separate line. */
static void draw_now(struct bands *bands)
{
        struct drawing *drawing = &bands->picture.drawing;
        const json_t *intervals = json_object_get(bands->json, "intervals");
        for (size_t i = 0; i < json_array_size(intervals); i++) {
                const json_t *interval = json_array_get(intervals, i);
                if (bands->today < axis_day_of(interval, "from") ||
                    axis_day_of(interval, "to") < bands->today)
                        continue;
                drawing->y += 6;
                draw_mark(drawing, verdict_in(interval), false, PICTURE_MARGIN, drawing->y + 2);
                buffer_format(&drawing->sentence, "%s: %s", word_text(WORD_TODAY_IS, drawing->language),
                              verdict_text(verdict_in(interval), drawing->language));
                buffer_add(&bands->picture.desc, drawing->sentence.bytes, drawing->sentence.length);
                buffer_add_char(&bands->picture.desc, '.');
                draw_sentence(drawing, &draw_type_verdict, PICTURE_INDENT,
                              PICTURE_WIDTH - PICTURE_INDENT - PICTURE_MARGIN);
        }
}

static void draw_legend(struct bands *bands)
{
        struct drawing *drawing = &bands->picture.drawing;
        struct legend legend = draw_legend_begin(drawing);
        for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
                int64_t y;
                if (!bands->found[verdict])
                        continue;
                int x = draw_legend_entry(&legend, verdict_text((enum verdict)verdict, drawing->language), 28,
                                          &y);
                draw_band(drawing, (enum verdict)verdict, x, y + 3, 28);
        }
        draw_legend_end(&legend);
}

static void note_verdicts(struct bands *bands)
{
        const json_t *rules = json_object_get(bands->json, "rules");
        for (size_t r = 0; r <= json_array_size(rules); r++) {
                const json_t *owner = r ? json_array_get(rules, r - 1) : bands->json;
                const json_t *intervals = json_object_get(owner, "intervals");
                for (size_t i = 0; i < json_array_size(intervals); i++)
                        bands->found[verdict_in(json_array_get(intervals, i))] = true;
        }
}

void picture_timeline(struct buffer *out, const json_t *json, enum language language)
{
        struct bands bands = {.json = json, .today = axis_day_of(json, "today")};
        struct picture *picture = &bands.picture;
        struct drawing *drawing = &picture->drawing;
        size_t drawn = 0;
        picture_begin(picture, out->limit, PICTURE_WIDTH, language);
        bands.axis = axis_of(axis_day_of(json, "from"), axis_day_of(json, "to"), PICTURE_MARGIN, TEXT_WIDTH);
        draw_head(&bands);
        draw_now(&bands);
        note_verdicts(&bands);
        draw_legend(&bands);
        drawing->y += 4;
        axis_draw_today_name(drawing, &bands.axis, bands.today);
        axis_draw_names(drawing, &bands.axis);
        draw_row(&bands, word_text(WORD_WHOLE_BODY, language), &draw_type_heading,
                 json_object_get(json, "intervals"));
        size_t left = draw_rules(&bands, true, WORD_REQUIREMENTS, &drawn);
        left += draw_rules(&bands, false, WORD_OTHER_NORMS, &drawn);
        draw_more(drawing, left, WORD_MORE_RULES, PICTURE_MARGIN);
        if (!drawn) {
                drawing->y += 6;
                draw_text(drawing, &draw_type_small, PICTURE_MARGIN, TEXT_WIDTH,
                          word_text(WORD_NO_RULES, language));
        }
        drawing->y += 8;
        axis_draw_names(drawing, &bands.axis);
        if (bands.today < bands.axis.to)
                draw_text(drawing, &draw_type_small, PICTURE_MARGIN, TEXT_WIDTH,
                          word_text(WORD_FORETOLD, language));
        picture_foot(picture, member_text_or(json, "body", ""), json);
        picture_end(picture, out, "timeline", member_text_or(json, "body", ""));
}
