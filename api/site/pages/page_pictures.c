/*
 * page_pictures - each picture is folded until a reader opens it, and left out if there is nothing to draw.
 */
#include "site/pages/page_pictures.h"

#include "site/parts/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many years around the day that is shown a timeline covers. */
enum { YEARS_BEFORE = 5, YEARS_AFTER = 2, YEAR_MAX = 9999 };

static void begin_fold(struct html *html, const char *id, enum page_word name)
{
        html_open_class(html, "details", "fold");
        html_set(html, "id", id);
        html_element(html, "summary", NULL, page_text(name, html->language));
}

static bool has_rule_of_kind(const json_t *check, const char *kind)
{
        size_t i;
        json_t *rule;
        json_array_foreach(json_object_get(check, "rules"), i, rule) {
                if (strcmp(member_text_or(rule, "kind", ""), kind) == 0)
                        return true;
        }
        return false;
}

static void write_seats(struct html *html, const struct body_facts *facts, const char *id)
{
        const json_t *check = json_object_get(facts->page, "check");
        struct html_query query[] = {{"format", "svg"}, {"at", facts->at}};
        struct html_url url = {"/v1/bodies/", id, "/check", query, 2, NULL};
        if (!has_rule_of_kind(check, "seats"))
                return;
        begin_fold(html, "seats", PAGE_SEATS_PICTURE);
        part_picture(html, &url, NULL,
                     member_text_or(json_object_get(check, "summary"), language_code(html->language),
                                    page_text(PAGE_SEATS_PICTURE, html->language)));
        html_close(html);
}

/* Writes the timeline around the chosen day; if no day is chosen, the operation's default. */
static void write_timeline(struct html *html, const struct body_facts *facts, const char *id,
                           const char *name)
{
        char from[24], to[24];
        int year = facts->at ? (int)strtol(facts->at, NULL, 10) : 0;
        bool around = year > YEARS_BEFORE && year < YEAR_MAX - YEARS_AFTER;
        snprintf(from, sizeof from, "%04d-01-01", year - YEARS_BEFORE);
        snprintf(to, sizeof to, "%04d-12-31", year + YEARS_AFTER);
        struct html_query query[] = {
                {"format", "svg"}, {"from", around ? from : NULL}, {"to", around ? to : NULL}};
        struct html_url url = {"/v1/bodies/", id, "/timeline", query, 3, NULL};
        if (!json_array_size(json_object_get(facts->page, "rules")))
                return;
        begin_fold(html, "timeline", PAGE_TIMELINE);
        part_picture(html, &url, name, page_text(PAGE_TIMELINE_ALT, html->language));
        html_close(html);
}

static void write_cadence(struct html *html, const struct body_facts *facts, const char *id, const char *name)
{
        const json_t *check = json_object_get(facts->page, "check");
        struct html_query query[] = {{"format", "svg"}, {"at", facts->at}};
        struct html_url url = {"/v1/bodies/", id, "/cadence", query, 2, NULL};
        if (!has_rule_of_kind(check, "cadence") &&
            !json_array_size(json_object_get(facts->meetings, "items")))
                return;
        begin_fold(html, "cadence", PAGE_CADENCE);
        part_picture(html, &url, name, page_text(PAGE_CADENCE_ALT, html->language));
        html_close(html);
}

static void write_neighbours(struct html *html, const struct body_facts *facts, const char *id,
                             const char *name)
{
        struct html_query query[] = {{"body", id}, {"depth", "1"}, {"format", "svg"}, {"at", facts->at}};
        struct html_url url = {"/v1/map", NULL, NULL, query, 4, NULL};
        if (!json_array_size(json_object_get(facts->map, "edges")))
                return;
        begin_fold(html, "map", PAGE_NEIGHBOURS);
        part_picture(html, &url, name, page_text(PAGE_NEIGHBOURS_ALT, html->language));
        html_close(html);
}

bool page_pictures_exist(const struct body_facts *facts)
{
        const json_t *check = json_object_get(facts->page, "check");
        return json_array_size(json_object_get(check, "rules")) ||
               json_array_size(json_object_get(facts->meetings, "items")) ||
               json_array_size(json_object_get(facts->map, "edges"));
}

void page_pictures(struct html *html, const struct body_facts *facts, const char *id, const char *name)
{
        if (!page_pictures_exist(facts))
                return;
        part_begin(html, "pictures", PAGE_PICTURES);
        write_seats(html, facts, id);
        write_timeline(html, facts, id, name);
        write_cadence(html, facts, id, name);
        write_neighbours(html, facts, id, name);
        part_end(html);
}
