/*
 * page_pictures - a body's pictures on its page: its seats, its verdict and meetings over time, its
 * neighbourhood.
 */
#include "site/page_pictures.h"

#include "site/parts.h"

#include <stdio.h>
#include <stdlib.h>

void page_seats_picture(struct html *html, const struct body_facts *facts, const char *id)
{
        const json_t *check = json_object_get(facts->page, "check");
        struct html_query query[] = {{"format", "svg"}, {"at", facts->at}};
        struct html_url place = {"/v1/bodies/", id, "/check", query, 2, NULL};
        if (!json_array_size(json_object_get(check, "rules")))
                return;
        part_begin(html, "seats", PAGE_SEATS);
        part_picture(html, &place, NULL,
                     member_text_or(json_object_get(check, "summary"), language_code(html->language),
                                    page_text(PAGE_SEATS_PICTURE, html->language)));
        part_end(html);
}

/* Five years before the date that is shown, two years after; today without one, as the picture has it then.
 */
static void write_timeline(struct html *html, const char *id, const char *at, const char *name)
{
        enum { BEFORE = 5, AFTER = 2 };
        char from[24], to[24];
        int year = at ? (int)strtol(at, NULL, 10) : 0;
        bool around = year > BEFORE && year < 9999 - AFTER;
        snprintf(from, sizeof from, "%04d-01-01", year - BEFORE);
        snprintf(to, sizeof to, "%04d-12-31", year + AFTER);
        struct html_query query[] = {
                {"format", "svg"}, {"from", around ? from : NULL}, {"to", around ? to : NULL}};
        struct html_url place = {"/v1/bodies/", id, "/timeline", query, 3, NULL};
        part_picture(html, &place, name, page_text(PAGE_TIMELINE_ALT, html->language));
}

void page_time_pictures(struct html *html, const struct body_facts *facts, const char *id, const char *name)
{
        struct html_query query[] = {{"format", "svg"}, {"at", facts->at}};
        struct html_url cadence = {"/v1/bodies/", id, "/cadence", query, 2, NULL};
        if (!json_array_size(json_object_get(facts->page, "rules")))
                return;
        part_begin(html, "over-time", PAGE_OVER_TIME);
        html_open_class(html, "div", "pictures");
        write_timeline(html, id, facts->at, name);
        part_picture(html, &cadence, name, page_text(PAGE_CADENCE_ALT, html->language));
        html_close(html);
        part_end(html);
}

void page_neighbours(struct html *html, const struct body_facts *facts, const char *id, const char *name)
{
        struct html_query query[] = {{"body", id}, {"depth", "1"}, {"format", "svg"}, {"at", facts->at}};
        struct html_url place = {"/v1/map", NULL, NULL, query, 4, NULL};
        part_begin(html, "map", PAGE_NEIGHBOURS);
        part_picture(html, &place, name, page_text(PAGE_NEIGHBOURS_ALT, html->language));
        part_end(html);
}
