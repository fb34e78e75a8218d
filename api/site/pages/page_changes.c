/*
 * page_changes - the changes of a body and of what belongs to it, the latest first.
 */
#include "site/pages/pages.h"
#include "formats/page_path.h"
#include "site/parts/part_below_body.h"

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
                if (html_localised(html, called))
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
        html_open(html, "tr");
        html_open(html, "td");
        part_day(html, member_text(change, "at"));
        html_close(html);
        html_element(html, "td", NULL,
                     term_text(TERM_CHANGE_TYPE, member_text(change, "type"), html->language));
        part_begin_row_head(html);
        write_what(html, change);
        html_close(html);
        html_element(html, "td", NULL,
                     term_text(TERM_OPERATION, member_text(change, "operation"), html->language));
        part_number_cell(html, json_object_get(change, "version"));
        html_close(html);
}

void page_body_changes(struct html *html, const struct changes_facts *facts)
{
        static const enum page_word heads[] = {PAGE_DATE, PAGE_KIND, PAGE_FOLLOW_UP, PAGE_OPERATION,
                                               PAGE_VERSION};
        const char *id = member_text_or(facts->body, "id", "");
        struct html_query atom[] = {{"body", id}, {"format", "atom"}};
        const struct page_feed feed = {PAGE_FEED_CHANGES, {"/v1/changes", NULL, NULL, atom, 2, NULL}};
        const struct page_below page = {.id = id,
                                        .end = "/changes",
                                        .named = facts->body,
                                        .title = PAGE_CHANGES_OF,
                                        .feed = &feed,
                                        .class = "wide"};
        part_begin_below_body(html, &page);
        if (json_array_size(facts->changes)) {
                part_begin_table(html, PAGE_WHAT_CHANGED, heads, 5);
                for (size_t i = json_array_size(facts->changes); i-- > 0;)
                        write_change(html, json_array_get(facts->changes, i));
                part_end_table(html);
        } else {
                html_element(html, "p", "quiet", page_text(PAGE_NO_CHANGES, html->language));
        }
        html_open_class(html, "ul", "forms");
        part_representation_link(html, &feed.place, feed.name);
        html_close(html);
        part_end_below_body(html);
}
