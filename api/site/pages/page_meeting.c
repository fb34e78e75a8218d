/*
 * page_meeting - the page of a meeting: its agenda, and its minutes with decisions and follow-ups.
 */
#include "site/pages/pages.h"
#include "site/parts/parts.h"
#include "site/parts/records.h"

#include <stdio.h>
#include <string.h>

static void write_place_and_status(struct html *html, const json_t *meeting, const json_t *minutes)
{
        const char *place = member_text_or(meeting, "place", member_text(minutes, "place"));
        html_open_class(html, "dl", "facts");
        part_begin_fact(html, PAGE_STATUS);
        html_text(html, term_text(TERM_MEETING_STATUS, member_text(meeting, "status"), html->language));
        part_end_fact(html);
        if (place) {
                part_begin_fact(html, PAGE_PLACE);
                html_text(html, place);
                part_end_fact(html);
        }
        if (member_text(minutes, "status")) {
                part_begin_fact(html, PAGE_MINUTES);
                html_text(html,
                          term_text(TERM_MINUTES_STATUS, member_text(minutes, "status"), html->language));
                part_end_fact(html);
        }
        html_close(html);
}

static void write_attendee(struct html *html, const json_t *attendee, const json_t *names)
{
        const char *name = member_text(attendee, "name"), *person = member_text(attendee, "person"),
                   *organisation = member_text(attendee, "organisation");
        html_open(html, "li");
        if (person)
                part_name(html, names, "persons", person);
        else if (name)
                html_text(html, name);
        else
                part_reference(html, names, attendee);
        if (organisation && (person || name)) {
                html_text(html, ", ");
                part_name(html, names, "organisations", organisation);
        }
        html_close(html);
}

static bool is_present(const json_t *attendee)
{
        return strcmp(member_text_or(attendee, "presence", ""), "present") == 0;
}

static void write_attendance(struct html *html, const char *id, enum page_word heading, bool present,
                             const json_t *attendance, const json_t *names)
{
        size_t i, count = 0;
        json_t *attendee;
        json_array_foreach((json_t *)attendance, i, attendee)
                count += is_present(attendee) == present;
        if (!count)
                return;
        part_begin(html, id, heading);
        html_open_class(html, "ul", "people");
        json_array_foreach((json_t *)attendance, i, attendee) {
                if (is_present(attendee) == present)
                        write_attendee(html, attendee, names);
        }
        html_close(html);
        part_end(html);
}

static void write_agenda(struct html *html, const json_t *agenda)
{
        size_t i;
        json_t *item;
        if (!json_array_size(agenda))
                return;
        part_begin(html, "agenda", PAGE_AGENDA);
        html_open_class(html, "ul", "agenda");
        json_array_foreach((json_t *)agenda, i, item) {
                html_open(html, "li");
                html_element(html, "span", "item-number", member_text_or(item, "number", ""));
                html_open(html, "span");
                html_localised(html, json_object_get(item, "title"));
                html_close_all(html, 2);
        }
        html_close(html);
        part_end(html);
}

/* The follow-up as the register lists it. Unlike the one in the minutes, it says what answered it. */
static const json_t *action_of(const json_t *actions, const json_t *written)
{
        json_int_t number = json_integer_value(json_object_get(written, "number"));
        size_t i;
        json_t *action;
        json_array_foreach(json_object_get(actions, "items"), i, action) {
                if (json_integer_value(json_object_get(action, "number")) == number)
                        return action;
        }
        return written;
}

static void write_action(struct html *html, const json_t *written, const struct meeting_facts *facts)
{
        const json_t *action = action_of(facts->actions, written);
        char anchor[32];
        snprintf(anchor, sizeof anchor, "a%" JSON_INTEGER_FORMAT,
                 json_integer_value(json_object_get(action, "number")));
        html_open(html, "tr");
        html_set(html, "id", anchor);
        html_open(html, "td");
        html_localised(html, json_object_get(action, "text"));
        html_close(html);
        html_element(html, "td", NULL,
                     term_text(TERM_ACTION_KIND, member_text(action, "kind"), html->language));
        html_open(html, "td");
        record_responsible(html, action, facts->names);
        html_close(html);
        html_open(html, "td");
        record_due(html, action, NULL);
        html_close(html);
        html_open(html, "td");
        record_action_status(html, action, facts->names);
        html_close_all(html, 2);
}

static void write_actions(struct html *html, const json_t *actions, const struct meeting_facts *facts)
{
        static const enum page_word heads[] = {PAGE_FOLLOW_UP, PAGE_KIND, PAGE_RESPONSIBLE, PAGE_DUE,
                                               PAGE_STATUS};
        size_t i;
        json_t *action;
        if (!json_array_size(actions))
                return;
        html_element(html, "h4", NULL, page_text(PAGE_FOLLOW_UPS, html->language));
        part_begin_table(html, PAGE_FOLLOW_UPS, heads, 5);
        json_array_foreach((json_t *)actions, i, action)
                write_action(html, action, facts);
        part_end_table(html);
}

static void write_sub_topics(struct html *html, const json_t *topics)
{
        size_t i;
        json_t *topic;
        if (!json_array_size(topics))
                return;
        html_open_class(html, "dl", "topics");
        json_array_foreach((json_t *)topics, i, topic) {
                html_open(html, "div");
                html_open(html, "dt");
                if (member_text(topic, "label")) {
                        html_text(html, member_text(topic, "label"));
                        html_text(html, ") ");
                }
                html_localised(html, json_object_get(topic, "title"));
                html_close(html);
                html_open_class(html, "dd", "prose");
                html_localised(html, json_object_get(topic, "text"));
                html_close_all(html, 2);
        }
        html_close(html);
}

static void write_decisions(struct html *html, const json_t *decisions)
{
        size_t i;
        json_t *decision;
        json_array_foreach((json_t *)decisions, i, decision) {
                html_open_class(html, "div", "decision");
                html_element(html, "h4", NULL, page_text(PAGE_DECISION, html->language));
                html_localised_element(html, "p", "prose", json_object_get(decision, "text"));
                html_close(html);
        }
}

static void write_presenters(struct html *html, const json_t *presenters, const json_t *names)
{
        if (!json_array_size(presenters))
                return;
        html_open(html, "span");
        html_text(html, page_text(PAGE_PRESENTED_BY, html->language));
        html_text(html, " ");
        part_names(html, names, "persons", presenters);
        html_close(html);
}

static void write_attachments(struct html *html, const json_t *attachments)
{
        size_t i;
        json_t *attachment;
        if (!json_array_size(attachments))
                return;
        html_element(html, "h4", NULL, page_text(PAGE_ATTACHMENTS, html->language));
        html_open(html, "ul");
        html_set(html, "lang", "no");
        json_array_foreach((json_t *)attachments, i, attachment) {
                html_open(html, "li");
                html_link_outside(html, member_text(attachment, "url"), member_text(attachment, "title"));
                html_close(html);
        }
        html_close(html);
}

static void write_item(struct html *html, const json_t *item, size_t number,
                       const struct meeting_facts *facts)
{
        char anchor[32];
        snprintf(anchor, sizeof anchor, "item-%zu", number);
        html_open_class(html, "section", "item");
        html_set(html, "id", anchor);
        html_open(html, "h3");
        html_element(html, "span", "item-number", member_text_or(item, "number", ""));
        html_text(html, " ");
        html_localised(html, json_object_get(item, "title"));
        html_close(html);
        html_open_class(html, "p", "marks");
        if (member_text(item, "kind"))
                html_element(html, "span", "tag",
                             term_text(TERM_ITEM_KIND, member_text(item, "kind"), html->language));
        write_presenters(html, json_object_get(item, "presenters"), facts->names);
        if (json_is_true(json_object_get(item, "noMatters")))
                html_element(html, "span", NULL, page_text(PAGE_NO_MATTERS, html->language));
        html_close(html);
        html_localised_element(html, "p", "prose", json_object_get(item, "text"));
        write_sub_topics(html, json_object_get(item, "subTopics"));
        write_decisions(html, json_object_get(item, "decisions"));
        write_actions(html, json_object_get(item, "actions"), facts);
        write_attachments(html, json_object_get(item, "attachments"));
        html_close(html);
}

static void write_next(struct html *html, const json_t *meetings)
{
        size_t i;
        json_t *meeting;
        if (!json_array_size(meetings))
                return;
        html_element(html, "h3", NULL, page_text(PAGE_NEXT_MEETINGS, html->language));
        html_open(html, "ul");
        json_array_foreach((json_t *)meetings, i, meeting) {
                html_open(html, "li");
                if (member_text(meeting, "date"))
                        part_day(html, member_text(meeting, "date"));
                else
                        html_text(html, member_text(meeting, "text"));
                html_close(html);
        }
        html_close(html);
}

static void write_minutes(struct html *html, const json_t *minutes, const struct meeting_facts *facts)
{
        size_t i;
        json_t *item;
        part_begin(html, "minutes", PAGE_MINUTES);
        if (!minutes)
                html_element(html, "p", "quiet", page_text(PAGE_NO_MINUTES, html->language));
        json_array_foreach(json_object_get(minutes, "items"), i, item)
                write_item(html, item, i, facts);
        write_next(html, json_object_get(minutes, "nextMeetings"));
        write_attachments(html, json_object_get(minutes, "attachments"));
        part_note(html, minutes);
        part_sources(html, json_object_get(minutes, "sources"));
        part_end(html);
}

static void write_title(struct html *html, const json_t *meeting, const json_t *names)
{
        html_open_class(html, "p", "above");
        part_name(html, names, "bodies", member_text_or(meeting, "body", ""));
        html_close(html);
        html_open(html, "h1");
        if (!html_localised(html, json_object_get(meeting, "title")))
                html_text(html, page_text(PAGE_MEETING, html->language));
        if (part_meeting_day(meeting)) {
                html_text(html, ", ");
                part_day(html, part_meeting_day(meeting));
        }
        html_close(html);
}

/* The meeting as an object of schema.org, for search engines. */
static json_t *entity_of(const json_t *meeting, const char *name, const char *body)
{
        bool cancelled = strcmp(member_text_or(meeting, "status", ""), "cancelled") == 0;
        return json_pack(
                "{s:s, s:s, s:s*, s:s*, s:s*, s:s, s:{s:s, s:s}}", "@type", "Event", "name", name,
                "startDate", member_text_or(meeting, "startsAt", part_meeting_day(meeting)), "endDate",
                member_text(meeting, "endsAt"), "location", member_text(meeting, "place"), "eventStatus",
                cancelled ? "https://schema.org/EventCancelled" : "https://schema.org/EventScheduled",
                "organizer", "@type", "Organization", "name", body);
}

/* Adds a heading that identifies the meeting in a list of links: `Sektorrådet, 12. mars 2024: Møte`. */
static void add_heading(struct buffer *out, const struct html *html, const json_t *meeting, const char *body)
{
        const char *day = part_meeting_day(meeting);
        buffer_format(out, "%s, ", body);
        if (day) {
                language_add_partial_date(out, day, html->language);
                buffer_add_string(out, ": ");
        }
        buffer_add_string(out, language_string_or(meeting, "title", html->language,
                                                  page_text(PAGE_MEETING, html->language)));
        buffer_add_char(out, '\0');
}

/* Writes links to the meeting and its follow-ups as calendars. */
static void write_forms(struct html *html, const json_t *meeting, const json_t *actions)
{
        const char *id = member_text_or(meeting, "id", "");
        struct html_query event = {"id", id}, tasks = {"meeting", id};
        struct html_url meetings = {"/v1/meetings.ics", NULL, NULL, &event, 1, NULL};
        struct html_url follow_ups = {"/v1/actions.ics", NULL, NULL, &tasks, 1, NULL};
        html_open_class(html, "ul", "forms");
        part_representation_link(html, &meetings, PAGE_MEETING_CALENDAR);
        if (json_array_size(json_object_get(actions, "items")))
                part_representation_link(html, &follow_ups, PAGE_TASKS);
        html_close(html);
}

void page_meeting(struct html *html, const struct meeting_facts *facts)
{
        const json_t *meeting = facts->meeting;
        const json_t *minutes =
                json_array_get(json_object_get(json_object_get(meeting, "included"), "minutes"), 0);
        const json_t *attendance = json_object_get(minutes, "present");
        const char *id = member_text_or(meeting, "id", ""), *body = member_text_or(meeting, "body", "");
        struct html_query atom = {"format", "atom"};
        struct page_feed feeds[] = {
                {PAGE_FEED_MINUTES, {"/v1/bodies/", body, "/minutes", &atom, 1, NULL}},
                {PAGE_FEED_DECISIONS, {"/v1/bodies/", body, "/decisions", &atom, 1, NULL}}};
        const char *body_name =
                language_string_or(member_included(meeting, "body"), "name", html->language, body);
        struct buffer heading = BUFFER(PART_SENTENCE_MAX), about = BUFFER(PART_SENTENCE_MAX);
        add_heading(&heading, html, meeting, body_name);
        const char *title = buffer_failed(&heading) ? "" : heading.bytes;
        buffer_fail_with(html->out, &heading);
        struct page_frame frame = {
                .title = title,
                .description = part_description(html, NULL, "", PAGE_DESCRIBE_MEETING, title, &about),
                .entity = part_entity(html, entity_of(meeting, title, body_name)),
                .path = "/meetings/",
                .id = id,
                .feeds = feeds,
                .feed_count = 2};
        if (!attendance)
                attendance = json_object_get(meeting, "attendance");
        part_begin_frame(html, &frame);
        buffer_clear(&heading);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        write_title(html, meeting, facts->names);
        part_begin(html, "facts", PAGE_MEETING_FACTS);
        write_place_and_status(html, meeting, minutes);
        if (verdict_named(member_text(facts->check, "verdict")) != VERDICT_NO_RULES) {
                html_open_class(html, "p", "judged");
                html_element(html, "strong", NULL, page_text(PAGE_QUORUM, html->language));
                part_verdict(html, verdict_named(member_text(facts->check, "verdict")));
                html_close(html);
                html_localised_element(html, "p", NULL, json_object_get(facts->check, "summary"));
        }
        part_note(html, meeting);
        part_sources(html, json_object_get(meeting, "sources"));
        part_end(html);
        write_attendance(html, "present", PAGE_PRESENT, true, attendance, facts->names);
        write_attendance(html, "absent", PAGE_ABSENT, false, attendance, facts->names);
        write_agenda(html, json_object_get(meeting, "agenda"));
        write_minutes(html, minutes, facts);
        record_documents(html, facts->documents);
        write_forms(html, meeting, facts->actions);
        part_data_link(html, "/v1/meetings/", id, NULL);
        html_close(html);
        part_end_frame(html);
}
