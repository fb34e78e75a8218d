/*
 * record_documents - lists of documents: kept in the register, linked elsewhere, or known only by their
 * titles.
 */
#include "site/parts/parts.h"
#include "site/parts/records.h"

#include <stdio.h>

static void write_size(struct html *html, json_int_t bytes)
{
        enum { KILO = 1000, MEGA = 1000 * 1000 };
        char said[64];
        if (bytes < KILO)
                snprintf(said, sizeof said, "%" JSON_INTEGER_FORMAT " byte", bytes);
        else if (bytes < MEGA)
                snprintf(said, sizeof said, "%" JSON_INTEGER_FORMAT " kB", bytes / KILO);
        else
                snprintf(said, sizeof said, "%" JSON_INTEGER_FORMAT "%c%d MB", bytes / MEGA,
                         html->language == LANGUAGE_EN ? '.' : ',', (int)(bytes % MEGA / (MEGA / 10)));
        html_text(html, said);
}

static void write_title(struct html *html, const json_t *document)
{
        const char *id = member_text_or(document, "id", "");
        const char *url = member_text(json_object_get(document, "link"), "url");
        const json_t *title = json_object_get(document, "title");
        if (json_object_get(document, "content")) {
                struct html_url place = {.path = "/v1/documents/", .id = id, .end = "/content"};
                html_open(html, "a");
                html_set_url(html, "href", &place, HTML_NO_LANGUAGE);
                html_localised(html, title);
                html_close(html);
        } else if (url) {
                html_link_outside(html, url, language_string(title, html->language));
        } else {
                html_open(html, "span");
                html_localised(html, title);
                html_close(html);
        }
}

/* Writes the format and size of the content that the register has, or else of what was found at the link. */
static void write_what(struct html *html, const json_t *document)
{
        const json_t *content = json_object_get(document, "content"),
                     *link = json_object_get(document, "link");
        const json_t *bytes = content ? content : link;
        const char *media_type = member_text(bytes, "mediaType");
        const json_t *size = json_object_get(bytes, "size");
        html_open_class(html, "span", "quiet");
        html_text(html, term_text(TERM_DOCUMENT_KIND, member_text(document, "kind"), html->language));
        if (member_text(document, "date")) {
                html_text(html, ", ");
                part_day(html, member_text(document, "date"));
        }
        if (media_type) {
                html_text(html, ", ");
                html_text(html, term_text(TERM_MEDIA_TYPE, media_type, html->language));
        }
        if (size) {
                html_text(html, ", ");
                write_size(html, json_integer_value(size));
        }
        if (content && member_text(link, "url")) {
                html_text(html, ". ");
                html_link_outside(html, member_text(link, "url"), page_text(PAGE_ALSO_AT, html->language));
        }
        html_close(html);
}

void record_documents(struct html *html, const json_t *documents)
{
        const json_t *items = json_object_get(documents, "items");
        size_t i;
        json_t *document;
        if (!json_array_size(items))
                return;
        part_begin(html, "documents", PAGE_DOCUMENTS);
        html_open_class(html, "ul", "lines stacked");
        json_array_foreach((json_t *)items, i, document) {
                html_open(html, "li");
                write_title(html, document);
                write_what(html, document);
                html_close(html);
        }
        html_close(html);
        part_end(html);
}
