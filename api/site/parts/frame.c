/*
 * frame - writes what is around the content of each page: menu, search, languages, footer.
 */
#include "site/parts/parts.h"

static const char *const language_names[LANGUAGE_COUNT] = {"Bokmål", "Nynorsk", "English"};

/* The most parameters of a page: its filters and the language. */
#define QUERY_MAX 8

static void write_entry(struct html *html, const struct page_frame *frame, enum page_section section,
                        const char *path, enum page_word what)
{
        html_open(html, "li");
        html_link(html, path, NULL, NULL, 0);
        if (frame->section == section)
                html_set(html, "aria-current", frame->id ? "true" : "page");
        html_text(html, page_text(what, html->language));
        html_close_all(html, 2);
}

static void write_menu(struct html *html, const struct page_frame *frame)
{
        html_open_class(html, "nav", "menu");
        html_set(html, "aria-label", page_text(PAGE_MENU, html->language));
        html_open(html, "ul");
        write_entry(html, frame, SECTION_BODIES, "/bodies", PAGE_BODIES);
        write_entry(html, frame, SECTION_AGREEMENTS, "/agreements", PAGE_AGREEMENTS);
        write_entry(html, frame, SECTION_SEARCH, "/search", PAGE_SEARCH);
        write_entry(html, frame, SECTION_DOCS, "/docs", PAGE_DOCUMENTATION);
        html_close_all(html, 2);
}

/* Writes links to the same page in each language. */
static void write_languages(struct html *html, const struct page_frame *frame)
{
        struct html_query query[QUERY_MAX];
        size_t count = frame->query_count < QUERY_MAX ? frame->query_count : QUERY_MAX - 1;
        for (size_t i = 0; i < count; i++)
                query[i] = frame->query[i];
        struct html_url place = {frame->path, frame->id, frame->end, query, count + 1, NULL};
        html_open_class(html, "nav", "languages");
        html_set(html, "aria-label", page_text(PAGE_LANGUAGES, html->language));
        html_open(html, "ul");
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
                const char *code = language_code((enum language)i);
                query[count] = (struct html_query){"lang", code};
                html_open(html, "li");
                html_open(html, "a");
                html_set_url(html, "href", &place, HTML_NO_LANGUAGE);
                html_set(html, "lang", code);
                html_set(html, "hreflang", code);
                if ((enum language)i == html->language)
                        html_set(html, "aria-current", "true");
                html_text(html, language_names[i]);
                html_close_all(html, 2);
        }
        html_close_all(html, 2);
}

void part_language_field(struct html *html)
{
        if (!html->language_chosen)
                return;
        html_open(html, "input");
        html_set(html, "type", "hidden");
        html_set(html, "name", "lang");
        html_set(html, "value", language_code(html->language));
        html_close(html);
}

void part_search_form(struct html *html, const char *id, const char *query, bool large)
{
        html_open_class(html, "form", large ? "search search-large" : "search");
        html_set(html, "role", "search");
        html_set(html, "action", "/search");
        html_set(html, "data-suggestions", page_text(PAGE_SUGGESTIONS, html->language));
        html_set(html, "data-suggested", page_text(PAGE_SUGGESTED, html->language));
        part_language_field(html);
        html_open_class(html, "label", large ? NULL : "unseen");
        html_set(html, "for", id);
        html_text(html, page_text(PAGE_SEARCH_LABEL, html->language));
        html_close(html);
        html_open_class(html, "div", "search-field");
        html_open(html, "input");
        html_set(html, "type", "search");
        html_set(html, "id", id);
        html_set(html, "name", "q");
        html_set(html, "maxlength", "200");
        html_set(html, "autocomplete", "off");
        html_set(html, "spellcheck", "false");
        if (query)
                html_set(html, "value", query);
        html_close(html);
        html_open(html, "button");
        html_text(html, page_text(PAGE_SEARCH, html->language));
        html_close_all(html, 3);
}

static void write_header(struct html *html, const struct page_frame *frame)
{
        html_open_class(html, "header", "site-head");
        html_open_class(html, "div", "wide");
        html_link(html, "/", NULL, NULL, 0);
        html_set(html, "class", "brand");
        part_open_asset(html, "img", "src", "mark.svg");
        html_set(html, "alt", "");
        html_set(html, "width", "36");
        html_set(html, "height", "36");
        html_close(html);
        html_element(html, "span", NULL, page_text(PAGE_SITE, html->language));
        html_close(html);
        write_menu(html, frame);
        if (!frame->large_search)
                part_search_form(html, "site-search", NULL, false);
        write_languages(html, frame);
        html_close_all(html, 2);
}

void part_begin_frame(struct html *html, const struct page_frame *frame)
{
        buffer_add_string(html->out, "<!doctype html>\n");
        html_open(html, "html");
        html_set(html, "lang", language_code(html->language));
        part_write_head(html, frame);
        html_open_class(html, "body", frame->body_class);
        html_open_class(html, "a", "skip");
        html_set(html, "href", "#content");
        html_text(html, page_text(PAGE_SKIP, html->language));
        html_close(html);
        write_header(html, frame);
        html_open(html, "main");
        html_set(html, "id", "content");
        html_set(html, "tabindex", "-1");
}

static void write_footer_link(struct html *html, const char *path, enum page_word what)
{
        html_open(html, "li");
        html_link(html, path, NULL, NULL, 0);
        html_text(html, page_text(what, html->language));
        html_close_all(html, 2);
}

/* Writes a link without a language, which the paths of the contract do not accept. */
static void write_plain_link(struct html *html, const char *path, enum page_word what)
{
        html_open(html, "li");
        html_open(html, "a");
        html_set(html, "href", path);
        html_text(html, page_text(what, html->language));
        html_close_all(html, 2);
}

void part_end_frame(struct html *html)
{
        html_close(html);
        html_open_class(html, "footer", "site-foot");
        html_open_class(html, "div", "wide");
        html_element(html, "p", NULL, page_text(PAGE_FOR_DEVELOPERS_LEAD, html->language));
        html_open(html, "ul");
        write_footer_link(html, "/areas", PAGE_AREAS);
        write_footer_link(html, "/codes", PAGE_CODES);
        write_footer_link(html, "/docs", PAGE_TRY_API);
        write_plain_link(html, "/v1/openapi.json", PAGE_CONTRACT_JSON);
        write_plain_link(html, "/v1/openapi.yaml", PAGE_CONTRACT_YAML);
        html_close(html);
        html_open(html, "p");
        html_link_outside(html, "https://data.norge.no/nlod/no/2.0", page_text(PAGE_LICENCE, html->language));
        html_close_all(html, 5);
        buffer_add_char(html->out, '\n');
}
