/*
 * page_organisation - the page of an organisation: its names through time, its memberships, agreements and
 * follow-ups.
 */
#include "site/pages/pages.h"
#include "site/pages/page_memberships.h"
#include "site/parts/parts.h"

#include <string.h>

static void write_facts(struct html *html, const json_t *organisation, const json_t *names)
{
        const char *number = member_text(json_object_get(organisation, "identifiers"), "orgnr");
        part_begin(html, "facts", PAGE_ORGANISATION_FACTS);
        html_open_class(html, "dl", "facts");
        if (member_text(organisation, "sector")) {
                part_begin_fact(html, PAGE_SECTOR);
                html_text(html, term_text(TERM_SECTOR, member_text(organisation, "sector"), html->language));
                part_end_fact(html);
        }
        if (number) {
                part_begin_fact(html, PAGE_ORGNR);
                html_text(html, number);
                part_end_fact(html);
        }
        part_fact_of(html, PAGE_WITHIN, names, "organisations", json_object_get(organisation, "partOf"));
        part_fact_of(html, PAGE_COMPRISES, names, "organisations",
                     json_object_get(organisation, "comprises"));
        part_fact_of(html, PAGE_PREDECESSORS, names, "organisations",
                     json_object_get(organisation, "predecessors"));
        if (member_text(organisation, "validFrom") || member_text(organisation, "validTo")) {
                part_begin_fact(html, PAGE_IN_FORCE);
                part_period(html, organisation);
                part_end_fact(html);
        }
        html_close(html);
        part_note(html, organisation);
        part_sources(html, json_object_get(organisation, "sources"));
        part_end(html);
}

static void write_former_names(struct html *html, const json_t *organisation)
{
        const json_t *names = json_object_get(organisation, "names");
        size_t i;
        json_t *name;
        if (!json_array_size(names))
                return;
        part_begin(html, "names", PAGE_NAMES);
        html_open_class(html, "ul", "lines");
        json_array_foreach((json_t *)names, i, name) {
                html_open(html, "li");
                html_open(html, "span");
                html_localised(html, json_object_get(name, "name"));
                html_close(html);
                html_open_class(html, "span", "quiet");
                part_period(html, name);
                html_close_all(html, 2);
        }
        html_close(html);
        part_end(html);
}

static void write_asked(struct html *html, const json_t *actions, const json_t *names)
{
        static const enum page_word heads[] = {PAGE_FOLLOW_UP, PAGE_KIND, PAGE_BODY, PAGE_STATUS};
        const json_t *items = json_object_get(actions, "items");
        size_t i;
        json_t *action;
        if (!json_array_size(items))
                return;
        part_begin(html, "follow-ups", PAGE_IS_ASKED);
        part_begin_table(html, PAGE_IS_ASKED, heads, 4);
        json_array_foreach((json_t *)items, i, action) {
                html_open(html, "tr");
                html_open(html, "td");
                html_link(html, "/meetings/", member_text_or(action, "meeting", ""), NULL, 0);
                html_localised(html, json_object_get(action, "text"));
                html_close_all(html, 2);
                html_element(html, "td", NULL,
                             term_text(TERM_ACTION_KIND, member_text(action, "kind"), html->language));
                html_open(html, "td");
                part_name(html, names, "bodies", member_text_or(action, "body", ""));
                html_close(html);
                html_element(html, "td", NULL,
                             term_text(TERM_ACTION_STATUS, member_text(action, "status"), html->language));
                html_close(html);
        }
        part_end_table(html);
        part_end(html);
}

void page_organisation(struct html *html, const struct organisation_facts *facts)
{
        const json_t *organisation = facts->organisation;
        const char *id = member_text_or(organisation, "id", "");
        const char *name = language_string_or(organisation, "name", html->language, id);
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        struct page_frame frame = {
                .title = name,
                .description = part_description(html, NULL, "", PAGE_DESCRIBE_ORGANISATION, name, &about),
                .entity = part_entity(
                        html, json_pack("{s:s, s:s, s:s*, s:s*}", "@type", "Organization", "name", name,
                                        "alternateName", member_text(organisation, "shortName"), "taxID",
                                        member_text(json_object_get(organisation, "identifiers"), "orgnr"))),
                .path = "/organisations/",
                .id = id};
        part_begin_frame(html, &frame);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        html_element(html, "p", "above",
                     term_text(TERM_ORGANISATION_KIND, member_text(organisation, "kind"), html->language));
        html_open(html, "h1");
        html_localised(html, json_object_get(organisation, "name"));
        if (member_text(organisation, "shortName")) {
                html_text(html, " ");
                html_element(html, "span", "quiet", member_text(organisation, "shortName"));
        }
        html_close(html);
        write_facts(html, organisation, facts->names);
        write_former_names(html, organisation);
        page_memberships(html, facts->memberships, facts->names);
        part_links(html, "established", PAGE_HAS_ESTABLISHED, "/bodies/", facts->established);
        part_links(html, "agreements", PAGE_IS_PARTY, "/agreements/", facts->agreements);
        write_asked(html, facts->actions, facts->names);
        part_data_link(html, "/v1/organisations/", id, NULL);
        html_close(html);
        part_end_frame(html);
}
