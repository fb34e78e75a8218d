/*
 * An agreement over time: a line for it and for each related agreement, the relations between them along the
 * left side, and below them the bodies that it establishes and its commitments. What is not stated is never
 * drawn as if it were.
 */
#include "pictures/pictures.h"

#include "pictures/axis.h"
#include "pictures/picture.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

#define DOT_X          (PICTURE_MARGIN + 24) /* ties are drawn to the left of it */
#define TEXT_X         (PICTURE_MARGIN + 36)
#define TEXT_WIDTH     (PICTURE_WIDTH - PICTURE_MARGIN - TEXT_X)
#define AGREEMENTS_MAX 50
#define MAP_TIES_MAX   200
#define BODIES_MAX     40
#define YEARS_BACK     150 /* how far the axis reaches from today; what lasts longer is drawn to its end */
#define YEARS_AHEAD    50
#define LINES_MAX      20 /* of commitments and foundations */

static const struct draw_type type_name = {"rule", 13, 18, false, 3};
static const struct draw_type type_own = {"rule", 14, 19, true, 3};

struct row {
        const json_t *agreement;
        int64_t y;
};

struct chain {
        struct picture picture;
        const json_t *json;
        struct axis axis;
        date today;
        struct row rows[AGREEMENTS_MAX];
        size_t count, before; /* rows; agreements left out before them */
        bool solid, vague, open, signature;
};

/* The period that a date, which may be a year or a month only, stands for. False if there is no date. */
static bool period_in(const json_t *object, const char *key, struct partial_date *ret)
{
        const char *written = json_string_value(json_object_get(object, key));
        return written && date_parse_partial(written, strlen(written), ret);
}

static const char *title_of(const struct chain *chain, const json_t *agreement)
{
        return language_string_or(agreement, "title", chain->picture.drawing.language,
                                  member_text_or(agreement, "agreement", ""));
}

static bool is_own(const struct chain *chain, const json_t *agreement)
{
        return strcmp(member_text_or(agreement, "agreement", ""),
                      member_text_or(chain->json, "agreement", "")) == 0;
}

/* Makes an axis of whole years around today and all stated dates that are not too far away. */
static struct axis axis_around(const struct chain *chain)
{
        static const char *const keys[] = {"signedOn", "validFrom", "validTo"};
        date first = chain->today, last = chain->today;
        int now, from, to, month, day;
        for (size_t i = 0; i < chain->count; i++) {
                for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
                        struct partial_date when;
                        if (!period_in(chain->rows[i].agreement, keys[k], &when))
                                continue;
                        first = when.first < first ? when.first : first;
                        last = when.last > last ? when.last : last;
                }
        }
        date_split(chain->today, &now, &month, &day);
        date_split(first, &from, &month, &day);
        date_split(last, &to, &month, &day);
        from = from < now - YEARS_BACK ? now - YEARS_BACK : from;
        to = to > now + YEARS_AHEAD ? now + YEARS_AHEAD : to;
        return axis_of(date_make(from, 1, 1), date_make(to < 9999 ? to + 1 : to, 12, 31), TEXT_X, TEXT_WIDTH);
}

/* Chooses the agreements to show: all, or those nearest to the one that was asked for. */
static void choose_rows(struct chain *chain)
{
        const json_t *agreements = json_object_get(chain->json, "agreements");
        size_t count = json_array_size(agreements), own = 0;
        for (size_t i = 0; i < count; i++)
                own = is_own(chain, json_array_get(agreements, i)) ? i : own;
        chain->count = count < AGREEMENTS_MAX ? count : AGREEMENTS_MAX;
        chain->before = own > AGREEMENTS_MAX / 2 ? own - AGREEMENTS_MAX / 2 : 0;
        chain->before = chain->before > count - chain->count ? count - chain->count : chain->before;
        for (size_t i = 0; i < chain->count; i++)
                chain->rows[i].agreement = json_array_get(agreements, chain->before + i);
}

static const struct row *row_of(const struct chain *chain, const char *id)
{
        for (size_t i = 0; id && i < chain->count; i++) {
                if (strcmp(member_text_or(chain->rows[i].agreement, "agreement", ""), id) == 0)
                        return &chain->rows[i];
        }
        return NULL;
}

static void add_date(struct buffer *out, const json_t *agreement, const char *key, enum word before,
                     enum language language)
{
        const char *written = json_string_value(json_object_get(agreement, key));
        if (!written)
                return;
        buffer_format(out, " %s ", word_text(before, language));
        language_add_partial_date(out, written, language);
}

/* Writes `Undertegnet 2011 · gjelder fra 2012 til 2015`, and which dates are not stated. */
static void describe_dates(struct buffer *out, const json_t *agreement, enum language language)
{
        bool from = json_object_get(agreement, "validFrom"), to = json_object_get(agreement, "validTo"),
             is_signed = json_object_get(agreement, "signedOn");
        if (!from && !to && !is_signed) {
                buffer_add_string(out, word_text(WORD_NO_DATES, language));
                return;
        }
        if (is_signed)
                add_date(out, agreement, "signedOn", WORD_SIGNED, language);
        if (is_signed && (from || to))
                buffer_add_string(out, ",");
        add_date(out, agreement, "validFrom", WORD_FROM, language);
        add_date(out, agreement, "validTo", WORD_TO, language);
        if (!from)
                buffer_format(out, ", %s", word_text(WORD_START_NOT_STATED, language));
        if (!to)
                buffer_format(out, ", %s", word_text(WORD_END_NOT_STATED, language));
}

static enum word tie_word(const json_t *tie)
{
        const char *kind = member_text_or(tie, "kind", "");
        return strcmp(kind, "renews") == 0       ? WORD_RENEWS
               : strcmp(kind, "supersedes") == 0 ? WORD_SUPERSEDES
                                                 : WORD_BASED_ON;
}

/* Writes how the agreement is related to the others that are shown: `fornyer «…»`. */
static void describe_ties(struct buffer *out, const struct chain *chain, const json_t *agreement,
                          size_t limit)
{
        const json_t *ties = json_object_get(chain->json, "ties");
        const char *id = member_text_or(agreement, "agreement", "");
        enum language language = chain->picture.drawing.language;
        size_t said = 0;
        for (size_t i = 0; i < json_array_size(ties) && said < limit; i++) {
                const json_t *tie = json_array_get(ties, i);
                const struct row *other = row_of(chain, json_string_value(json_object_get(tie, "to")));
                if (strcmp(member_text_or(tie, "from", ""), id) != 0 || !other)
                        continue;
                buffer_format(out, "; %s ", word_text(tie_word(tie), language));
                language_add_quoted(out, title_of(chain, other->agreement), language);
                said++;
        }
}

static void draw_solid(struct chain *chain, date from, date end)
{
        int x = axis_at(&chain->axis, from), width = axis_at(&chain->axis, end) - x;
        if (end <= from)
                return;
        chain->solid = true;
        buffer_format(chain->picture.drawing.out,
                      "<path class=\"met\" d=\"M%d %" PRId64
                      "h%d\" stroke=\"currentColor\" stroke-width=\"11\"/>",
                      x, chain->picture.drawing.y + 8, width > 1 ? width : 1);
}

/* Draws the days of which it is unknown whether the agreement is in force. */
static void draw_vague(struct chain *chain, const struct partial_date *when)
{
        int x = axis_at(&chain->axis, when->first), width = axis_at(&chain->axis, when->last + 1) - x;
        if (when->precision == DATE_DAY)
                return;
        chain->vague = true;
        buffer_format(chain->picture.drawing.out,
                      "<path class=\"unknown\" d=\"M%d %" PRId64
                      "h%d\" stroke=\"currentColor\" stroke-width=\"11\" stroke-dasharray=\"2 3\"/>",
                      x, chain->picture.drawing.y + 8, width > 2 ? width : 2);
}

/* Draws an end that is not stated, with an arrow. */
static void draw_open(struct chain *chain, date from, date end, bool onwards)
{
        int x = axis_at(&chain->axis, from), right = axis_at(&chain->axis, end);
        int64_t y = chain->picture.drawing.y + 8;
        struct buffer *out = chain->picture.drawing.out;
        chain->open = true;
        buffer_format(out,
                      "<path class=\"line\" d=\"M%d %" PRId64
                      "H%d\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\" stroke-dasharray=\"5 4\"/>",
                      x, y, right);
        if (onwards)
                buffer_format(out,
                              "<path class=\"line\" d=\"M%d %" PRId64
                              "l6 5-6 5\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\"/>",
                              right - 7, y - 5);
}

/* Draws the day of the signatures as a diamond. */
static void draw_signature(struct chain *chain, const struct partial_date *when)
{
        date middle = when->first + (when->last - when->first) / 2;
        chain->signature = true;
        buffer_format(
                chain->picture.drawing.out,
                "<path class=\"on plain\" d=\"M%d %" PRId64
                "l6.5 6.5-6.5 6.5-6.5-6.5z\" fill=\"currentColor\" stroke=\"#fff\" stroke-width=\"1.4\"/>",
                axis_at(&chain->axis, middle), chain->picture.drawing.y + 1);
}

static void draw_period(struct chain *chain, const json_t *agreement)
{
        struct partial_date from, to, is_signed;
        bool has_from = period_in(agreement, "validFrom", &from),
             has_to = period_in(agreement, "validTo", &to);
        bool has_signed = period_in(agreement, "signedOn", &is_signed);
        date start = has_from ? from.last : has_signed ? is_signed.last : chain->axis.from;
        date end = has_to ? to.first : chain->axis.to + 1;
        if (has_from && has_to)
                draw_solid(chain, from.precision == DATE_DAY ? from.first : from.last + 1,
                           to.precision == DATE_DAY ? to.last + 1 : to.first);
        else if (has_from || has_to || has_signed)
                draw_open(chain, start, end, !has_to);
        if (has_from)
                draw_vague(chain, &from);
        if (has_to)
                draw_vague(chain, &to);
        if (has_signed && !has_from)
                draw_vague(chain, &is_signed);
        if (has_signed)
                draw_signature(chain, &is_signed);
        buffer_add_char(chain->picture.drawing.out, '\n');
}

static void draw_agreement(struct chain *chain, struct row *row)
{
        struct drawing *drawing = &chain->picture.drawing;
        struct buffer *desc = &chain->picture.desc;
        bool own = is_own(chain, row->agreement);
        drawing->y += 10;
        row->y = drawing->y + 10;
        draw_text(drawing, own ? &type_own : &type_name, TEXT_X, TEXT_WIDTH, title_of(chain, row->agreement));
        describe_dates(&drawing->sentence, row->agreement, drawing->language);
        describe_ties(&drawing->sentence, chain, row->agreement, 3);
        buffer_add_char(desc, '\n');
        utf8_add_plain(desc, title_of(chain, row->agreement));
        buffer_add_string(desc, ": ");
        describe_dates(desc, row->agreement, drawing->language);
        describe_ties(desc, chain, row->agreement, MAP_TIES_MAX);
        buffer_add_char(desc, '.');
        draw_sentence(drawing, &draw_type_small, TEXT_X, TEXT_WIDTH);
        drawing->y += 3;
        axis_draw_marks(drawing, &chain->axis, drawing->y - 1, PICTURE_BAND_HEIGHT + 2);
        draw_period(chain, row->agreement);
        axis_draw_today(drawing, &chain->axis, chain->today, drawing->y - 1, PICTURE_BAND_HEIGHT + 2);
        drawing->y += PICTURE_BAND_HEIGHT + 2;
}

/* Draws a curve along the left side, from the later agreement to the one it refers to, with an arrow there.
 */
static void draw_tie(struct chain *chain, const json_t *tie)
{
        static const char *const dashes[] = {"", " stroke-dasharray=\"7 3\"", " stroke-dasharray=\"1.6 3\""};
        const struct row *from = row_of(chain, json_string_value(json_object_get(tie, "from")));
        const struct row *to = row_of(chain, json_string_value(json_object_get(tie, "to")));
        if (!from || !to || from == to)
                return;
        int64_t apart = from > to ? from - to : to - from, reach = 8 + 5 * apart;
        int bend = (int)(reach < 30 ? reach : 30);
        buffer_format(chain->picture.drawing.out,
                      "<path class=\"line\" d=\"M%d %" PRId64 "C%d %" PRId64 " %d %" PRId64 " %d %" PRId64
                      "\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\"%s/><path class=\"plain\" "
                      "d=\"M%d %" PRId64 "l-7-4v8z\" fill=\"currentColor\"/>\n",
                      DOT_X - 4, from->y, DOT_X - bend, from->y, DOT_X - bend, to->y, DOT_X - 9, to->y,
                      dashes[tie_word(tie) - WORD_RENEWS], DOT_X - 4, to->y);
}

static void draw_ties(struct chain *chain)
{
        const json_t *ties = json_object_get(chain->json, "ties");
        for (size_t i = 0; i < json_array_size(ties) && i < MAP_TIES_MAX; i++)
                draw_tie(chain, json_array_get(ties, i));
        for (size_t i = 0; i < chain->count; i++)
                buffer_format(chain->picture.drawing.out,
                              "<circle class=\"plain\" cx=\"%d\" cy=\"%" PRId64
                              "\" r=\"%d\" fill=\"currentColor\"/>\n",
                              DOT_X, chain->rows[i].y, is_own(chain, chain->rows[i].agreement) ? 5 : 3);
}

static void draw_legend(struct chain *chain)
{
        struct legend legend = draw_legend_begin(&chain->picture.drawing);
        if (chain->solid)
                draw_legend_shape(
                        &legend, WORD_IN_FORCE, 26,
                        "<path class=\"met\" d=\"M0 11h26\" stroke=\"currentColor\" stroke-width=\"11\"/>");
        if (chain->vague)
                draw_legend_shape(
                        &legend, WORD_UNCERTAIN, 26,
                        "<path class=\"unknown\" d=\"M0 11h26\" stroke=\"currentColor\" stroke-width=\"11\" "
                        "stroke-dasharray=\"2 3\"/>");
        if (chain->open)
                draw_legend_shape(&legend, WORD_NOT_STATED, 26,
                                  "<path class=\"line\" d=\"M0 11h26\" fill=\"none\" stroke=\"#000\" "
                                  "stroke-width=\"1.6\" "
                                  "stroke-dasharray=\"5 4\"/>");
        if (chain->signature)
                draw_legend_shape(
                        &legend, WORD_SIGNATURE, 14,
                        "<path class=\"plain\" d=\"M7 4l6.5 6.5-6.5 6.5-6.5-6.5z\" fill=\"currentColor\"/>");
        draw_legend_end(&legend);
}

/* Draws a list below the chain; `add_line` writes each line. */
static void draw_list(struct chain *chain, const char *key, enum word title, size_t limit,
                      void (*add_line)(struct buffer *out, const json_t *item, enum language language))
{
        struct drawing *drawing = &chain->picture.drawing;
        const json_t *list = json_object_get(chain->json, key);
        size_t count = json_array_size(list);
        if (!count)
                return;
        draw_heading(drawing, title);
        buffer_format(&chain->picture.desc, "\n%s:", word_text(title, drawing->language));
        for (size_t i = 0; i < count && i < limit; i++) {
                drawing->y += 4;
                int64_t top = drawing->y;
                draw_text(drawing, &draw_type_text, PICTURE_MARGIN, PICTURE_MARK_SIZE, "\xe2\x80\x93");
                drawing->y = top;
                add_line(&drawing->sentence, json_array_get(list, i), drawing->language);
                buffer_add_char(&chain->picture.desc, '\n');
                buffer_add(&chain->picture.desc, drawing->sentence.bytes, drawing->sentence.length);
                draw_sentence(drawing, &draw_type_text, PICTURE_MARGIN + 16,
                              PICTURE_WIDTH - 2 * PICTURE_MARGIN - 16);
        }
        draw_more(drawing, count > limit ? count - limit : 0, WORD_MORE, PICTURE_MARGIN + 16);
}

static void describe_foundation(struct buffer *out, const json_t *foundation, enum language language)
{
        utf8_add_plain(out, language_string_or(foundation, "title", language, ""));
}

static void describe_commitment(struct buffer *out, const json_t *commitment, enum language language)
{
        utf8_add_plain(out, language_string_or(commitment, "text", language, ""));
}

static void describe_body(struct buffer *out, const json_t *body, enum language language)
{
        utf8_add_plain(out, language_string_or(body, "name", language, member_text_or(body, "body", "")));
        if (!json_object_get(body, "validFrom") && !json_object_get(body, "validTo"))
                return;
        buffer_add_char(out, ',');
        add_date(out, body, "validFrom", WORD_FROM, language);
        add_date(out, body, "validTo", WORD_TO, language);
}

static void draw_head(struct chain *chain)
{
        struct drawing *drawing = &chain->picture.drawing;
        const char *id = member_text_or(chain->json, "agreement", "");
        const struct row *own = row_of(chain, id);
        const char *title = own ? title_of(chain, own->agreement) : id;
        draw_text(drawing, &draw_type_title, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN, title);
        drawing->y += 2;
        draw_text(drawing, &draw_type_text, PICTURE_MARGIN, PICTURE_WIDTH - 2 * PICTURE_MARGIN,
                  word_text(WORD_AGREEMENT_OVER_TIME, drawing->language));
        utf8_add_plain(&chain->picture.title, title);
        if (!own)
                return;
        buffer_add_string(&chain->picture.title, ": ");
        describe_dates(&chain->picture.title, own->agreement, drawing->language);
}

static void draw_chain(struct chain *chain)
{
        struct drawing *drawing = &chain->picture.drawing;
        size_t total = json_array_size(json_object_get(chain->json, "agreements"));
        drawing->y += 8;
        axis_draw_today_name(drawing, &chain->axis, chain->today);
        axis_draw_names(drawing, &chain->axis);
        for (size_t i = 0; i < chain->count; i++)
                draw_agreement(chain, &chain->rows[i]);
        draw_ties(chain);
        draw_more(drawing, total - chain->count, WORD_MORE_AGREEMENTS, TEXT_X);
        if (json_is_false(json_object_get(chain->json, "complete")))
                draw_text(drawing, &draw_type_small, TEXT_X, TEXT_WIDTH,
                          word_text(WORD_NOT_ALL, drawing->language));
        draw_legend(chain);
}

void picture_agreement(struct buffer *out, const json_t *timeline, enum language language)
{
        struct chain chain = {.json = timeline, .today = axis_day_of(timeline, "today")};
        const char *id = member_text_or(timeline, "agreement", "");
        picture_begin(&chain.picture, out->limit, PICTURE_WIDTH, language);
        choose_rows(&chain);
        chain.axis = axis_around(&chain);
        draw_head(&chain);
        draw_chain(&chain);
        draw_list(&chain, "foundations", WORD_FOUNDATIONS, LINES_MAX, describe_foundation);
        draw_list(&chain, "bodies", WORD_BODIES_ESTABLISHED, BODIES_MAX, describe_body);
        draw_list(&chain, "commitments", WORD_COMMITMENTS, LINES_MAX, describe_commitment);
        picture_foot(&chain.picture, id, timeline);
        picture_end(&chain.picture, out, "agreement", id);
}
