/*
 * page_search - the page `/search`: the results, the best first, and the types that they have.
 */
#include "site/pages/pages.h"
#include "formats/page_path.h"
#include "site/parts/parts.h"

#include <stdio.h>
#include <string.h>

/* Writes the pieces of a text, those that match the search marked. */
static void write_pieces(struct html *html, const json_t *pieces)
{
        size_t i;
        json_t *piece;
        json_array_foreach((json_t *)pieces, i, piece) {
                bool match = json_is_true(json_object_get(piece, "match"));
                if (match)
                        html_open(html, "mark");
                html_text(html, member_text(piece, "text"));
                if (match)
                        html_close(html);
        }
}

static void link_part(struct html *html, const char *path, const char *id, const char *part)
{
        struct html_url place = {.path = path, .id = id, .part = part};
        html_open(html, "a");
        html_set_url(html, "href", &place, HTML_KEEP_LANGUAGE);
}

/* Begins a link to the page of a result; to its JSON if it has no page. */
static bool link_found(struct html *html, const json_t *found)
{
        const char *type = member_text_or(found, "type", ""),
                   *resource = member_text_or(found, "resource", "");
        char item[32], *part = strcmp(type, "minutes") == 0 ? item : NULL;
        snprintf(item, sizeof item, "item-%" JSON_INTEGER_FORMAT,
                 json_integer_value(json_object_get(found, "part")));
        const char *path = page_path_of(strcmp(type, "agenda") == 0 ? "meetings" : type);
        if (path) {
                link_part(html, path, resource, part);
                return true;
        }
        if (strcmp(type, "codes") == 0) {
                link_part(html, "/codes", NULL, resource);
                return true;
        }
        const char *end = strrchr(resource, '-');
        if (strcmp(type, "actions") == 0 && end) { /* `<meeting>-a<number>` */
                char meeting[108];
                snprintf(meeting, sizeof meeting, "%.*s", (int)(end - resource), resource);
                link_part(html, "/meetings/", meeting, end + 1);
                return true;
        }
        if (member_text(found, "body")) {
                html_link(html, "/bodies/", member_text(found, "body"), NULL, 0);
                return true;
        }
        html_open(html, "a");
        html_set(html, "href", member_text_or(found, "href", "#"));
        return false;
}

static void write_found(struct html *html, const json_t *found, const json_t *names)
{
        const json_t *highlights = json_object_get(found, "highlights");
        const json_t *title = json_object_get(highlights, "title");
        const json_t *text = json_object_get(highlights, "text");
        html_open(html, "li");
        html_open(html, "h3");
        bool page = link_found(html, found);
        if (json_array_size(title)) {
                html_set(html, "lang", "no");
                write_pieces(html, title);
        } else {
                html_localised(html, json_object_get(found, "title"));
        }
        html_close(html);
        if (!page) {
                html_text(html, " ");
                html_element(html, "span", "tag", page_text(PAGE_DATA, html->language));
        }
        html_close(html);
        html_open_class(html, "p", "marks");
        html_element(html, "span", "tag", term_text(TERM_FOUND, member_text(found, "type"), html->language));
        if (member_text(found, "body") && strcmp(member_text_or(found, "type", ""), "bodies") != 0) {
                html_open(html, "span");
                part_name(html, names, "bodies", member_text(found, "body"));
                html_close(html);
        }
        part_day(html, member_text(found, "date"));
        html_close(html);
        if (json_array_size(text)) {
                html_open_class(html, "p", "excerpt");
                html_set(html, "lang", "no");
                write_pieces(html, text);
                html_close(html);
        }
        html_close(html);
}

static bool is_chosen(const char *chosen, const char *value)
{
        return strcmp(chosen ? chosen : "", value ? value : "") == 0;
}

/* Writes a link to the same search within a type and a year, with the number of results unless it is 0. */
static void write_facet(struct html *html, const struct search_facts *within, bool current, const char *name,
                        json_int_t count)
{
        struct html_query query[] = {{"q", within->words}, {"type", within->type}, {"year", within->year}};
        char number[32];
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, count);
        html_open(html, "li");
        html_link(html, "/search", NULL, query, 3);
        if (current)
                html_set(html, "aria-current", "true");
        html_text(html, name);
        if (count) {
                html_text(html, " ");
                html_element(html, "span", "number", number);
        }
        html_close_all(html, 2);
}

static void begin_facets(struct html *html, enum page_word name)
{
        html_open_class(html, "nav", "facets");
        html_set(html, "aria-label", page_text(name, html->language));
        html_open(html, "ul");
}

static void write_type(struct html *html, const struct search_facts *facts, const char *type,
                       const char *name, json_int_t count)
{
        struct search_facts within = {.words = facts->words, .type = type, .year = facts->year};
        write_facet(html, &within, is_chosen(facts->type, type), name, count);
}

static void write_types(struct html *html, const struct search_facts *facts)
{
        const json_t *types = json_object_get(json_object_get(facts->found, "facets"), "type");
        const char *type;
        begin_facets(html, PAGE_FILTER_TYPE);
        write_type(html, facts, NULL, page_text(PAGE_EVERYTHING, html->language), 0);
        for (size_t i = 0; (type = term_name(TERM_FOUND, i)); i++) {
                json_int_t count = json_integer_value(json_object_get(types, type));
                if (count)
                        write_type(html, facts, type, term_text(TERM_FOUND, type, html->language), count);
        }
        html_close_all(html, 2);
}

static void write_year(struct html *html, const struct search_facts *facts, const char *year,
                       const char *name, json_int_t count)
{
        struct search_facts within = {.words = facts->words, .type = facts->type, .year = year};
        write_facet(html, &within, is_chosen(facts->year, year), name, count);
}

/* Writes links to the years with results, the latest first; nothing if there are none. */
static void write_years(struct html *html, const struct search_facts *facts)
{
        enum { LATEST = 2999, EARLIEST = 1000, SHOWN = 12 };
        const json_t *years = json_object_get(json_object_get(facts->found, "facets"), "year");
        char year[24];
        int shown = 0;
        if (is_chosen(facts->year, NULL) && !json_object_size(years))
                return;
        begin_facets(html, PAGE_FILTER_YEAR);
        write_year(html, facts, NULL, page_text(PAGE_ALL_YEARS, html->language), 0);
        for (int i = LATEST; i >= EARLIEST && shown < SHOWN; i--) {
                snprintf(year, sizeof year, "%d", i);
                json_int_t count = json_integer_value(json_object_get(years, year));
                if (count || is_chosen(facts->year, year)) {
                        write_year(html, facts, year, year, count);
                        shown++;
                }
        }
        html_close_all(html, 2);
}

/* Writes a suggestion for misspelt words as a link, and a note if the results are incomplete. */
static void write_remarks(struct html *html, const json_t *found)
{
        const char *suggestion = member_text(found, "suggestion");
        struct html_query query[] = {{"q", suggestion}};
        if (suggestion) {
                html_open_class(html, "p", "note");
                html_text(html, page_text(PAGE_SUGGESTION, html->language));
                html_text(html, " ");
                html_link(html, "/search", NULL, query, 1);
                html_element(html, "strong", NULL, suggestion);
                html_close_all(html, 2);
        }
        if (json_is_false(json_object_get(found, "complete")))
                html_element(html, "p", "note", page_text(PAGE_INCOMPLETE, html->language));
}

static void write_results(struct html *html, const struct search_facts *facts)
{
        const json_t *items = json_object_get(facts->found, "items");
        struct html_query query[] = {{"q", facts->words}, {"type", facts->type}, {"year", facts->year}};
        size_t i;
        json_t *found;
        html_open(html, "h2");
        html_text(html, page_text(PAGE_SEARCH_FOR, html->language));
        html_text(html, " ");
        html_element(html, "q", NULL, facts->words);
        html_close(html);
        write_remarks(html, facts->found);
        if (!json_array_size(items)) {
                if (!is_chosen(facts->year, NULL))
                        write_years(html, facts);
                html_element(html, "p", NULL, page_text(PAGE_SEARCH_NOTHING, html->language));
                html_element(html, "p", "quiet", page_text(PAGE_SEARCH_ADVICE, html->language));
                return;
        }
        write_types(html, facts);
        write_years(html, facts);
        html_open_class(html, "ol", "found");
        json_array_foreach((json_t *)items, i, found)
                write_found(html, found, facts->names);
        html_close(html);
        part_more(html, "/search", query, 3, facts->found);
}

void page_search(struct html *html, const struct search_facts *facts)
{
        struct html_query query[] = {{"q", facts->words}, {"type", facts->type}, {"year", facts->year}};
        struct page_frame frame = {.title = page_text(PAGE_SEARCH_TITLE, html->language),
                                   .description = page_text(PAGE_SEARCH_ADVICE, html->language),
                                   .section = SECTION_SEARCH,
                                   .path = "/search",
                                   .query = query,
                                   .query_count = 3,
                                   .large_search = true};
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide");
        html_element(html, "h1", NULL, page_text(PAGE_SEARCH_TITLE, html->language));
        part_search_form(html, "words", facts->words, true);
        if (facts->found)
                write_results(html, facts);
        else
                html_element(html, "p", "quiet", page_text(PAGE_SEARCH_ADVICE, html->language));
        html_close(html);
        part_end_frame(html);
}
