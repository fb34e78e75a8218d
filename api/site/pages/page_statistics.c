/*
 * page_statistics - the page of a body's statistics: meetings, attendance, consecutive terms, gender balance.
 */
#include "site/pages/pages.h"
#include "site/parts/part_below_body.h"

/* The columns of attendance, and the members that they show. */
static const char *const attended[] = {"meetings", "present", "represented",
                                       "excused",  "absent",  "notStated"};
#define ATTENDANCE_HEADS                                                                                     \
        PAGE_MEETINGS, PAGE_PRESENT, PAGE_REPRESENTED, PAGE_EXCUSED, PAGE_AWAY, PAGE_NOT_STATED

static void write_figures(struct html *html, const json_t *row, const char *const *members, size_t count)
{
        for (size_t i = 0; i < count; i++)
                part_number_cell(html, json_object_get(row, members[i]));
}

static void write_form(struct html *html, const struct statistics_facts *facts, const char *id)
{
        struct html_url place = {.path = "/bodies/", .id = id, .end = "/statistics"};
        html_open_class(html, "form", "filter date");
        html_set_url(html, "action", &place, HTML_NO_LANGUAGE);
        part_language_field(html);
        part_begin_field(html, PAGE_FROM_DAY, "input", "from");
        html_set(html, "type", "date");
        html_set(html, "value", facts->from ? facts->from : "");
        part_end_field(html);
        part_begin_field(html, PAGE_TO_DAY, "input", "to");
        html_set(html, "type", "date");
        html_set(html, "value", member_text_or(facts->statistics, "to", ""));
        part_end_field(html);
        html_open(html, "div");
        html_element(html, "button", NULL, page_text(PAGE_SHOW_FIGURES, html->language));
        html_close_all(html, 2);
}

static void write_years(struct html *html, const json_t *years)
{
        static const enum page_word heads[] = {PAGE_YEAR, PAGE_HELD, PAGE_PLANNED, PAGE_CANCELLED};
        static const char *const members[] = {"held", "planned", "cancelled"};
        const json_t *year;
        size_t i;
        if (!json_array_size(years))
                return;
        part_begin(html, "meetings", PAGE_MEETINGS_BY_YEAR);
        part_begin_table(html, PAGE_MEETINGS_BY_YEAR, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)years, i, year) {
                html_open(html, "tr");
                part_number_head(html, json_object_get(year, "year"));
                write_figures(html, year, members, 3);
                html_close(html);
        }
        part_end_table(html);
        part_end(html);
}

static void write_members(struct html *html, const json_t *statistics)
{
        static const enum page_word heads[] = {PAGE_WHO, PAGE_ROLE, ATTENDANCE_HEADS};
        const json_t *members = json_object_get(json_object_get(statistics, "attendance"), "members"), *one;
        size_t i, counted = (size_t)json_integer_value(
                          json_object_get(json_object_get(statistics, "meetings"), "withAttendance"));
        if (!json_array_size(members))
                return;
        part_begin(html, "attendance", PAGE_WHO_CAME);
        html_open_class(html, "p", "quiet");
        html_text(html, page_text(PAGE_COUNTED_MEETINGS, html->language));
        html_text(html, " ");
        part_count(html, counted, PAGE_ONE_MEETING, PAGE_MANY_MEETINGS);
        html_close(html);
        part_begin_table(html, PAGE_WHO_CAME, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)members, i, one) {
                part_begin_row(html);
                part_who(html, one);
                html_close(html);
                html_element(html, "td", NULL,
                             term_text(TERM_ROLE, member_text(one, "role"), html->language));
                write_figures(html, one, attended, sizeof attended / sizeof *attended);
                html_close(html);
        }
        part_end_table(html);
        part_end(html);
}

static void write_sides(struct html *html, const json_t *sides)
{
        static const enum page_word heads[] = {PAGE_SIDE, ATTENDANCE_HEADS};
        const json_t *side;
        size_t i;
        if (!json_array_size(sides))
                return;
        part_begin(html, "sides", PAGE_WHO_CAME_BY_SIDE);
        part_begin_table(html, PAGE_WHO_CAME_BY_SIDE, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)sides, i, side) {
                part_begin_row(html);
                html_text(html, member_text(side, "side"));
                html_close(html);
                write_figures(html, side, attended, sizeof attended / sizeof *attended);
                html_close(html);
        }
        part_end_table(html);
        part_end(html);
}

static void write_terms(struct html *html, const json_t *terms)
{
        static const enum page_word heads[] = {PAGE_WHO, PAGE_SINCE, PAGE_TERMS};
        const json_t *stay;
        size_t i;
        if (!json_array_size(terms))
                return;
        part_begin(html, "terms", PAGE_TERMS_IN_ROW);
        part_begin_table(html, PAGE_TERMS_IN_ROW, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)terms, i, stay) {
                part_begin_row(html);
                part_who(html, stay);
                html_close(html);
                html_open(html, "td");
                part_day(html, member_text(stay, "since"));
                html_close(html);
                part_number_cell(html, json_object_get(stay, "terms"));
                html_close(html);
        }
        part_end_table(html);
        part_end(html);
}

/* Whether the body had members on any of the days. */
static bool had_members(const json_t *days)
{
        const json_t *day;
        size_t i;
        json_array_foreach((json_t *)days, i, day) {
                if (json_integer_value(json_object_get(day, "members")))
                        return true;
        }
        return false;
}

static void write_balance(struct html *html, const json_t *days)
{
        static const enum page_word heads[] = {PAGE_DATE, PAGE_VOTING_MEMBERS, PAGE_WOMEN, PAGE_MEN,
                                               PAGE_NOT_KNOWN};
        static const char *const members[] = {"female", "male", "unknown"};
        const json_t *day;
        size_t i;
        if (!had_members(days))
                return;
        part_begin(html, "balance", PAGE_BALANCE);
        part_begin_table(html, PAGE_BALANCE, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)days, i, day) {
                part_begin_row(html);
                part_day(html, member_text(day, "on"));
                html_close(html);
                part_number_cell(html, json_object_get(day, "members"));
                if (json_is_true(json_object_get(day, "withheld"))) {
                        html_open_class(html, "td", "quiet");
                        html_set(html, "colspan", "3");
                        html_text(html, page_text(PAGE_TOO_FEW_KNOWN, html->language));
                        html_close(html);
                } else {
                        write_figures(html, day, members, 3);
                }
                html_close(html);
        }
        part_end_table(html);
        part_end(html);
}

/* Writes a link to the statistics of the chosen days as a table for spreadsheets. */
static void write_forms(struct html *html, const struct statistics_facts *facts, const char *id)
{
        struct html_query query[] = {
                {"format", "csv"}, {"delimiter", "semicolon"}, {"from", facts->from}, {"to", facts->to}};
        struct html_url table = {
                .path = "/v1/bodies/", .id = id, .end = "/statistics", .query = query, .query_count = 4};
        html_open_class(html, "ul", "forms");
        part_representation_link(html, &table, PAGE_AS_TABLE);
        html_close(html);
        part_data_link(html, "/v1/bodies/", id, "/statistics");
}

void page_statistics(struct html *html, const struct statistics_facts *facts)
{
        const json_t *all = facts->statistics, *attendance = json_object_get(all, "attendance");
        const json_t *years = json_object_get(json_object_get(all, "meetings"), "years");
        const struct html_query query[] = {{"from", facts->from}, {"to", facts->to}};
        const struct page_below page = {.id = member_text_or(all, "body", ""),
                                        .end = "/statistics",
                                        .named = all,
                                        .title = PAGE_STATISTICS_OF,
                                        .query = query,
                                        .query_count = 2,
                                        .class = "wide"};
        part_begin_below_body(html, &page);
        write_form(html, facts, page.id);
        if (json_object_size(json_object_get(all, "coverage")))
                html_element(html, "p", "note", word_text(WORD_INCOMPLETE, html->language));
        if (!json_array_size(years) && !json_array_size(json_object_get(all, "terms")) &&
            !had_members(json_object_get(all, "balance")))
                html_element(html, "p", "quiet", page_text(PAGE_NOTHING_COUNTED, html->language));
        write_years(html, years);
        write_members(html, all);
        write_sides(html, json_object_get(attendance, "sides"));
        write_terms(html, json_object_get(all, "terms"));
        write_balance(html, json_object_get(all, "balance"));
        write_forms(html, facts, page.id);
        part_end_below_body(html);
}
