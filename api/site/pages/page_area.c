/*
 * page_area - the pages of areas: the bodies that work there, the rules that apply to them, and what is
 * missing.
 */
#include "site/pages/page_lists.h"
#include "site/pages/page_memberships.h"
#include "site/pages/pages.h"
#include "site/parts/parts.h"

#include <string.h>

static void write_facts(struct html *html, const json_t *area, const json_t *names)
{
        const json_t *within = json_object_get(area, "within");
        size_t i;
        json_t *outer;
        part_begin(html, "facts", PAGE_AREA_FACTS);
        html_open_class(html, "dl", "facts");
        if (member_text(area, "code")) {
                part_begin_fact(html, PAGE_CODE);
                html_text(html, member_text(area, "code"));
                part_end_fact(html);
        }
        if (json_array_size(within)) {
                part_begin_fact(html, PAGE_WITHIN);
                json_array_foreach((json_t *)within, i, outer) {
                        html_text(html, i ? ", " : NULL);
                        part_name(html, names, "areas", member_text(outer, "area"));
                }
                part_end_fact(html);
        }
        part_fact_of(html, PAGE_COMPRISES, names, "areas", json_object_get(area, "comprises"));
        if (member_text(area, "validFrom") || member_text(area, "validTo")) {
                part_begin_fact(html, PAGE_IN_FORCE);
                part_period(html, area);
                part_end_fact(html);
        }
        html_close(html);
        part_note(html, area);
        part_sources(html, json_object_get(area, "sources"));
        part_end(html);
}

static void write_bodies(struct html *html, const struct area_facts *facts)
{
        const json_t *items = json_object_get(facts->bodies, "items");
        size_t i;
        json_t *body;
        part_begin(html, "bodies", PAGE_BODIES_HERE);
        if (!json_array_size(items))
                html_element(html, "p", "quiet", page_text(PAGE_NO_BODIES_HERE, html->language));
        html_open_class(html, "ul", "lines");
        json_array_foreach((json_t *)items, i, body) {
                html_open(html, "li");
                part_link_body(html, body);
                page_list_body_marks(html, body, facts->checks, facts->today);
                html_close(html);
        }
        html_close(html);
        part_end(html);
}

/* Whether a check says that a rule is not met, or that its verdict is unknown. */
static bool is_lacking(const json_t *check)
{
        enum verdict verdict = verdict_in(check);
        return verdict == VERDICT_NOT_MET || verdict == VERDICT_UNKNOWN;
}

static void write_missing(struct html *html, const struct area_facts *facts)
{
        const json_t *checks = json_object_get(facts->checks, "items");
        size_t i, count = 0;
        json_t *check;
        json_array_foreach((json_t *)checks, i, check)
                count += is_lacking(check);
        if (!count)
                return;
        part_begin(html, "missing", PAGE_MISSING);
        html_open_class(html, "ul", "lines stacked");
        json_array_foreach((json_t *)checks, i, check) {
                if (!is_lacking(check))
                        continue;
                html_open(html, "li");
                part_name(html, facts->names, "bodies", member_text(check, "body"));
                html_localised_element(html, "span", "quiet", json_object_get(check, "summary"));
                html_close(html);
        }
        html_close(html);
        part_end(html);
}

static void write_norms(struct html *html, const struct area_facts *facts)
{
        const json_t *items = json_object_get(facts->rules, "items");
        size_t i;
        json_t *rule;
        if (!json_array_size(items))
                return;
        part_begin(html, "norms", PAGE_NORMS_HERE);
        html_open_class(html, "ul", "lines stacked");
        json_array_foreach((json_t *)items, i, rule) {
                html_open(html, "li");
                html_open(html, "span");
                if (!html_localised(html, json_object_get(rule, "text")))
                        html_text(html, member_text(rule, "id"));
                html_close(html);
                html_open_class(html, "span", "quiet");
                part_name(html, facts->names, "bodies", member_text(rule, "body"));
                html_close_all(html, 2);
        }
        html_close(html);
        part_end(html);
}

void page_area(struct html *html, const struct area_facts *facts)
{
        const json_t *area = facts->area;
        const char *id = member_text_or(area, "id", "");
        const char *name = language_string_or(area, "name", html->language, id);
        struct html_query query[] = {{"kind", member_text(area, "kind")}};
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        struct page_frame frame = {
                .title = name,
                .description = part_description(html, NULL, "", PAGE_DESCRIBE_AREA, name, &about),
                .entity = part_entity(html, json_pack("{s:s, s:s, s:s*}", "@type", "AdministrativeArea",
                                                      "name", name, "identifier", member_text(area, "code"))),
                .path = "/areas/",
                .id = id};
        part_begin_frame(html, &frame);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        html_open_class(html, "p", "above");
        html_link(html, "/areas", NULL, query, 1);
        html_text(html, term_text(TERM_AREA_KIND, member_text(area, "kind"), html->language));
        html_close_all(html, 2);
        html_localised_element(html, "h1", NULL, json_object_get(area, "name"));
        write_bodies(html, facts);
        write_missing(html, facts);
        write_norms(html, facts);
        write_facts(html, area, facts->names);
        part_links(html, "inner", PAGE_AREAS_WITHIN, "/areas/", facts->inner);
        part_data_link(html, "/v1/areas/", id, NULL);
        html_close(html);
        part_end_frame(html);
}

static void write_area_kinds(struct html *html, const struct list_facts *facts)
{
        page_list_kinds(html, TERM_AREA_KIND, facts->kind);
}

static void write_area(struct html *html, const json_t *area, const struct list_facts *facts)
{
        (void)facts;
        html_open(html, "li");
        html_link(html, "/areas/", member_text_or(area, "id", ""), NULL, 0);
        html_localised(html, json_object_get(area, "name"));
        html_close(html);
        html_element(html, "span", "quiet",
                     term_text(TERM_AREA_KIND, member_text(area, "kind"), html->language));
        html_close(html);
}

void page_areas(struct html *html, const struct list_facts *facts)
{
        struct html_query query[] = {{"q", facts->words}, {"kind", facts->kind}};
        const struct page_list page = {PAGE_AREAS,       PAGE_AREAS_LEAD,    PAGE_ONE_AREA, PAGE_MANY_AREAS,
                                       SECTION_NONE,     "/areas",           query,         2,
                                       write_area_kinds, "lines wide-lines", write_area};
        page_list_write(html, &page, facts);
}
