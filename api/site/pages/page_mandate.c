/*
 * page_mandate - the rules of a body as numbered sentences beside the texts that they were registered from,
 * so that people can compare them, also in print.
 */
#include "site/pages/pages.h"
#include "site/parts/part_below_body.h"

#include <string.h>

/* Writes how the text of a rule was interpreted, and which other readings were rejected. */
static void write_reading(struct html *html, const json_t *sentence)
{
        const json_t *interpretation = json_object_get(sentence, "interpretation"), *rejected;
        size_t i;
        if (!html_localised_element(html, "p", "quiet", json_object_get(interpretation, "reading")))
                return;
        json_array_foreach(json_object_get(interpretation, "rejected"), i, rejected) {
                html_open_class(html, "p", "quiet");
                html_text(html, page_text(PAGE_REJECTED_READING, html->language));
                html_text(html, " ");
                html_localised(html, rejected);
                html_close(html);
        }
}

static void write_sources(struct html *html, const json_t *sources)
{
        size_t i;
        const json_t *source;
        html_open(html, "ul");
        html_set(html, "lang", "no"); /* the titles of sources are Norwegian */
        json_array_foreach((json_t *)sources, i, source)
                part_source(html, source);
        html_close(html);
}

static void write_understood(struct html *html, const json_t *sentence)
{
        const char *basis = member_text_or(sentence, "basis", "");
        html_open(html, "td");
        html_localised_element(html, "p", NULL, json_object_get(sentence, "text"));
        if (strcmp(basis, "stated") != 0)
                html_element(html, "p", "quiet", term_text(TERM_BASIS, basis, html->language));
        if (json_is_true(json_object_get(sentence, "general")))
                html_element(html, "p", "quiet", page_text(PAGE_GENERAL_RULE, html->language));
        if (json_object_get(sentence, "validFrom") || json_object_get(sentence, "validTo")) {
                html_open_class(html, "p", "quiet");
                part_period(html, sentence);
                html_close(html);
        }
        html_close(html);
}

static void write_written(struct html *html, const json_t *sentence)
{
        html_open(html, "td");
        html_localised_element(html, "blockquote", NULL, json_object_get(sentence, "written"));
        write_reading(html, sentence);
        part_note(html, sentence);
        html_close(html);
        html_open(html, "td");
        if (json_array_size(json_object_get(sentence, "sources")))
                write_sources(html, json_object_get(sentence, "sources"));
        html_close(html);
}

static void write_sentence(struct html *html, const json_t *sentence)
{
        html_open(html, "tr");
        html_set(html, "id", member_text_or(sentence, "rule", ""));
        part_number_head(html, json_object_get(sentence, "number"));
        write_understood(html, sentence);
        write_written(html, sentence);
        html_close(html);
}

/* Writes the name of a variant (reading of the rules) as a row before its rules. */
static void write_variant(struct html *html, const char *variant)
{
        html_open(html, "tr");
        html_open(html, "th");
        html_set(html, "colspan", "4");
        html_set(html, "scope", "rowgroup");
        html_text(html, word_text(WORD_READING, html->language));
        html_text(html, " ");
        html_text(html, variant);
        html_close_all(html, 2);
}

static void write_sentences(struct html *html, const json_t *sentences)
{
        static const enum page_word heads[] = {PAGE_NUMBER, PAGE_AS_UNDERSTOOD, PAGE_AS_WRITTEN,
                                               PAGE_SOURCES};
        const char *variant = "";
        const json_t *sentence;
        size_t i;
        part_begin_table(html, PAGE_RULES, heads, sizeof heads / sizeof *heads);
        json_array_foreach((json_t *)sentences, i, sentence) {
                const char *own = member_text_or(sentence, "variant", "");
                if (strcmp(own, variant) != 0)
                        write_variant(html, own);
                variant = own;
                write_sentence(html, sentence);
        }
        part_end_table(html);
}

void page_mandate(struct html *html, const struct mandate_facts *facts)
{
        const json_t *sentences = json_object_get(facts->mandate, "sentences");
        const struct html_query query = {"at", facts->at};
        const struct page_below page = {.id = member_text_or(facts->mandate, "body", ""),
                                        .end = "/mandate",
                                        .named = facts->mandate,
                                        .title = PAGE_MANDATE_OF,
                                        .query = &query,
                                        .query_count = 1,
                                        .class = "wide mandate"};
        part_begin_below_body(html, &page);
        html_open_class(html, "p", "lead");
        html_text(html, page_text(PAGE_MANDATE_LEAD, html->language));
        html_text(html, " ");
        part_day(html, member_text(facts->mandate, "at"));
        html_close(html);
        if (json_array_size(sentences))
                write_sentences(html, sentences);
        else
                html_element(html, "p", "quiet", page_text(PAGE_NO_RULES, html->language));
        part_data_link(html, "/v1/bodies/", page.id, "/mandate");
        part_end_below_body(html);
}
