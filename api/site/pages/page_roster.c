/*
 * page_roster - the seats of a body: their members, their deputies, and the vacant ones.
 */
#include "site/pages/pages.h"
#include "site/parts/part_below_body.h"

#include <string.h>

static void write_who(struct html *html, const json_t *who)
{
        part_who(html, who);
        if (json_is_true(json_object_get(who, "heldOver")))
                html_element(html, "p", "quiet", page_text(PAGE_HELD_OVER, html->language));
        if (json_is_true(json_object_get(who, "absent")))
                html_element(html, "p", "quiet", page_text(PAGE_ABSENT_NOW, html->language));
}

static void write_deputies(struct html *html, const json_t *deputies)
{
        const json_t *deputy;
        size_t i;
        json_array_foreach((json_t *)deputies, i, deputy) {
                html_open_class(html, "p", "quiet");
                html_text(html, page_text(PAGE_DEPUTY, html->language));
                html_text(html, ": ");
                write_who(html, deputy);
                html_close(html);
        }
}

static void write_holder(struct html *html, const json_t *seat)
{
        const char *state = member_text_or(seat, "state", "");
        const json_t *holder = json_object_get(seat, "holder");
        html_open(html, "td");
        if (holder)
                write_who(html, holder);
        if (strcmp(state, "filled") != 0)
                html_element(html, holder ? "p" : "span", "quiet",
                             term_text(TERM_SEAT_STATE, state, html->language));
        write_deputies(html, json_object_get(seat, "deputies"));
        html_close(html);
        html_open(html, "td");
        if (holder)
                part_period(html, holder);
        html_close(html);
}

static void write_seat(struct html *html, const json_t *seat)
{
        html_open(html, "tr");
        part_number_head(html, json_object_get(seat, "number"));
        html_open(html, "td");
        html_localised(html, json_object_get(seat, "text"));
        if (member_text(seat, "unit")) {
                html_open_class(html, "p", "quiet");
                if (!html_localised(html, json_object_get(seat, "unitName")))
                        html_text(html, member_text(seat, "unit"));
                html_close(html);
        }
        html_close(html);
        write_holder(html, seat);
        html_close(html);
}

static void write_seats(struct html *html, const json_t *seats)
{
        static const enum page_word heads[] = {PAGE_NUMBER, PAGE_SEAT, PAGE_WHO, PAGE_IN_FORCE};
        const json_t *seat;
        size_t i;
        if (!json_array_size(seats)) {
                html_element(html, "p", "quiet", page_text(PAGE_NO_SEATS, html->language));
                return;
        }
        part_begin_table(html, PAGE_SEATS, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)seats, i, seat)
                write_seat(html, seat);
        part_end_table(html);
}

static void write_others(struct html *html, const json_t *others)
{
        static const enum page_word heads[] = {PAGE_WHO, PAGE_ROLE, PAGE_IN_FORCE};
        const json_t *other;
        size_t i;
        if (!json_array_size(others))
                return;
        part_begin(html, "others", PAGE_WITHOUT_SEAT);
        part_begin_table(html, PAGE_WITHOUT_SEAT, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)others, i, other) {
                part_begin_row(html);
                write_who(html, other);
                html_close(html);
                html_element(html, "td", NULL,
                             term_text(TERM_ROLE, member_text(other, "role"), html->language));
                html_open(html, "td");
                part_period(html, other);
                html_close_all(html, 2);
        }
        part_end_table(html);
        part_end(html);
}

/* Writes a link to the roster of the chosen day as a table for spreadsheets. */
static void write_forms(struct html *html, const struct roster_facts *facts, const char *id)
{
        struct html_query query[] = {{"format", "csv"}, {"delimiter", "semicolon"}, {"at", facts->at}};
        struct html_url table = {
                .path = "/v1/bodies/", .id = id, .end = "/roster", .query = query, .query_count = 3};
        html_open_class(html, "ul", "forms");
        part_representation_link(html, &table, PAGE_AS_TABLE);
        html_close(html);
        part_data_link(html, "/v1/bodies/", id, "/roster");
}

void page_roster(struct html *html, const struct roster_facts *facts)
{
        const char *level =
                member_text_or(json_object_get(facts->roster, "coverage"), "memberships", "complete");
        const struct html_query query = {"at", facts->at};
        const struct page_below page = {.id = member_text_or(facts->roster, "body", ""),
                                        .end = "/roster",
                                        .named = facts->roster,
                                        .title = PAGE_ROSTER_OF,
                                        .query = &query,
                                        .query_count = 1,
                                        .class = "wide"};
        part_begin_below_body(html, &page);
        html_open_class(html, "p", "lead");
        part_day(html, member_text(facts->roster, "at"));
        html_close(html);
        if (strcmp(level, "complete") != 0)
                html_element(html, "p", "note", word_text(WORD_INCOMPLETE, html->language));
        write_seats(html, json_object_get(facts->roster, "seats"));
        write_others(html, json_object_get(facts->roster, "others"));
        write_forms(html, facts, page.id);
        part_end_below_body(html);
}
