/*
 * page_agreement - the page of an agreement: between whom, about what, for how long.
 */
#include "site/pages/pages.h"
#include "site/parts/parts.h"
#include "site/parts/records.h"

static void write_party(struct html *html, const json_t *party, const json_t *names)
{
        const json_t *through = json_object_get(party, "through");
        html_open(html, "li");
        part_reference(html, names, party);
        if (json_array_size(through)) {
                html_text(html, ", ");
                html_text(html, page_text(PAGE_THROUGH, html->language));
                html_text(html, " ");
                part_names(html, names, "organisations", through);
        }
        html_close(html);
}

static void write_facts(struct html *html, const json_t *agreement, const json_t *names)
{
        const json_t *others = json_object_get(agreement, "alternativeTitles");
        size_t i;
        json_t *other;
        html_open_class(html, "dl", "facts");
        if (json_array_size(others)) {
                part_begin_fact(html, PAGE_ALSO_CALLED);
                json_array_foreach((json_t *)others, i, other) {
                        html_text(html, i ? ", " : NULL);
                        html_localised(html, other);
                }
                part_end_fact(html);
        }
        if (member_text(agreement, "signedOn")) {
                part_begin_fact(html, PAGE_SIGNED);
                part_day(html, member_text(agreement, "signedOn"));
                part_end_fact(html);
        }
        part_begin_fact(html, PAGE_IN_FORCE);
        if (!part_period(html, agreement))
                html_text(html, page_text(PAGE_NOT_KNOWN, html->language));
        part_end_fact(html);
        part_fact_of(html, PAGE_RENEWS, names, "agreements", json_object_get(agreement, "renews"));
        part_fact_of(html, PAGE_SUPERSEDES, names, "agreements", json_object_get(agreement, "supersedes"));
        if (member_text(agreement, "legalBasis")) {
                part_begin_fact(html, PAGE_LEGAL_BASIS);
                html_text(html, member_text(agreement, "legalBasis"));
                part_end_fact(html);
        }
        part_fact_of(html, PAGE_BASED_ON, names, "agreements", json_object_get(agreement, "basedOn"));
        html_close(html);
}

/* Writes a part of the page with a list of Texts: the member `key` of each object in `list`. */
static void write_texts(struct html *html, const char *id, enum page_word heading, const json_t *list,
                        const char *key)
{
        size_t i;
        json_t *entry;
        if (!json_array_size(list))
                return;
        part_begin(html, id, heading);
        html_open(html, "ul");
        json_array_foreach((json_t *)list, i, entry) {
                html_open(html, "li");
                if (!html_localised(html, json_object_get(entry, key)))
                        html_text(html, member_text(entry, "code"));
                html_close(html);
        }
        html_close(html);
        part_end(html);
}

static void write_parties(struct html *html, const json_t *agreement, const json_t *names)
{
        const json_t *parties = json_object_get(agreement, "parties");
        size_t i;
        json_t *party;
        if (!json_array_size(parties))
                return;
        part_begin(html, "parties", PAGE_PARTIES);
        html_open(html, "ul");
        json_array_foreach((json_t *)parties, i, party)
                write_party(html, party, names);
        html_close(html);
        part_end(html);
}

static void write_established(struct html *html, const json_t *bodies, const json_t *names)
{
        size_t i;
        json_t *body;
        if (!json_array_size(bodies))
                return;
        part_begin(html, "establishes", PAGE_ESTABLISHES);
        html_open_class(html, "ul", "lines wide-lines");
        json_array_foreach((json_t *)bodies, i, body) {
                html_open(html, "li");
                part_name(html, names, "bodies", json_string_value(body));
                html_close(html);
        }
        html_close(html);
        part_end(html);
}

static void write_judged(struct html *html, const struct agreement_facts *facts)
{
        if (!json_array_size(json_object_get(facts->check, "rules")))
                return;
        part_begin(html, "verdict", PAGE_VERDICT);
        html_open_class(html, "p", "judged");
        part_verdict(html, verdict_named(member_text(facts->check, "verdict")));
        html_close(html);
        html_localised_element(html, "p", NULL, json_object_get(facts->check, "summary"));
        part_end(html);
        part_findings(html, facts->check, json_object_get(facts->rules, "items"));
}

/* Whether there is a timeline to draw: the agreement has a date, or replaces others, which may have one. */
static bool has_dates(const json_t *agreement)
{
        return member_text(agreement, "signedOn") || member_text(agreement, "validFrom") ||
               member_text(agreement, "validTo") || json_array_size(json_object_get(agreement, "renews")) ||
               json_array_size(json_object_get(agreement, "supersedes"));
}

void page_agreement(struct html *html, const struct agreement_facts *facts)
{
        const json_t *agreement = facts->agreement;
        const char *id = member_text_or(agreement, "id", "");
        const char *name = language_string_or(agreement, "title", html->language, id);
        struct buffer about = BUFFER(PART_SENTENCE_MAX);
        struct page_frame frame = {
                .title = name,
                .description =
                        part_description(html, agreement, "purpose", PAGE_DESCRIBE_AGREEMENT, name, &about),
                .entity = part_entity(html,
                                      json_pack("{s:s, s:s, s:s*, s:s*}", "@type", "DigitalDocument", "name",
                                                name, "datePublished", member_text(agreement, "signedOn"),
                                                "expires", member_text(agreement, "validTo"))),
                .section = SECTION_AGREEMENTS,
                .path = "/agreements/",
                .id = id};
        struct html_query query[] = {{"format", "svg"}};
        struct html_url timeline = {"/v1/agreements/", id, "/timeline", query, 1, NULL};
        part_begin_frame(html, &frame);
        buffer_clear(&about);
        html_open_class(html, "article", "wide");
        html_element(html, "p", "above",
                     term_text(TERM_AGREEMENT_KIND, member_text(agreement, "kind"), html->language));
        html_localised_element(html, "h1", NULL, json_object_get(agreement, "title"));
        html_localised_element(html, "p", "lead", json_object_get(agreement, "purpose"));
        part_begin(html, "facts", PAGE_AGREEMENT_FACTS);
        write_facts(html, agreement, facts->names);
        part_note(html, agreement);
        part_sources(html, json_object_get(agreement, "sources"));
        part_end(html);
        write_parties(html, agreement, facts->names);
        write_judged(html, facts);
        write_texts(html, "commitments", PAGE_COMMITMENTS, json_object_get(agreement, "commitments"), "text");
        write_texts(html, "topics", PAGE_TOPICS, json_object_get(agreement, "topics"), "text");
        write_texts(html, "groups", PAGE_PRIORITY_GROUPS, json_object_get(agreement, "priorityGroups"),
                    "name");
        write_established(html, json_object_get(agreement, "establishes"), facts->names);
        record_documents(html, facts->documents);
        if (has_dates(agreement)) {
                part_begin(html, "over-time", PAGE_OVER_TIME);
                part_picture(html, &timeline, name, page_text(PAGE_AGREEMENT_ALT, html->language));
                part_end(html);
        }
        part_data_link(html, "/v1/agreements/", id, NULL);
        html_close(html);
        part_end_frame(html);
}
