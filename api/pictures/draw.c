#include "pictures/draw.h"

#include "pictures/text_lines.h"
#include "base/xml.h"

#include <inttypes.h>
#include <string.h>

const struct draw_type draw_type_title = {"title", 20, 26, true, 4};
const struct draw_type draw_type_verdict = {"verdict", 16, 22, true, 3};
const struct draw_type draw_type_text = {"text", 14, 19, false, 8};
const struct draw_type draw_type_small = {"small", 12, 17, false, 6};
const struct draw_type draw_type_heading = {"heading", 14, 19, true, 2};

/* CSS variables of the page have priority, then the reader's colour scheme. */
static const char style[] =
        ".samrad-picture{--i:var(--samrad-ink,#1b2228);--p:var(--samrad-paper,#fff);--m:var(--samrad-met,#"
        "1c6b40);"
        "--n:var(--samrad-not-met,#b3261e);--u:var(--samrad-unknown,#7a5400);--v:var(--samrad-vacant,#b3261e)"
        "}"
        "@media screen and (prefers-color-scheme:dark){.samrad-picture{--i:var(--samrad-ink,#e6e9ec);"
        "--p:var(--samrad-paper,#161a1e);--m:var(--samrad-met,#74cf97);--n:var(--samrad-not-met,#ff9089);"
        "--u:var(--samrad-unknown,#eebf5a);--v:var(--samrad-vacant,#ff9089)}}"
        ".samrad-picture{max-width:100%;height:auto;print-color-adjust:exact}"
        ".samrad-picture text{fill:var(--i)}.samrad-picture .small{fill-opacity:.78}"
        ".samrad-picture .paper{fill:var(--p)}.samrad-picture .line{stroke:var(--i)}"
        ".samrad-picture .met{color:var(--m)}.samrad-picture .not-met{color:var(--n)}"
        ".samrad-picture .unknown{color:var(--u)}.samrad-picture .vacant{color:var(--v)}"
        ".samrad-picture .plain{color:var(--i)}.samrad-picture .on{stroke:var(--p)}"
        ".samrad-picture .box{fill:var(--p);stroke:var(--i)}.samrad-picture .centre{stroke-width:2.6}"
        ".samrad-picture a:hover .box,.samrad-picture a:focus .box{stroke-width:2.6}"
        ".samrad-picture a:hover text{text-decoration:underline}.samrad-map{max-width:none}"
        ".samrad-picture:root{background:var(--p)}";

void draw_style(struct buffer *out)
{
        buffer_format(out, "<style>%s</style>\n", style);
}

void draw_label(struct drawing *drawing, const struct draw_type *type, const char *anchor, int x, int64_t y,
                int width, const char *text)
{
        struct lines lines = text_lines_of(text, (int64_t)width * 1000 / type->size, type->bold);
        const char *line = "";
        size_t length = 0;
        bool cut = text_lines_width(lines.text, lines.length, type->bold) > lines.width;
        if (cut)
                text_lines_cut(&lines, &line, &length);
        else
                text_lines_next(&lines, &line, &length);
        buffer_format(drawing->out,
                      "<text class=\"%s\" font-size=\"%d\" text-anchor=\"%s\" x=\"%d\" y=\"%" PRId64 "\"%s>",
                      type->class, type->size, anchor, x, y, type->bold ? " font-weight=\"600\"" : "");
        xml_add(drawing->out, line, length);
        buffer_add_string(drawing->out, cut ? "\xe2\x80\xa6</text>\n" : "</text>\n");
}

static void add_line(struct drawing *drawing, const struct draw_type *type, int x, const char *line,
                     size_t length, bool cut)
{
        drawing->y += type->leading;
        buffer_format(drawing->out, "<tspan x=\"%d\" y=\"%" PRId64 "\">", x,
                      drawing->y - (type->leading - type->size) / 2 - type->size / 6);
        xml_add(drawing->out, line, length);
        buffer_add_string(drawing->out, cut ? "\xe2\x80\xa6</tspan>" : "</tspan>");
}

void draw_text(struct drawing *drawing, const struct draw_type *type, int x, int width, const char *text)
{
        struct lines lines = text_lines_of(text, (int64_t)width * 1000 / type->size, type->bold);
        const char *line;
        size_t length;
        buffer_format(drawing->out, "<text class=\"%s\" font-size=\"%d\"%s>", type->class, type->size,
                      type->bold ? " font-weight=\"600\"" : "");
        for (int count = 1; count < type->lines_max && text_lines_next(&lines, &line, &length); count++)
                add_line(drawing, type, x, line, length, false);
        if (lines.length) {
                struct lines last = lines;
                text_lines_next(&last, &line, &length);
                bool cut = last.length > 0;
                if (cut)
                        text_lines_cut(&lines, &line, &length);
                add_line(drawing, type, x, line, length, cut);
        }
        buffer_add_string(drawing->out, "</text>\n");
}

void draw_sentence(struct drawing *drawing, const struct draw_type *type, int x, int width)
{
        buffer_add_char(&drawing->sentence, '\0');
        if (!buffer_failed(&drawing->sentence))
                draw_text(drawing, type, x, width, drawing->sentence.bytes);
        drawing->sentence.length = 0;
}

/* Verdicts are solid if they are decided and outlined if not, and each has its own shape. */
#define SOLID   "fill=\"currentColor\""
#define OUTLINE "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\""
#define ON_IT   "class=\"on\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\" stroke-linecap=\"round\""
#define ROUND   " stroke-linecap=\"round\" stroke-linejoin=\"round\""

static const struct {
        const char *class, *shape;
} marks[VERDICT_COUNT + 1] = {
        [VERDICT_MET] = {"met", "<circle cx=\"9\" cy=\"9\" r=\"9\" " SOLID
                                "/><path d=\"M5 9.4l2.8 2.8L13 6.4\" " ON_IT "/>"},
        [VERDICT_NOT_MET] = {"not-met", "<rect width=\"18\" height=\"18\" rx=\"3\" " SOLID
                                        "/><path d=\"M5.3 5.3l7.4 7.4M12.7 5.3l-7.4 7.4\" " ON_IT "/>"},
        [VERDICT_UNKNOWN] =
                {"unknown",
                 "<circle cx=\"9\" cy=\"9\" r=\"8.2\" stroke-dasharray=\"3.2 1.95\" " OUTLINE
                 "/><path d=\"M6.6 7.1a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M9 13.4v.1\" " OUTLINE ROUND
                 "/>"},
        [VERDICT_WAIVED] = {"plain", "<path d=\"M9 1l6.6 2.4v5.2c0 4-2.8 6.9-6.6 "
                                     "8.4-3.8-1.5-6.6-4.4-6.6-8.4V3.4zM6 9h6\" " OUTLINE ROUND "/>"},
        [VERDICT_PENDING] = {"plain", "<circle cx=\"9\" cy=\"9\" r=\"8.2\" " OUTLINE
                                      "/><path d=\"M9 4.4V9l3 2\" " OUTLINE ROUND "/>"},
        [VERDICT_NOT_CHECKABLE] = {"plain", "<circle cx=\"9\" cy=\"9\" r=\"8.2\" " OUTLINE
                                            "/><path d=\"M5.2 9h.1M9 9h.1M12.8 9h.1\" " OUTLINE ROUND "/>"},
        [VERDICT_NOT_APPLICABLE] = {"plain", "<circle cx=\"9\" cy=\"9\" r=\"8.2\" " OUTLINE
                                             "/><path d=\"M5.5 9h7\" " OUTLINE ROUND "/>"},
        [VERDICT_NO_RULES] = {"plain", "<circle cx=\"9\" cy=\"9\" r=\"8.2\" " OUTLINE
                                       "/><path d=\"M5.5 9h7\" " OUTLINE ROUND "/>"},
        [VERDICT_COUNT] = {"not-met",
                           "<path d=\"M9 1.8l7.6 14.2H1.4z\" stroke=\"currentColor\" stroke-width=\"2\""
                           " stroke-linejoin=\"round\" " SOLID "/><path d=\"M9 7v4M9 13.7v.1\" " ON_IT "/>"},
};

void draw_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y)
{
        size_t which = warning ? VERDICT_COUNT : verdict;
        buffer_format(drawing->out, "<g class=\"%s\" transform=\"translate(%d %" PRId64 ")\">%s</g>\n",
                      marks[which].class, x, y, marks[which].shape);
}

void draw_small_mark(struct drawing *drawing, enum verdict verdict, bool warning, int x, int64_t y)
{
        size_t which = warning ? VERDICT_COUNT : verdict;
        buffer_format(drawing->out,
                      "<g class=\"%s\" transform=\"translate(%d %" PRId64 ") scale(.667)\">%s</g>\n",
                      marks[which].class, x, y, marks[which].shape);
}

/* Squares of 22 by 22: with a person in it, hatched, dashed, dotted, crossed out. */
#define SQUARE "M5 1h12a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4z"
static const struct {
        const char *class, *shape;
} seats[SEAT_STATES] = {
        [SEAT_FILLED] = {"met", "d=\"M4.5 0h13A4.5 4.5 0 0 1 22 4.5v13a4.5 4.5 0 0 1-4.5 4.5h-13A4.5 4.5 0 "
                                "0 1 0 17.5v-13A4.5"
                                " 4.5 0 0 1 4.5 0zM11 4.2a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM4.6 "
                                "18.2h12.8c0-3.6-2.9-5.8"
                                "-6.4-5.8s-6.4 2.2-6.4 5.8z\" fill=\"currentColor\" fill-rule=\"evenodd\""},
        [SEAT_PERHAPS] = {"unknown",
                          "d=\"" SQUARE "M1 9.5L9.5 1M1.4 18.6L18.6 1.4M12.5 21l8.5-8.5M4.2 20.6L20.6 4.2\" "
                          "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\""},
        [SEAT_VACANT] = {"vacant",
                         "d=\"" SQUARE "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
                         "stroke-dasharray=\"4.6 3.2\""},
        [SEAT_OPEN] = {"plain", "d=\"" SQUARE "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\" "
                                "stroke-linecap=\"round\" stroke-dasharray=\".1 3.4\""},
        [SEAT_SURPLUS] = {"not-met", "d=\"" SQUARE
                                     "M1.5 1.5l19 19M20.5 1.5l-19 19\" fill=\"none\" stroke=\"currentColor\" "
                                     "stroke-width=\"1.8\""},
};

void draw_seat(struct drawing *drawing, enum seat_state place, int x, int64_t y)
{
        buffer_format(drawing->out, "<path class=\"%s\" transform=\"translate(%d %" PRId64 ")\" %s/>",
                      seats[place].class, x, y, seats[place].shape);
}

/* How the band of each verdict is drawn: the height of the line along its middle, the line's dashes, and its
 * edge (`frame`), if it has one. */
static const struct {
        const char *class, *line, *frame;
} bands[VERDICT_COUNT] = {
        [VERDICT_NOT_MET] = {"not-met", "stroke-width=\"16\"", NULL},
        [VERDICT_UNKNOWN] = {"unknown", "stroke-width=\"16\" stroke-dasharray=\"2 4\"", NULL},
        [VERDICT_WAIVED] = {"plain", "stroke-width=\"2\"", ""},
        [VERDICT_PENDING] = {"plain", NULL, " stroke-dasharray=\"3 3\""},
        [VERDICT_MET] = {"met", "stroke-width=\"9\"", NULL},
        [VERDICT_NOT_CHECKABLE] = {"plain", "stroke-width=\"3\" stroke-dasharray=\"1 5\"", NULL},
        [VERDICT_NOT_APPLICABLE] = {"plain", "stroke-width=\"1\" stroke-opacity=\".55\"", NULL},
        [VERDICT_NO_RULES] = {"plain", "stroke-width=\"1\" stroke-opacity=\".55\"", NULL},
};

/* Draws white crosses on a band that is not met, if there is room. */
static void draw_crosses(struct drawing *drawing, int x, int64_t y, int width)
{
        int step = 26, count = width / step;
        for (int i = 0; i < count; i++) {
                int left = x + (2 * i + 1) * width / (2 * count) - 3;
                buffer_format(drawing->out,
                              "<path class=\"on\" d=\"M%d %" PRId64
                              "l6 6m0-6l-6 6\" fill=\"none\" stroke=\"#fff\" "
                              "stroke-width=\"1.6\"/>",
                              left, y + 5);
        }
}

void draw_band(struct drawing *drawing, enum verdict verdict, int x, int64_t y, int width)
{
        bool narrow = width < 6 && bands[verdict].frame; /* too narrow for an edge around it */
        if (bands[verdict].line || narrow)
                buffer_format(drawing->out,
                              "<path class=\"%s\" d=\"M%d %" PRId64 "h%d\" stroke=\"currentColor\" %s/>",
                              bands[verdict].class, x, y + PICTURE_BAND_HEIGHT / 2, width,
                              narrow ? "stroke-width=\"8\" stroke-opacity=\".45\"" : bands[verdict].line);
        if (bands[verdict].frame && !narrow)
                buffer_format(drawing->out,
                              "<path class=\"%s\" d=\"M%d.5 %" PRId64 ".5h%dv8h-%dz\" fill=\"none\" "
                              "stroke=\"currentColor\"%s/>",
                              bands[verdict].class, x, y + 3, width - 1, width - 1, bands[verdict].frame);
        if (verdict == VERDICT_NOT_MET)
                draw_crosses(drawing, x, y, width);
}

void draw_rule_line(struct drawing *drawing)
{
        drawing->y += 14;
        buffer_format(drawing->out,
                      "<path class=\"line\" d=\"M%d %" PRId64
                      ".5h%d\" stroke=\"#000\" stroke-opacity=\".22\"/>\n",
                      PICTURE_MARGIN, drawing->y, drawing->width - 2 * PICTURE_MARGIN);
        drawing->y += 10;
}

void draw_heading(struct drawing *drawing, enum word which)
{
        draw_rule_line(drawing);
        draw_text(drawing, &draw_type_heading, PICTURE_MARGIN, drawing->width - 2 * PICTURE_MARGIN,
                  word_text(which, drawing->language));
}

void draw_more(struct drawing *drawing, size_t count, enum word what, int x)
{
        if (!count)
                return;
        buffer_add_string(&drawing->sentence, "+ ");
        language_add_number(&drawing->sentence, (int64_t)count, drawing->language);
        buffer_format(&drawing->sentence, " %s", word_text(what, drawing->language));
        draw_sentence(drawing, &draw_type_small, x, drawing->width - PICTURE_MARGIN - x);
}

struct legend draw_legend_begin(struct drawing *drawing)
{
        drawing->y += 10;
        return (struct legend){.drawing = drawing, .x = PICTURE_MARGIN};
}

int draw_legend_entry(struct legend *legend, const char *words, int sample, int64_t *ret_y)
{
        struct drawing *drawing = legend->drawing;
        int width = (int)(text_lines_width(words, strlen(words), false) * draw_type_small.size / 1000) + 1,
            at = legend->x;
        if (at > PICTURE_MARGIN && at + sample + 6 + width > drawing->width - PICTURE_MARGIN) {
                at = PICTURE_MARGIN;
                drawing->y += PICTURE_SEAT_STEP;
        }
        int64_t top = drawing->y;
        drawing->y += 3;
        draw_text(drawing, &draw_type_small, at + sample + 6, drawing->width, words);
        drawing->y = top;
        legend->x = at + sample + 6 + width + 16;
        *ret_y = top;
        return at;
}

void draw_legend_shape(struct legend *legend, enum word words, int sample, const char *shape)
{
        int64_t y;
        int x = draw_legend_entry(legend, word_text(words, legend->drawing->language), sample, &y);
        buffer_format(legend->drawing->out, "<g transform=\"translate(%d %" PRId64 ")\">%s</g>\n", x, y,
                      shape);
}

void draw_legend_end(struct legend *legend)
{
        legend->drawing->y += legend->x > PICTURE_MARGIN ? PICTURE_SEAT_STEP : 0;
}
