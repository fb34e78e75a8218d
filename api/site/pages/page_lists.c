/*
 * page_lists - the pages `/bodies` and `/agreements`.
 */
#include "site/pages/page_lists.h"

#include <string.h>

static bool is_kind(const json_t *thing, const char *kind)
{
        return strcmp(member_text_or(thing, "kind", ""), kind) == 0;
}

/* Writes the verdict on a body. A body that has ended has none. */
static void write_verdict_of(struct html *html, const json_t *checks, const char *id)
{
        size_t i;
        json_t *check;
        json_array_foreach(json_object_get(checks, "items"), i, check) {
                if (strcmp(member_text_or(check, "body", ""), id) != 0)
                        continue;
                if (verdict_named(member_text(check, "verdict")) == VERDICT_NO_RULES)
                        return; /* most bodies have this verdict, so it would not be worth showing */
                html_text(html, " ");
                part_verdict(html, verdict_named(member_text(check, "verdict")));
                return;
        }
}

void page_list_body_marks(struct html *html, const json_t *body, const json_t *checks, const char *today)
{
        if (part_has_ended(body, today)) {
                html_text(html, " ");
                html_element(html, "span", "tag", page_text(PAGE_ENDED_TAG, html->language));
        } else {
                write_verdict_of(html, checks, member_text_or(body, "id", ""));
        }
}

static void write_body_line(struct html *html, const json_t *body, const json_t *checks, const char *today)
{
        const char *id = member_text_or(body, "id", "");
        html_open(html, "li");
        html_link(html, "/bodies/", id, NULL, 0);
        html_localised(html, json_object_get(body, "name"));
        html_close(html);
        page_list_body_marks(html, body, checks, today);
        html_close(html);
}

void page_list_bodies_of_kind(struct html *html, const json_t *bodies, const json_t *checks,
                              const char *today, const char *kind)
{
        const json_t *items = json_object_get(bodies, "items");
        size_t i, count = 0;
        json_t *body;
        json_array_foreach((json_t *)items, i, body)
                count += is_kind(body, kind);
        if (!count)
                return;
        html_open_class(html, "div", count > 6 ? "kind kind-many" : "kind");
        html_element(html, "h3", NULL, term_text(TERM_BODY_KINDS, kind, html->language));
        html_open_class(html, "ul", "lines");
        json_array_foreach((json_t *)items, i, body) {
                if (is_kind(body, kind))
                        write_body_line(html, body, checks, today);
        }
        html_close_all(html, 2);
}

static void write_words(struct html *html, const char *words)
{
        part_begin_field(html, PAGE_NAME_CONTAINS, "input", "q");
        html_set(html, "maxlength", "200");
        html_set(html, "value", words ? words : "");
        part_end_field(html);
}

static void write_option(struct html *html, const char *value, const char *said, const char *chosen)
{
        html_open(html, "option");
        html_set(html, "value", value);
        if (chosen && strcmp(value, chosen) == 0)
                html_set(html, "selected", "");
        html_text(html, said);
        html_close(html);
}

void page_list_kinds(struct html *html, enum term_group group, const char *chosen)
{
        const char *kind;
        part_begin_field(html, PAGE_KIND, "select", "kind");
        write_option(html, "", page_text(PAGE_ALL_KINDS, html->language), NULL);
        for (size_t i = 0; (kind = term_name(group, i)); i++)
                write_option(html, kind, term_text(group, kind, html->language), chosen);
        part_end_field(html);
}

static void write_verdicts(struct html *html, const char *chosen)
{
        part_begin_field(html, PAGE_VERDICT, "select", "verdict");
        write_option(html, "", page_text(PAGE_ANY_VERDICT, html->language), NULL);
        for (int i = 0; i < VERDICT_COUNT; i++)
                write_option(html, verdict_name((enum verdict)i),
                             verdict_text((enum verdict)i, html->language), chosen);
        part_end_field(html);
}

static void write_form(struct html *html, const struct page_list *page, const struct list_facts *facts)
{
        html_open_class(html, "form", "filter");
        html_set(html, "action", page->path);
        part_language_field(html);
        write_words(html, facts->words);
        if (page->write_filters)
                page->write_filters(html, facts);
        html_open(html, "div");
        html_element(html, "button", NULL, page_text(PAGE_SHOW, html->language));
        html_close_all(html, 2);
}

static void write_count(struct html *html, const struct page_list *page, const json_t *list)
{
        html_open_class(html, "p", "quiet");
        part_count(html, (size_t)json_integer_value(json_object_get(list, "total")), page->one, page->many);
        html_close(html);
        if (!json_array_size(json_object_get(list, "items")))
                html_element(html, "p", NULL, page_text(PAGE_NONE_FOUND, html->language));
}

void page_list_write(struct html *html, const struct page_list *page, const struct list_facts *facts)
{
        struct page_frame frame = {.title = page_text(page->title, html->language),
                                   .description = page_text(page->lead, html->language),
                                   .section = page->section,
                                   .path = page->path,
                                   .query = page->query,
                                   .query_count = page->query_count};
        size_t i;
        json_t *item;
        part_begin_frame(html, &frame);
        html_open_class(html, "div", "wide");
        html_element(html, "h1", NULL, frame.title);
        html_element(html, "p", "lead", frame.description);
        write_form(html, page, facts);
        write_count(html, page, facts->list);
        html_open_class(html, "ul", page->list_class);
        json_array_foreach(json_object_get(facts->list, "items"), i, item)
                page->write_item(html, item, facts);
        html_close(html);
        part_more(html, page->path, page->query, page->query_count, facts->list);
        html_close(html);
        part_end_frame(html);
}

static void write_body_filters(struct html *html, const struct list_facts *facts)
{
        page_list_kinds(html, TERM_BODY_KINDS, facts->kind);
        if (facts->checks)
                write_verdicts(html, facts->verdict);
}

static void write_body(struct html *html, const json_t *body, const struct list_facts *facts)
{
        html_open(html, "li");
        html_open(html, "h2");
        html_link(html, "/bodies/", member_text_or(body, "id", ""), NULL, 0);
        html_localised(html, json_object_get(body, "name"));
        html_close_all(html, 2);
        html_open_class(html, "p", "marks");
        page_list_body_marks(html, body, facts->checks, facts->today);
        html_element(html, "span", "tag",
                     term_text(TERM_BODY_KIND, member_text(body, "kind"), html->language));
        html_close(html);
        html_localised_element(html, "p", "clamp", json_object_get(body, "purpose"));
        html_close(html);
}

void page_bodies(struct html *html, const struct list_facts *facts)
{
        struct html_query query[] = {{"q", facts->words}, {"kind", facts->kind}, {"verdict", facts->verdict}};
        const struct page_list page = {PAGE_BODIES,        PAGE_BODIES_LEAD, PAGE_ONE_BODY, PAGE_MANY_BODIES,
                                       SECTION_BODIES,     "/bodies",        query,         3,
                                       write_body_filters, "cards",          write_body};
        page_list_write(html, &page, facts);
}

static void write_agreement(struct html *html, const json_t *agreement, const struct list_facts *facts)
{
        const json_t *parties = json_object_get(agreement, "parties");
        html_open(html, "li");
        html_open(html, "h2");
        html_link(html, "/agreements/", member_text_or(agreement, "id", ""), NULL, 0);
        html_localised(html, json_object_get(agreement, "title"));
        html_close_all(html, 2);
        html_open_class(html, "p", "marks");
        html_element(html, "span", "tag",
                     term_text(TERM_AGREEMENT_KIND, member_text(agreement, "kind"), html->language));
        if (member_text(agreement, "validFrom") || member_text(agreement, "validTo")) {
                html_open_class(html, "span", "quiet");
                part_period(html, agreement);
                html_close(html);
        }
        html_close(html);
        if (json_array_size(parties)) {
                html_open(html, "p");
                part_names(html, facts->names, "organisations", parties);
                html_close(html);
        }
        html_close(html);
}

void page_agreements(struct html *html, const struct list_facts *facts)
{
        struct html_query query[] = {{"q", facts->words}};
        const struct page_list page = {PAGE_AGREEMENTS,
                                       PAGE_AGREEMENTS_LEAD,
                                       PAGE_ONE_AGREEMENT,
                                       PAGE_MANY_AGREEMENTS,
                                       SECTION_AGREEMENTS,
                                       "/agreements",
                                       query,
                                       1,
                                       NULL,
                                       "cards",
                                       write_agreement};
        page_list_write(html, &page, facts);
}
