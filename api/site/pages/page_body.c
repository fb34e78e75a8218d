/*
 * page_body - the page of a body: its verdict with the findings, its members, its description, its meetings
 * and agreements.
 */
#include "site/pages/pages.h"
#include "site/parts/parts.h"
#include "site/pages/page_pictures.h"
#include "site/parts/records.h"

#include <stdio.h>
#include <string.h>

/* How many meetings are shown at first; readers mostly look for the latest. */
#define MEETINGS_SHOWN 5

static void write_date_form(struct html *html, const char *id, const char *at, const char *shown)
{
        struct html_url place = {.path = "/bodies/", .id = id};
        html_open_class(html, "form", "filter date");
        html_set_url(html, "action", &place, HTML_NO_LANGUAGE);
        part_language_field(html);
        part_begin_field(html, PAGE_DATE, "input", "at");
        html_set(html, "type", "date");
        html_set(html, "value", shown);
        part_end_field(html);
        html_open(html, "div");
        html_element(html, "button", NULL, page_text(PAGE_SHOW_DATE, html->language));
        if (at) {
                html_text(html, " ");
                html_link(html, "/bodies/", id, NULL, 0);
                html_text(html, page_text(PAGE_TODAY, html->language));
                html_close(html);
        }
        html_close_all(html, 2);
}

static void write_seating(struct html *html, const json_t *seating)
{
        char numbers[64];
        if (!seating)
                return;
        snprintf(numbers, sizeof numbers, "%" JSON_INTEGER_FORMAT " %s %" JSON_INTEGER_FORMAT " ",
                 json_integer_value(json_object_get(seating, "seated")),
                 page_text(PAGE_SEATS_OF, html->language),
                 json_integer_value(json_object_get(seating, "seats")));
        html_open(html, "p");
        html_element(html, "strong", NULL, numbers);
        html_text(html, page_text(PAGE_SEATS_FILLED, html->language));
        html_close(html);
}

static void write_judgement(struct html *html, const struct body_facts *facts, const char *id)
{
        const json_t *check = json_object_get(facts->page, "check");
        const char *next = member_text(check, "nextChange");
        char class[64];
        snprintf(class, sizeof class, "judgement judgement-%s",
                 verdict_name(verdict_named(member_text(check, "verdict"))));
        html_open_class(html, "section", class);
        html_set(html, "aria-labelledby", "verdict-heading");
        html_open(html, "h2");
        html_set(html, "id", "verdict-heading");
        html_text(html, page_text(PAGE_VERDICT, html->language));
        html_close(html);
        html_open_class(html, "p", "judged");
        part_verdict(html, verdict_named(member_text(check, "verdict")));
        html_close(html);
        html_localised_element(html, "p", NULL, json_object_get(check, "summary"));
        part_reading(html, "p", check);
        write_seating(html, json_object_get(check, "seating"));
        if (next) {
                struct html_query query[] = {{"at", next}};
                html_open_class(html, "p", "quiet");
                html_text(html, page_text(PAGE_NEXT_CHANGE, html->language));
                html_text(html, ": ");
                html_link(html, "/bodies/", id, query, 1);
                part_day(html, next);
                html_close_all(html, 2);
        }
        write_date_form(html, id, facts->at, member_text_or(check, "at", ""));
        html_close(html);
}

static void write_one_fact(struct html *html, enum page_word name, const json_t *names,
                           const char *collection, const char *id)
{
        if (!id)
                return;
        part_begin_fact(html, name);
        part_name(html, names, collection, id);
        part_end_fact(html);
}

static void write_facts(struct html *html, const json_t *body, const json_t *names)
{
        size_t i;
        json_t *point;
        const json_t *mandate = json_object_get(body, "mandate");
        part_begin(html, "facts", PAGE_FACTS);
        html_open_class(html, "dl", "facts");
        part_fact_of(html, PAGE_ESTABLISHED_BY, names, "organisations",
                     json_object_get(body, "establishedBy"));
        part_fact_of(html, PAGE_PARTIES, names, "organisations", json_object_get(body, "parties"));
        part_fact_of(html, PAGE_REPORTS_TO, names, "organisations", json_object_get(body, "reportsTo"));
        write_one_fact(html, PAGE_WITHIN, names, "bodies", member_text(body, "within"));
        write_one_fact(html, PAGE_AREA, names, "areas", member_text(body, "area"));
        part_fact_of(html, PAGE_SECRETARIAT, names, "organisations", json_object_get(body, "secretariat"));
        if (member_text(body, "decisionMode")) {
                part_begin_fact(html, PAGE_DECISION_MODE);
                html_text(html,
                          term_text(TERM_DECISION_MODE, member_text(body, "decisionMode"), html->language));
                part_end_fact(html);
        }
        if (member_text(body, "validFrom") || member_text(body, "validTo")) {
                part_begin_fact(html, PAGE_IN_FORCE);
                part_period(html, body);
                part_end_fact(html);
        }
        html_close(html);
        if (json_array_size(mandate)) {
                html_element(html, "h3", NULL, page_text(PAGE_MANDATE, html->language));
                html_open(html, "ul");
                json_array_foreach((json_t *)mandate, i, point)
                        html_localised_element(html, "li", NULL, point);
                html_close(html);
        }
        part_note(html, body);
        part_sources(html, json_object_get(body, "sources"));
        part_end(html);
}

static void write_member(struct html *html, const json_t *membership, const json_t *names)
{
        const char *person = member_text(membership, "person"), *office = member_text(membership, "office"),
                   *organisation = member_text(membership, "organisation");
        part_begin_row(html);
        if (person)
                part_name(html, names, "persons", person);
        if (person && office)
                html_text(html, ", ");
        if (office)
                part_name(html, names, "offices", office);
        if (!person && !office)
                html_element(html, "span", "quiet", page_text(PAGE_NOT_KNOWN, html->language));
        html_close(html);
        html_open(html, "td");
        if (organisation)
                part_name(html, names, "organisations", organisation);
        html_close(html);
        html_element(html, "td", NULL, term_text(TERM_ROLE, member_text(membership, "role"), html->language));
        html_open(html, "td");
        part_period(html, membership);
        html_close_all(html, 2);
}

/* Writes the members in the order of their roles. */
static void write_members(struct html *html, const json_t *page, const json_t *names, bool ended)
{
        static const enum page_word heads[] = {PAGE_WHO, PAGE_ON_BEHALF, PAGE_ROLE, PAGE_IN_FORCE};
        const json_t *memberships = json_object_get(page, "memberships");
        const json_t *coverage = json_object_get(json_object_get(page, "check"), "coverage");
        size_t i;
        json_t *membership;
        const char *role;
        part_begin(html, "members", ended ? PAGE_MEMBERS_ENDED : PAGE_MEMBERS);
        if (strcmp(member_text_or(coverage, "memberships", "partial"), "complete") != 0 &&
            json_array_size(memberships))
                html_element(html, "p", "note", page_text(PAGE_MEMBERS_PARTIAL, html->language));
        if (!json_array_size(memberships)) {
                html_element(html, "p", "quiet", page_text(PAGE_MEMBERS_NONE, html->language));
                part_end(html);
                return;
        }
        part_begin_table(html, PAGE_MEMBERS, heads, 4);
        for (size_t r = 0; (role = term_name(TERM_ROLE, r)); r++)
                json_array_foreach((json_t *)memberships, i, membership) {
                        if (strcmp(member_text_or(membership, "role", ""), role) == 0)
                                write_member(html, membership, names);
                }
        part_end_table(html);
        part_end(html);
}

static bool is_minuted(const json_t *minutes, const char *meeting)
{
        size_t i;
        json_t *entry;
        json_array_foreach(json_object_get(minutes, "items"), i, entry) {
                if (strcmp(member_text_or(entry, "id", ""), meeting) == 0)
                        return true;
        }
        return false;
}

/* Writes links to the calendar and the feeds of the body's meetings. */
static void write_forms(struct html *html, const char *id, const struct page_frame *frame)
{
        struct html_query of_body = {"body", id};
        struct html_url meetings = {"/v1/bodies/", id, "/meetings.ics", NULL, 0, NULL};
        struct html_url actions = {"/v1/actions.ics", NULL, NULL, &of_body, 1, NULL};
        html_open_class(html, "ul", "forms");
        part_subscription(html, &meetings, PAGE_SUBSCRIBE);
        part_representation_link(html, &meetings, PAGE_CALENDAR);
        part_representation_link(html, &actions, PAGE_TASKS);
        part_feeds(html, frame);
        html_close(html);
}

static void write_meeting(struct html *html, const json_t *meeting, const json_t *minutes)
{
        const char *id = member_text_or(meeting, "id", ""), *day = part_meeting_day(meeting);
        html_open(html, "li");
        html_link(html, "/meetings/", id, NULL, 0);
        if (day)
                part_day(html, day);
        else
                html_text(html, page_text(PAGE_MEETING, html->language));
        if (language_string(json_object_get(meeting, "title"), html->language)) {
                html_text(html, ": ");
                html_localised(html, json_object_get(meeting, "title"));
        }
        html_close(html);
        html_text(html, " ");
        html_element(html, "span", "quiet",
                     term_text(TERM_MEETING_STATUS, member_text(meeting, "status"), html->language));
        if (is_minuted(minutes, id)) {
                html_text(html, " ");
                html_element(html, "span", "tag", page_text(PAGE_MINUTES, html->language));
        }
        html_close(html);
}

static void write_meeting_list(struct html *html, const struct body_facts *facts, size_t from, size_t to)
{
        const json_t *items = json_object_get(facts->meetings, "items");
        html_open_class(html, "ul", "lines");
        for (size_t i = from; i < to; i++)
                write_meeting(html, json_array_get(items, i), facts->minutes);
        html_close(html);
}

/* Writes the latest meetings, with the others folded. */
static void write_meetings(struct html *html, const struct body_facts *facts, const char *id,
                           const struct page_frame *frame)
{
        size_t count = json_array_size(json_object_get(facts->meetings, "items"));
        size_t shown = count > MEETINGS_SHOWN ? MEETINGS_SHOWN : count;
        part_begin(html, "meetings", PAGE_MEETINGS);
        if (!count)
                html_element(html, "p", "quiet", page_text(PAGE_MEETINGS_NONE, html->language));
        if (count)
                write_meeting_list(html, facts, 0, shown);
        if (shown < count) {
                html_open(html, "details");
                html_element(html, "summary", NULL, page_text(PAGE_MORE_MEETINGS, html->language));
                write_meeting_list(html, facts, shown, count);
                html_close(html);
        }
        if (count)
                write_forms(html, id, frame);
        part_end(html);
}

static void write_agreements(struct html *html, const json_t *agreements)
{
        size_t i;
        json_t *agreement;
        if (!json_array_size(agreements))
                return;
        part_begin(html, "agreements", PAGE_AGREEMENTS);
        html_open_class(html, "ul", "lines");
        json_array_foreach((json_t *)agreements, i, agreement) {
                html_open(html, "li");
                html_link(html, "/agreements/", member_text_or(agreement, "id", ""), NULL, 0);
                html_localised(html, json_object_get(agreement, "title"));
                html_close_all(html, 2);
        }
        html_close(html);
        part_end(html);
}

static void write_title(struct html *html, const json_t *body)
{
        struct html_query query[] = {{"kind", member_text(body, "kind")}};
        html_open_class(html, "p", "above");
        html_link(html, "/bodies", NULL, query, 1);
        html_text(html, term_text(TERM_BODY_KINDS, member_text(body, "kind"), html->language));
        html_close_all(html, 2);
        html_open(html, "h1");
        html_localised(html, json_object_get(body, "name"));
        if (member_text(body, "shortName")) {
                html_text(html, " ");
                html_element(html, "span", "quiet", member_text(body, "shortName"));
        }
        html_close(html);
        html_localised_element(html, "p", "lead", json_object_get(body, "purpose"));
}

/* Writes links to the parts of the page, since the findings at its beginning may be long. */
static void write_contents(struct html *html, const struct body_facts *facts)
{
        const struct {
                const char *part;
                enum page_word name;
                bool missing;
        } parts[] = {
                {"#verdict-heading", PAGE_VERDICT, false},
                {"#members", PAGE_MEMBERS, false},
                {"#why", PAGE_RULES, false},
                {"#facts", PAGE_FACTS, false},
                {"#meetings", PAGE_MEETINGS, false},
                {"#documents", PAGE_DOCUMENTS, !json_array_size(json_object_get(facts->documents, "items"))},
                {"#follow-ups", PAGE_OPEN_FOLLOW_UPS,
                 !json_array_size(json_object_get(facts->actions, "items"))},
                {"#pictures", PAGE_PICTURES, !page_pictures_exist(facts)}};
        html_open_class(html, "nav", "contents");
        html_set(html, "aria-label", page_text(PAGE_ON_PAGE, html->language));
        html_open(html, "ul");
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
                if (parts[i].missing)
                        continue;
                html_open(html, "li");
                html_open(html, "a");
                html_set(html, "href", parts[i].part);
                html_text(html, page_text(parts[i].name, html->language));
                html_close_all(html, 2);
        }
        html_close_all(html, 2);
}

static void write_way(struct html *html, const char *end, const char *id, enum page_word name)
{
        struct html_url url = {.path = "/bodies/", .id = id, .end = end};
        html_open(html, "li");
        html_open(html, "a");
        html_set_url(html, "href", &url, HTML_KEEP_LANGUAGE);
        html_text(html, page_text(name, html->language));
        html_close_all(html, 2);
}

static void write_for_others(struct html *html, const char *id)
{
        struct html_url data = {.path = "/v1/bodies/", .id = id, .end = "/page"};
        html_open_class(html, "ul", "forms as-data");
        html_set(html, "id", "data");
        write_way(html, "/roster", id, PAGE_SEAT_BY_SEAT);
        write_way(html, "/mandate", id, PAGE_AS_SENTENCES);
        write_way(html, "/statistics", id, PAGE_IN_FIGURES);
        write_way(html, "/changes", id, PAGE_WHAT_CHANGED);
        html_open(html, "li");
        html_open(html, "a");
        html_set_url(html, "href", &data, HTML_NO_LANGUAGE);
        html_text(html, page_text(PAGE_AS_DATA, html->language));
        html_close_all(html, 3);
}

/* Writes that the body has ended, so that it is not taken for a body without members. */
static void write_ended(struct html *html, const json_t *body)
{
        html_open_class(html, "p", "note ended");
        html_element(html, "strong", NULL, page_text(PAGE_ENDED, html->language));
        html_text(html, " ");
        part_day(html, member_text(body, "validTo"));
        html_close(html);
}

/* The body as an object of schema.org, for search engines. */
static json_t *entity_of(const struct html *html, const json_t *body)
{
        const json_t *purpose = json_object_get(body, "purpose");
        return json_pack("{s:s, s:s, s:s*, s:s*, s:s*, s:s*}", "@type", "Organization", "name",
                         language_string_or(body, "name", html->language, member_text_or(body, "id", "")),
                         "alternateName", member_text(body, "shortName"), "description",
                         language_string(purpose, html->language), "foundingDate",
                         member_text(body, "validFrom"), "dissolutionDate", member_text(body, "validTo"));
}

static void write_columns(struct html *html, const struct body_facts *facts, const char *id, bool ended,
                          const struct page_frame *frame)
{
        const json_t *check = json_object_get(facts->page, "check");
        const json_t *rules = json_object_get(facts->page, "rules");
        html_open_class(html, "div", "split");
        html_open_class(html, "div", "main-column");
        write_judgement(html, facts, id);
        write_members(html, facts->page, facts->names, ended);
        part_advice(html, check, rules);
        part_findings(html, check, rules);
        html_close(html);
        html_open_class(html, "div", "side-column");
        write_facts(html, json_object_get(facts->page, "body"), facts->names);
        write_meetings(html, facts, id, frame);
        record_latest_decisions(html, facts->decisions);
        record_documents(html, facts->documents);
        write_agreements(html, json_object_get(facts->page, "agreements"));
        html_close_all(html, 2);
}

void page_body(struct html *html, const struct body_facts *facts)
{
        const json_t *body = json_object_get(facts->page, "body");
        const json_t *check = json_object_get(facts->page, "check");
        const char *id = member_text_or(body, "id", "");
        struct html_query query[] = {{"at", facts->at}};
        const char *name = language_string_or(body, "name", html->language, id);
        bool ended = part_has_ended(body, member_text(check, "at"));
        struct html_query atom = {"format", "atom"};
        struct page_feed feeds[] = {{PAGE_FEED_MINUTES, {"/v1/bodies/", id, "/minutes", &atom, 1, NULL}},
                                    {PAGE_FEED_DECISIONS, {"/v1/bodies/", id, "/decisions", &atom, 1, NULL}}};
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        struct page_frame frame = {
                .title = name,
                .description = part_description(html, body, "purpose", PAGE_DESCRIBE_BODY, name, &about),
                .entity = part_entity(html, entity_of(html, body)),
                .feeds = feeds,
                .feed_count = 2,
                .section = SECTION_BODIES,
                .path = "/bodies/",
                .id = id,
                .query = query,
                .query_count = 1};
        part_begin_frame(html, &frame);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        write_title(html, body);
        if (ended)
                write_ended(html, body);
        write_contents(html, facts);
        write_columns(html, facts, id, ended, &frame);
        record_open_follow_ups(html, facts->actions, member_text(check, "at"), facts->names);
        page_pictures(html, facts, id, name);
        write_for_others(html, id);
        html_close(html);
        part_end_frame(html);
}
