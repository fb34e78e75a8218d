/*
 * page_changes - the changes of a body and of what belongs to it, the latest first.
 */
#include "site/pages/pages.h"
#include "formats/page_path.h"
#include "site/parts/parts.h"

#include <stdio.h>
#include <string.h>

/* Writes the name of the changed resource; false if it has none. */
static bool write_called(struct html *html, const json_t *data)
{
        static const char *const members[] = {"name", "title", "text"};
        for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
                const json_t *called = json_object_get(data, members[i]);
                if (json_is_string(called)) {
                        html_text(html, json_string_value(called));
                        return true;
                }
                if (html_said(html, called))
                        return true;
        }
        return false;
}

static void write_what(struct html *html, const json_t *change)
{
        const char *type = member_text_or(change, "type", ""), *id = member_text_or(change, "id", "");
        const char *path = page_path_of(type);
        bool linked = path && strcmp(member_text_or(change, "operation", ""), "deleted") != 0;
        if (linked)
                html_link(html, path, id, NULL, 0);
        if (!write_called(html, json_object_get(change, "data")))
                html_text(html, id);
        if (linked)
                html_close(html);
}

static void write_change(struct html *html, const json_t *change)
{
        char version[32];
        snprintf(version, sizeof version, "%" JSON_INTEGER_FORMAT,
                 json_integer_value(json_object_get(change, "version")));
        html_open(html, "tr");
        html_open(html, "td");
        part_day(html, member_text(change, "at"));
        html_close(html);
        html_element(html, "td", NULL,
                     term_text(TERM_CHANGE_TYPE, member_text(change, "type"), html->language));
        html_open(html, "th");
        html_set(html, "scope", "row");
        write_what(html, change);
        html_close(html);
        html_element(html, "td", NULL,
                     term_text(TERM_OPERATION, member_text(change, "operation"), html->language));
        html_element(html, "td", "number", version);
        html_close(html);
}

void page_body_changes(struct html *html, const struct changes_facts *facts)
{
        static const enum page_word heads[] = {PAGE_DATE, PAGE_KIND, PAGE_FOLLOW_UP, PAGE_OPERATION,
                                               PAGE_VERSION};
        const char *id = member_text_or(facts->body, "id", "");
        const char *name = language_said_or(facts->body, "name", html->language, id);
        struct html_query atom[] = {{"body", id}, {"format", "atom"}};
        struct page_feed feed = {PAGE_FEED_CHANGES, {"/v1/changes", NULL, NULL, atom, 2, NULL}};
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        const char *title = part_description(html, NULL, "", PAGE_CHANGES_OF, name, &about);
        struct page_frame frame = {.title = title,
                                   .description = title,
                                   .section = SECTION_BODIES,
                                   .path = "/bodies/",
                                   .id = id,
                                   .end = "/changes",
                                   .feeds = &feed,
                                   .feed_count = 1};
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide");
        html_open_class(html, "p", "above");
        html_link(html, "/bodies/", id, NULL, 0);
        html_text(html, name);
        html_close_all(html, 2);
        html_element(html, "h1", NULL, title);
        buffer_clear(&about);
        if (json_array_size(facts->changes)) {
                part_begin_table(html, PAGE_WHAT_CHANGED, heads, 5);
                for (size_t i = json_array_size(facts->changes); i-- > 0;)
                        write_change(html, json_array_get(facts->changes, i));
                part_end_table(html);
        } else {
                html_element(html, "p", "quiet", page_text(PAGE_NO_CHANGES, html->language));
        }
        html_open_class(html, "ul", "forms");
        part_feeds(html, &frame);
        html_close_all(html, 2);
        part_end_frame(html);
}
