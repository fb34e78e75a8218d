/*
 * page_person - the pages of a person and of an office: what is public about them, and their memberships.
 */
#include "site/pages/page_memberships.h"
#include "site/pages/pages.h"
#include "site/parts/parts.h"

static void write_notes(struct html *html, const json_t *thing)
{
        part_note(html, thing);
        part_sources(html, json_object_get(thing, "sources"));
}

void page_person(struct html *html, const struct person_facts *facts)
{
        const char *id = member_text_or(facts->person, "id", "");
        const char *name = member_text_or(facts->person, "name", id);
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        struct page_frame frame = {
                .title = name,
                .description = part_description(html, NULL, "", PAGE_DESCRIBE_PERSON, name, &about),
                .entity = part_entity(html, json_pack("{s:s, s:s}", "@type", "Person", "name", name)),
                .path = "/persons/",
                .id = id};
        part_begin_frame(html, &frame);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        html_element(html, "p", "above", page_text(PAGE_PERSON, html->language));
        html_element(html, "h1", NULL, name);
        write_notes(html, facts->person);
        page_memberships(html, facts->memberships, facts->names);
        part_links(html, "offices", PAGE_HOLDS, "/offices/", facts->offices);
        part_data_link(html, "/v1/persons/", id, NULL);
        html_close(html);
        part_end_frame(html);
}

/* Writes the holders of an office, the latest first. */
static void write_holders(struct html *html, const json_t *holders, const json_t *names)
{
        if (!json_array_size(holders))
                return;
        part_begin(html, "holders", PAGE_HOLDERS);
        html_open_class(html, "ul", "lines");
        for (size_t i = json_array_size(holders); i-- > 0;) {
                const json_t *holder = json_array_get(holders, i);
                html_open(html, "li");
                html_open(html, "span");
                part_name(html, names, "persons", member_text(holder, "person"));
                html_close(html);
                html_open_class(html, "span", "quiet");
                part_period(html, holder);
                html_close_all(html, 2);
        }
        html_close(html);
        part_end(html);
}

void page_office(struct html *html, const struct office_facts *facts)
{
        const json_t *office = facts->office;
        const char *id = member_text_or(office, "id", "");
        const char *name = language_string_or(office, "title", html->language, id);
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        struct page_frame frame = {
                .title = name,
                .description = part_description(html, NULL, "", PAGE_DESCRIBE_PERSON, name, &about),
                .path = "/offices/",
                .id = id};
        part_begin_frame(html, &frame);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        html_element(html, "p", "above", page_text(PAGE_OFFICE, html->language));
        html_localised_element(html, "h1", NULL, json_object_get(office, "title"));
        if (member_text(office, "organisation")) {
                html_open_class(html, "p", "lead");
                part_name(html, facts->names, "organisations", member_text(office, "organisation"));
                html_close(html);
        }
        write_notes(html, office);
        write_holders(html, json_object_get(office, "holders"), facts->names);
        page_memberships(html, facts->memberships, facts->names);
        part_data_link(html, "/v1/offices/", id, NULL);
        html_close(html);
        part_end_frame(html);
}
