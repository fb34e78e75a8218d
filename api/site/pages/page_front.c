/*
 * page_front - the page at `/`: what the register is, with links to its parts.
 */
#include "site/pages/pages.h"
#include "site/parts/parts.h"

#include "site/pages/page_lists.h"

static void write_total(struct html *html, const json_t *list, const char *path, enum page_word one,
                        enum page_word many)
{
        html_open(html, "li");
        html_link(html, path, NULL, NULL, 0);
        part_count(html, (size_t)json_integer_value(json_object_get(list, "total")), one, many);
        html_close_all(html, 2);
}

static void write_hero(struct html *html, const struct front_facts *facts)
{
        html_open_class(html, "div", "hero");
        html_open_class(html, "div", "wide");
        html_element(html, "h1", NULL, page_text(PAGE_FRONT_TITLE, html->language));
        html_element(html, "p", "lead", page_text(PAGE_FRONT_LEAD, html->language));
        part_search_form(html, "front-search", NULL, true);
        html_open_class(html, "ul", "totals");
        write_total(html, facts->bodies, "/bodies", PAGE_ONE_BODY, PAGE_MANY_BODIES);
        write_total(html, facts->agreements, "/agreements", PAGE_ONE_AGREEMENT, PAGE_MANY_AGREEMENTS);
        html_close_all(html, 3);
}

/* Writes how many bodies have each verdict, as links to the lists of these bodies. */
static void write_tally(struct html *html, const json_t *checks)
{
        static const enum verdict shown[] = {VERDICT_MET, VERDICT_NOT_MET, VERDICT_UNKNOWN, VERDICT_NO_RULES};
        const json_t *items = json_object_get(checks, "items");
        size_t counts[VERDICT_COUNT] = {0}, i;
        json_t *check;
        json_array_foreach((json_t *)items, i, check) {
                const char *verdict = member_text(check, "verdict");
                counts[verdict_named(verdict)] += member_text(check, "body") != NULL;
        }
        html_open_class(html, "ul", "tally");
        for (i = 0; i < sizeof shown / sizeof *shown; i++) {
                struct buffer number = BUFFER(64);
                struct html_query query[] = {{"verdict", verdict_name(shown[i])}};
                language_add_number(&number, (int64_t)counts[shown[i]], html->language);
                html_open(html, "li");
                html_link(html, "/bodies", NULL, query, 1);
                html_open_class(html, "span", "tally-number");
                if (number.bytes)
                        html_text_n(html, number.bytes, number.length);
                html_close(html);
                part_verdict(html, shown[i]);
                html_close_all(html, 2);
                buffer_fail_with(html->out, &number);
                buffer_clear(&number);
        }
        html_close(html);
}

static void write_bodies(struct html *html, const struct front_facts *facts)
{
        part_begin(html, "bodies", PAGE_VERDICTS);
        html_element(html, "p", "intro", page_text(PAGE_VERDICTS_LEAD, html->language));
        if (facts->checks)
                write_tally(html, facts->checks);
        html_open_class(html, "p", "more");
        html_link(html, "/docs/", "checkBodyWhatIf", NULL, 0);
        html_text(html, page_text(PAGE_FRONT_WHAT_IF, html->language));
        html_close_all(html, 2);
        html_open_class(html, "div", "kinds");
        const char *kind;
        for (size_t i = 0; (kind = term_name(TERM_BODY_KINDS, i)); i++)
                page_list_bodies_of_kind(html, facts->bodies, facts->checks, facts->today, kind);
        html_close(html);
        if (member_text(facts->bodies, "next")) {
                html_open_class(html, "p", "more");
                html_link(html, "/bodies", NULL, NULL, 0);
                html_text(html, page_text(PAGE_ALL_BODIES, html->language));
                html_close_all(html, 2);
        }
        part_end(html);
}

static void write_meeting_line(struct html *html, const json_t *meeting, const json_t *names)
{
        const char *id = member_text_or(meeting, "id", "");
        html_open(html, "li");
        html_link(html, "/meetings/", id, NULL, 0);
        const json_t *name =
                json_object_get(json_object_get(names, "bodies"), member_text_or(meeting, "body", ""));
        if (!html_localised(html, name))
                html_text(html, member_text(meeting, "body"));
        html_close(html);
        html_open_class(html, "span", "quiet");
        part_day(html, part_meeting_day(meeting));
        html_close_all(html, 2);
}

static void write_news_of(struct html *html, enum page_word heading, const json_t *meetings,
                          const json_t *names)
{
        size_t i;
        json_t *meeting;
        html_open(html, "div");
        html_element(html, "h3", NULL, page_text(heading, html->language));
        html_open_class(html, "ul", "lines");
        json_array_foreach(json_object_get(meetings, "items"), i, meeting)
                write_meeting_line(html, meeting, names);
        html_close_all(html, 2);
}

static void write_changed(struct html *html, const json_t *bodies)
{
        size_t i;
        json_t *body;
        html_open(html, "div");
        html_element(html, "h3", NULL, page_text(PAGE_LATEST_CHANGES, html->language));
        html_open_class(html, "ul", "lines");
        json_array_foreach(json_object_get(bodies, "items"), i, body) {
                html_open(html, "li");
                html_link(html, "/bodies/", member_text_or(body, "id", ""), NULL, 0);
                html_localised(html, json_object_get(body, "name"));
                html_close(html);
                html_open_class(html, "span", "quiet");
                part_day(html, member_text(body, "updatedAt"));
                html_close_all(html, 2);
        }
        html_close(html);
        html_close(html);
}

/* Writes the map of the whole register. */
static void write_map(struct html *html)
{
        struct html_url map = {
                .path = "/v1/map", .query = &(struct html_query){"format", "svg"}, .query_count = 1};
        part_begin(html, "map", PAGE_MAP);
        html_element(html, "p", "intro", page_text(PAGE_MAP_LEAD, html->language));
        part_picture(html, &map, NULL, page_text(PAGE_MAP_ALT, html->language));
        part_end(html);
}

void page_front(struct html *html, const struct front_facts *facts)
{
        struct html_query atom = {"format", "atom"};
        struct page_feed feeds[] = {{PAGE_FEED_MINUTES, {"/v1/minutes", NULL, NULL, &atom, 1, NULL}},
                                    {PAGE_FEED_DECISIONS, {"/v1/decisions", NULL, NULL, &atom, 1, NULL}},
                                    {PAGE_FEED_CHANGES, {"/v1/changes", NULL, NULL, &atom, 1, NULL}}};
        struct page_frame frame = {
                .path = "/",
                .description = page_text(PAGE_FRONT_LEAD, html->language),
                .entity = part_entity(html, json_pack("{s:s, s:s, s:s}", "@type", "Dataset", "name",
                                                      page_text(PAGE_SITE, html->language), "description",
                                                      page_text(PAGE_FRONT_LEAD, html->language))),
                .body_class = "front",
                .large_search = true,
                .feeds = feeds,
                .feed_count = sizeof feeds / sizeof *feeds};
        part_begin_frame(html, &frame);
        write_hero(html, facts);
        html_open_class(html, "div", "wide");
        write_bodies(html, facts);
        part_begin(html, "news", PAGE_LATEST);
        html_open_class(html, "div", "columns");
        if (json_array_size(json_object_get(facts->minutes, "items")))
                write_news_of(html, PAGE_LATEST_MINUTES, facts->minutes, facts->names);
        write_news_of(html, PAGE_LATEST_MEETINGS, facts->meetings, facts->names);
        write_changed(html, facts->changed);
        html_close(html);
        html_open_class(html, "ul", "forms");
        part_feeds(html, &frame);
        html_close(html);
        part_end(html);
        if (facts->checks)
                write_map(html);
        html_close(html);
        part_end_frame(html);
}
