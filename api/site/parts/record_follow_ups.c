/*
 * record_follow_ups - lists of decisions and follow-ups of several meetings.
 */
#include "site/parts/parts.h"
#include "site/parts/records.h"

#include <stdio.h>
#include <string.h>

void record_due(struct html *html, const json_t *action, const char *at)
{
        const json_t *due = json_object_get(action, "due");
        const char *day = member_text_or(due, "date", member_text(action, "dueDate")),
                   *text = member_text(due, "text");
        if (day) {
                part_day(html, day);
        } else if (text) {
                html_open(html, "span");
                html_set(html, "lang", "no");
                html_text(html, text);
                html_close(html);
        } else {
                html_text(html, term_text(TERM_DUE, member_text(due, "type"), html->language));
        }
        if (at && day && strcmp(day, at) < 0) {
                html_text(html, " ");
                html_element(html, "span", "verdict verdict-warning overdue",
                             page_text(PAGE_OVERDUE, html->language));
        }
}

void record_responsible(struct html *html, const json_t *action, const json_t *names)
{
        const json_t *responsible = json_object_get(action, "responsible");
        if (json_array_size(responsible))
                part_names(html, names, "organisations", responsible);
        else
                html_text(html, member_text(action, "responsibleAsWritten"));
}

/* Writes what answered a follow-up as a link to the meeting, named by its day, and to the follow-up in its
 * minutes. */
static void write_answer(struct html *html, const json_t *answer, const json_t *names)
{
        const char *meeting = member_text_or(answer, "meeting", ""), *action = member_text(answer, "action");
        const char *day = json_string_value(json_object_get(json_object_get(names, "meetings"), meeting));
        const char *end = action ? strrchr(action, '-') : NULL; /* `<meeting>-a<number>` */
        struct html_url place = {.path = "/meetings/", .id = meeting, .part = end ? end + 1 : "minutes"};
        html_open(html, "a");
        html_set_url(html, "href", &place, HTML_KEEP_LANGUAGE);
        if (day)
                part_day(html, day);
        else
                html_text(html, page_text(PAGE_MEETING, html->language));
        html_text(html, ", ");
        html_text(html, page_text(PAGE_ITEM, html->language));
        html_text(html, " ");
        html_text(html, member_text(answer, "item"));
        html_close(html);
}

void record_action_status(struct html *html, const json_t *action, const json_t *names)
{
        const json_t *answers = json_object_get(action, "answeredBy");
        size_t i;
        json_t *answer;
        html_text(html,
                  term_text(TERM_ACTION_STATUS, member_text_or(action, "status", "unknown"), html->language));
        if (!json_array_size(answers))
                return;
        html_text(html, ". ");
        html_text(html, page_text(PAGE_ANSWERED, html->language));
        html_text(html, ": ");
        json_array_foreach((json_t *)answers, i, answer) {
                html_text(html, i ? "; " : NULL);
                write_answer(html, answer, names);
        }
}

static void write_follow_up(struct html *html, const json_t *action, const char *at, const json_t *names)
{
        char part[32];
        struct html_url place = {
                .path = "/meetings/", .id = member_text_or(action, "meeting", ""), .part = part};
        snprintf(part, sizeof part, "a%" JSON_INTEGER_FORMAT,
                 json_integer_value(json_object_get(action, "number")));
        html_open(html, "tr");
        html_open(html, "td");
        html_open(html, "a");
        html_set_url(html, "href", &place, HTML_KEEP_LANGUAGE);
        html_localised(html, json_object_get(action, "text"));
        html_close_all(html, 2);
        html_open(html, "td");
        record_responsible(html, action, names);
        html_close(html);
        html_open(html, "td");
        record_due(html, action, at);
        html_close(html);
        html_open(html, "td");
        record_action_status(html, action, names);
        html_close_all(html, 2);
}

void record_open_follow_ups(struct html *html, const json_t *actions, const char *at, const json_t *names)
{
        static const enum page_word heads[] = {PAGE_FOLLOW_UP, PAGE_RESPONSIBLE, PAGE_DUE, PAGE_STATUS};
        const json_t *items = json_object_get(actions, "items");
        size_t i;
        json_t *action;
        if (!json_array_size(items))
                return;
        part_begin(html, "follow-ups", PAGE_OPEN_FOLLOW_UPS);
        part_begin_table(html, PAGE_OPEN_FOLLOW_UPS, heads, 4);
        json_array_foreach((json_t *)items, i, action)
                write_follow_up(html, action, at, names);
        part_end_table(html);
        part_end(html);
}

void record_latest_decisions(struct html *html, const json_t *decisions)
{
        const json_t *items = json_object_get(decisions, "items");
        size_t i;
        json_t *decision;
        if (!json_array_size(items))
                return;
        part_begin(html, "decisions", PAGE_DECISIONS);
        html_open_class(html, "ul", "lines stacked");
        json_array_foreach((json_t *)items, i, decision) {
                struct html_url place = {.path = "/meetings/",
                                         .id = member_text_or(decision, "meeting", ""),
                                         .part = "minutes"};
                html_open(html, "li");
                html_open(html, "span");
                html_localised(html, json_object_get(decision, "text"));
                html_close(html);
                html_open_class(html, "span", "quiet");
                html_open(html, "a");
                html_set_url(html, "href", &place, HTML_KEEP_LANGUAGE);
                if (member_text(decision, "date"))
                        part_day(html, member_text(decision, "date"));
                else
                        html_text(html, page_text(PAGE_MEETING, html->language));
                html_close_all(html, 3);
        }
        html_close(html);
        part_end(html);
}
