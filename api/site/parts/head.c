/*
 * head - writes the head of a page: title and description, the page's address in each language, descriptions
 * for search engines (schema.org) and for services that show shared links (Open Graph), style sheets and
 * scripts.
 */
#include "site/parts/parts.h"

#include "base/utf8.h"

#include <string.h>

/* The longest description, in bytes; search engines show no more. */
#define DESCRIPTION_MAX 300
/* The longest address of a page with its filters. */
#define ADDRESS_MAX     ((size_t)16 * 1024)
#define LICENCE         "https://data.norge.no/nlod/no/2.0"

static void write_style(struct html *html, const char *file)
{
        part_open_asset(html, "link", "href", file);
        html_set(html, "rel", "stylesheet");
        html_close(html);
}

static void write_script(struct html *html, const char *file)
{
        part_open_asset(html, "script", "src", file);
        html_set(html, "defer", "");
        html_close(html);
}

static void write_meta(struct html *html, const char *name, const char *content)
{
        html_open(html, "meta");
        html_set(html, "name", name);
        html_set(html, "content", content);
        html_close(html);
}

/* Writes a link to a feed, where feed readers look for it. */
static void write_alternate(struct html *html, const struct page_feed *feed)
{
        html_open(html, "link");
        html_set(html, "rel", "alternate");
        html_set(html, "type", "application/atom+xml");
        html_set(html, "title", page_text(feed->name, html->language));
        html_set_url(html, "href", &feed->place, HTML_SAY_LANGUAGE);
        html_close(html);
}

static void write_title(struct html *html, const struct page_frame *frame)
{
        html_open(html, "title");
        if (frame->title) {
                html_text(html, frame->title);
                html_text(html, " – ");
        }
        html_text(html, page_text(PAGE_SITE, html->language));
        html_close(html);
}

static void write_property(struct html *html, const char *property, const char *content)
{
        html_open(html, "meta");
        html_set(html, "property", property);
        html_set(html, "content", content);
        html_close(html);
}

/* Adds the text as one line, cut after a word if it is too long. */
static void add_description(struct buffer *out, const char *text)
{
        size_t length = strlen(text), end = utf8_cut(text, length, DESCRIPTION_MAX);
        if (end < length)
                while (end && text[end] != ' ')
                        end--;
        for (size_t i = 0; i < end; i++)
                buffer_add_char(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
        buffer_add_string(out, end < length ? "…" : "");
        buffer_add_char(out, '\0');
}

/* The page's address in a language, as a string in the buffer. */
static const char *address_in(struct html *html, const struct page_frame *frame, const char *language,
                              struct buffer *out)
{
        struct html_url url = {frame->path, frame->id, frame->end, frame->query, frame->query_count, NULL};
        out->length = 0;
        html_add_address(out, html->base, &url, language);
        buffer_add_char(out, '\0');
        return buffer_failed(out) ? "" : out->bytes;
}

static void write_link(struct html *html, const char *relation, const char *language, const char *address)
{
        html_open(html, "link");
        html_set(html, "rel", relation);
        if (language)
                html_set(html, "hreflang", language);
        html_set(html, "href", address);
        html_close(html);
}

/* Writes the page's canonical address, and its address in each language. */
static void write_addresses(struct html *html, const struct page_frame *frame, struct buffer *address)
{
        const char *chosen = html->language_chosen ? language_code(html->language) : NULL;
        write_link(html, "canonical", NULL, address_in(html, frame, chosen, address));
        if (!html->base)
                return; /* search engines read only absolute addresses here */
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
                const char *code = language_code((enum language)i);
                write_link(html, "alternate", code, address_in(html, frame, code, address));
        }
        write_link(html, "alternate", "x-default", address_in(html, frame, NULL, address));
}

static void write_open_graph(struct html *html, const struct page_frame *frame, const char *description,
                             const char *address)
{
        static const char *const locales[LANGUAGE_COUNT] = {"nb_NO", "nn_NO", "en_GB"};
        const char *site = page_text(PAGE_SITE, html->language);
        write_property(html, "og:site_name", site);
        write_property(html, "og:type", "website");
        write_property(html, "og:title", frame->title ? frame->title : site);
        write_property(html, "og:description", description);
        write_property(html, "og:locale", locales[html->language]);
        if (html->base)
                write_property(html, "og:url", address);
}

/* Writes the page and what it is about as linked data (schema.org). */
static void write_linked_data(struct html *html, const struct page_frame *frame, const char *description,
                              const char *address)
{
        const char *site = page_text(PAGE_SITE, html->language);
        json_t *page =
                json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s}}", "@context", "https://schema.org",
                          "@type", "WebPage", "name", frame->title ? frame->title : site, "description",
                          description, "inLanguage", language_code(html->language), "license", LICENCE,
                          "isPartOf", "@type", "WebSite", "name", site);
        bool good = page != NULL;
        if (good && html->base)
                good = json_object_set_new(page, "url", json_string(address)) == 0;
        if (frame->entity)
                good = json_object_set_new(page, "mainEntity", frame->entity) == 0 && good;
        html_json(html, "application/ld+json", good ? page : NULL);
        json_decref(page);
}

static void write_about(struct html *html, const struct page_frame *frame)
{
        struct buffer said = BUFFER(2 * DESCRIPTION_MAX), address = BUFFER(ADDRESS_MAX);
        const char *about = frame->description && *frame->description
                                    ? frame->description
                                    : page_text(PAGE_FRONT_LEAD, html->language);
        add_description(&said, about);
        const char *description = buffer_failed(&said) ? "" : said.bytes;
        buffer_fail_with(html->out, &said);
        write_meta(html, "description", description);
        write_addresses(html, frame, &address);
        const char *own = address_in(html, frame,
                                     html->language_chosen ? language_code(html->language) : NULL, &address);
        write_open_graph(html, frame, description, own);
        write_linked_data(html, frame, description, own);
        buffer_fail_with(html->out, &address);
        buffer_clear(&said);
        buffer_clear(&address);
}

void part_write_head(struct html *html, const struct page_frame *frame)
{
        html_open(html, "head");
        html_open(html, "meta");
        html_set(html, "charset", "utf-8");
        html_close(html);
        write_title(html, frame);
        write_meta(html, "viewport", "width=device-width, initial-scale=1");
        write_meta(html, "color-scheme", "light dark");
        write_about(html, frame);
        part_open_asset(html, "link", "href", "mark.svg");
        html_set(html, "rel", "icon");
        html_close(html);
        for (size_t i = 0; i < frame->feed_count; i++)
                write_alternate(html, &frame->feeds[i]);
        write_style(html, "site.css");
        if (frame->documentation) {
                write_style(html, "docs.css");
                write_script(html, "docs.js");
        }
        write_script(html, "site.js");
        html_close(html);
}
