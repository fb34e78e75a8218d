/*
 * page_roster - the seats of a body: their members, their deputies, and the vacant ones.
 */
#include "site/pages/pages.h"
#include "site/parts/parts.h"

#include <stdio.h>
#include <string.h>

static void write_named(struct html *html, const json_t *named, const char *path, const char *called)
{
        const json_t *name = json_object_get(named, called);
        html_link(html, path, member_text_or(named, "id", ""), NULL, 0);
        if (json_is_string(name))
                html_text(html, json_string_value(name));
        else
                html_said(html, name);
        html_close(html);
}

/* Writes the person, the office, the organisation and the area, as far as they are known. */
static void write_who(struct html *html, const json_t *who)
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
        char number[24];
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT,
                 json_integer_value(json_object_get(seat, "number")));
        html_open(html, "tr");
        html_open(html, "th");
        html_set(html, "scope", "row");
        html_text(html, number);
        html_close(html);
        html_open(html, "td");
        html_said(html, json_object_get(seat, "text"));
        if (member_text(seat, "unit")) {
                html_open_class(html, "p", "quiet");
                if (!html_said(html, json_object_get(seat, "unitName")))
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
                html_open(html, "tr");
                html_open(html, "th");
                html_set(html, "scope", "row");
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
        const char *id = member_text_or(facts->roster, "body", "");
        const char *name = language_said_or(facts->roster, "name", html->language, id);
        const char *level =
                member_text_or(json_object_get(facts->roster, "coverage"), "memberships", "complete");
        struct html_query query[] = {{"at", facts->at}};
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        const char *title = part_description(html, NULL, "", PAGE_ROSTER_OF, name, &about);
        struct page_frame frame = {.title = title,
                                   .description = title,
                                   .section = SECTION_BODIES,
                                   .path = "/bodies/",
                                   .id = id,
                                   .end = "/roster",
                                   .query = query,
                                   .query_count = 1};
        part_begin_frame(html, &frame);
        html_open_class(html, "article", "wide");
        html_open_class(html, "p", "above");
        html_link(html, "/bodies/", id, NULL, 0);
        html_text(html, name);
        html_close_all(html, 2);
        html_element(html, "h1", NULL, title);
        buffer_clear(&about);
        html_open_class(html, "p", "lead");
        part_day(html, member_text(facts->roster, "at"));
        html_close(html);
        if (strcmp(level, "complete") != 0)
                html_element(html, "p", "note", word_text(WORD_INCOMPLETE, html->language));
        write_seats(html, json_object_get(facts->roster, "seats"));
        write_others(html, json_object_get(facts->roster, "others"));
        write_forms(html, facts, id);
        html_close(html);
        part_end_frame(html);
}
