#include "pictures/picture.h"

#include "base/utf8.h"
#include "base/xml.h"

#include <inttypes.h>
#include <stdio.h>

#define PREFIX_SIZE 160

void picture_begin(struct picture *picture, size_t limit, int width, enum language language)
{
        *picture = (struct picture){.shapes = BUFFER(limit), .title = BUFFER(limit), .desc = BUFFER(limit)};
        picture->drawing = (struct drawing){
                .out = &picture->shapes,
                .sentence = BUFFER(limit),
                .language = language,
                .width = width,
                .y = PICTURE_MARGIN - 6,
        };
}

/* `samrad-<kind>-<id>-<what is drawn, as a number>`: two pictures in a page have the same only if they are
 * the same. */
static void make_prefix(char prefix[PREFIX_SIZE], const char *kind, const char *id,
                        const struct buffer *shapes)
{
        uint32_t hash = 2166136261u;
        char plain[PREFIX_SIZE / 2];
        size_t length = 0;
        for (size_t i = 0; i < shapes->length; i++)
                hash = (hash ^ (unsigned char)shapes->bytes[i]) * 16777619u;
        for (; id[length] && length < sizeof plain - 1; length++) {
                char c = id[length];
                bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                plain[length] = c;
                if (!kept)
                        plain[length] = '_';
        }
        plain[length] = '\0';
        snprintf(prefix, PREFIX_SIZE, "samrad-%s-%s-%08x", kind, plain, (unsigned)hash);
}

static void open_picture(struct buffer *out, const struct drawing *drawing, const char *kind,
                         const char *role, const char *prefix)
{
        buffer_format(
                out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"samrad-picture samrad-%s\" role=\"%s\" "
                "lang=\"%s\" aria-labelledby=\"%s-title %s-desc\" viewBox=\"0 0 %d %" PRId64
                "\" width=\"%d\" height=\"%" PRId64 "\" font-family=\"system-ui, -apple-system, 'Segoe UI', "
                "Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif\" color=\"#000\">\n",
                kind, role, language_code(drawing->language), prefix, prefix, drawing->width, drawing->y,
                drawing->width, drawing->y);
}

static void add_element(struct buffer *out, const char *name, const char *prefix, const struct buffer *plain)
{
        buffer_format(out, "<%s id=\"%s-%s\">", name, prefix, name);
        xml_add(out, plain->bytes, plain->length);
        buffer_format(out, "</%s>\n", name);
}

static void write_picture(struct picture *picture, struct buffer *out, const char *kind, const char *role,
                          const char *id)
{
        struct buffer *parts[] = {&picture->shapes, &picture->title, &picture->desc,
                                  &picture->drawing.sentence};
        char prefix[PREFIX_SIZE];
        make_prefix(prefix, kind, id, &picture->shapes);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                buffer_fail_with(out, parts[i]);
        open_picture(out, &picture->drawing, kind, role, prefix);
        if (!out->failed) {
                add_element(out, "title", prefix, &picture->title);
                add_element(out, "desc", prefix, &picture->desc);
                draw_style(out);
                buffer_add_string(out,
                                  "<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
                buffer_add(out, picture->shapes.bytes, picture->shapes.length);
        }
        buffer_add_string(out, "</svg>\n");
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                buffer_clear(parts[i]);
}

void picture_end(struct picture *picture, struct buffer *out, const char *kind, const char *id)
{
        write_picture(picture, out, kind, "img", id);
}

void picture_end_linked(struct picture *picture, struct buffer *out, const char *kind, const char *id)
{
        write_picture(picture, out, kind, "graphics-document", id);
}

void picture_foot(struct picture *picture, const char *id, const json_t *json)
{
        struct drawing *drawing = &picture->drawing;
        const json_t *revision = json_object_get(json, "revision");
        draw_rule_line(drawing);
        utf8_add_plain(&drawing->sentence, id);
        buffer_format(&drawing->sentence, " · %s ", word_text(WORD_KNOWN_AT, drawing->language));
        language_add_day_of(&drawing->sentence, member_text_or(json, "knownAt", ""), drawing->language);
        buffer_format(&drawing->sentence, " · %s %" PRId64, word_text(WORD_REVISION, drawing->language),
                      (int64_t)json_integer_value(revision));
        draw_sentence(drawing, &draw_type_small, PICTURE_MARGIN, drawing->width - 2 * PICTURE_MARGIN);
        drawing->y += PICTURE_MARGIN - 4;
}
