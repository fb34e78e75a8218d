#include "site/parts/part_below_body.h"

#include <stdio.h>

void part_begin_below_body(struct html *html, const struct page_below *page)
{
        const char *name = language_string_or(page->named, "name", html->language, page->id);
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        const char *title = part_description(html, NULL, "", page->title, name, &about);
        struct page_frame frame = {.title = title,
                                   .description = title,
                                   .section = SECTION_BODIES,
                                   .path = "/bodies/",
                                   .id = page->id,
                                   .end = page->end,
                                   .query = page->query,
                                   .query_count = page->query_count,
                                   .feeds = page->feed,
                                   .feed_count = page->feed ? 1 : 0};
        part_begin_frame(html, &frame);
        html_open_class(html, "article", page->class);
        html_open_class(html, "p", "above");
        html_link(html, "/bodies/", page->id, NULL, 0);
        html_text(html, name);
        html_close_all(html, 2);
        html_element(html, "h1", NULL, title);
        buffer_clear(&about);
}

void part_end_below_body(struct html *html)
{
        html_close(html);
        part_end_frame(html);
}

static void write_named(struct html *html, const json_t *named, const char *path, const char *called)
{
        const json_t *name = json_object_get(named, called);
        html_link(html, path, member_text_or(named, "id", ""), NULL, 0);
        if (json_is_string(name))
                html_text(html, json_string_value(name));
        else
                html_localised(html, name);
        html_close(html);
}

void part_who(struct html *html, const json_t *who)
{
        static const struct {
                const char *member, *path, *called;
        } parts[] = {{"person", "/persons/", "name"},
                     {"office", "/offices/", "title"},
                     {"organisation", "/organisations/", "name"},
                     {"area", "/areas/", "name"}};
        bool said = false;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
                const json_t *named = json_object_get(who, parts[i].member);
                if (!named)
                        continue;
                if (said)
                        html_text(html, ", ");
                write_named(html, named, parts[i].path, parts[i].called);
                said = true;
        }
        if (!said)
                html_element(html, "span", "quiet", page_text(PAGE_NOT_KNOWN, html->language));
}

static void write_number(struct html *html, const json_t *number)
{
        char text[32];
        snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
        html_text(html, json_is_integer(number) ? text : "");
}

void part_number_cell(struct html *html, const json_t *number)
{
        html_open_class(html, "td", "number");
        write_number(html, number);
        html_close(html);
}

void part_number_head(struct html *html, const json_t *number)
{
        part_begin_row_head(html);
        write_number(html, number);
        html_close(html);
}
