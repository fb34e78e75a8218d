/*
 * parts - the building blocks of pages: the frame around each page, verdicts, dates, names, sources.
 *
 * Functions that write something write nothing if what they get is NULL or empty, unless said otherwise.
 * `names` is an object with a member for each collection: an object of names by id (site_names.h).
 */
#pragma once

#include "site/parts/html.h"
#include "words/page_table.h"
#include "words/term.h"

#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"

#include <jansson.h>

/* An Atom feed that a page links to. */
struct page_feed {
        enum page_word name;
        struct html_url place; /* its address */
};

/* The entry of the menu that a page belongs to. */
enum page_section { SECTION_NONE, SECTION_BODIES, SECTION_AGREEMENTS, SECTION_SEARCH, SECTION_DOCS };

/* A page, as far as what is around its content depends on it. */
struct page_frame {
        const char *title;       /* the title of the window, to which the site's name is added */
        const char *description; /* a sentence or two for search engines; NULL: that of the register */
        json_t *entity; /* what the page is about, as an object of schema.org, of which it takes ownership; or
                           NULL */
        enum page_section section;
        const char *path, *id, *end;    /* the page's own address (struct html_url) */
        const struct html_query *query; /* and its parameters */
        size_t query_count;
        const struct page_feed *feeds;
        size_t feed_count;
        const char *body_class; /* the class of the body element; or NULL */
        bool documentation;     /* it belongs to the documentation, which has its own style and script */
        bool large_search;      /* its content has a search form, so the header has none */
};

/* Returns the object of schema.org that was made for a page's frame. If it is NULL, because memory ran out,
 * the page fails. */
json_t *part_entity(struct html *html, json_t *made);

/* Write everything before the page's content, and everything after it. */
void part_begin_frame(struct html *html, const struct page_frame *frame);
void part_end_frame(struct html *html);

/* Writes the head element (head.c). */
void part_write_head(struct html *html, const struct page_frame *frame);

/* Begins an element with an attribute that is the address of one of our files (assets.h). */
void part_open_asset(struct html *html, const char *element, const char *attribute, const char *file);

/* Begins a field of a form: a label, and an element of this name and id. The caller writes the element's
 * attributes and content, then calls part_end_field(). */
void part_begin_field(struct html *html, enum page_word label, const char *element, const char *name);
void part_end_field(struct html *html);

/* Writes a hidden field of a form that keeps the language, if the reader has chosen it. */
void part_language_field(struct html *html);

/* Writes the search form, which gives suggestions if scripts run. `id` must be unique on the page. */
void part_search_form(struct html *html, const char *id, const char *query, bool large);

/* Writes a verdict: its sign and its name in words. */
void part_verdict(struct html *html, enum verdict verdict);
/* Writes the verdict on a rule. If the rule does not decide the verdict on the body, "not met" is shown as a
 * warning. */
void part_rule_verdict(struct html *html, enum verdict verdict, bool decides);

/* Writes which variant (reading of the rules) a result or finding belongs to, if there are several. */
void part_reading(struct html *html, const char *element, const json_t *finding);

/* Writes a day, a month or a year as people write it. */
void part_day(struct html *html, const char *written);
/* Writes a resource's period of validity: `2018 – 2020`, `from 2018`, `until 2020`. False, with nothing
 * written, if neither end is known. */
bool part_period(struct html *html, const json_t *thing);

/* The name that a resource had on a day (YYYY-MM-DD), as a Text: from its `names` if one of them was valid
 * then, else its present name, which is in the member `called`. If the day is NULL or empty, the present
 * name. */
json_t *part_name_on(const json_t *thing, const char *called, const char *day);

/* Writes a link to the page of a body. */
void part_link_body(struct html *html, const json_t *body);

/* The day of a meeting; if that is not known, its date as precisely as it is written; NULL if it has neither.
 */
const char *part_meeting_day(const json_t *meeting);

/* Whether a resource's period of validity ended before a day (YYYY-MM-DD). */
bool part_has_ended(const json_t *thing, const char *day);

/* The description of a page for search engines: the Text in the member `key`, or, if there is none,
 * `sentence` with `name` inserted, which is written into `out`. */
#define PART_SENTENCE_MAX ((size_t)64 * 1024)
const char *part_description(struct html *html, const json_t *thing, const char *key, enum page_word sentence,
                             const char *name, struct buffer *out);

/* Writes the name of a resource, as a link if it has a page; its id if the name is not known. */
void part_name(struct html *html, const json_t *names, const char *collection, const char *id);
/* Writes the name of what an object with one of the members `organisation`, `body`, `office`, `person` refers
 * to. */
void part_reference(struct html *html, const json_t *names, const json_t *reference);
/* Writes the names of a list of ids or references, with commas between them. */
void part_names(struct html *html, const json_t *names, const char *collection, const json_t *list);

/* Begins a fact: a row of a description list (dl) with this name. The caller writes its value, then calls
 * part_end_fact(). */
void part_begin_fact(struct html *html, enum page_word name);
void part_end_fact(struct html *html);
/* Writes a fact whose value is part_names(). */
void part_fact_of(struct html *html, enum page_word name, const json_t *names, const char *collection,
                  const json_t *list);

/* Writes a source as an entry of a list. */
void part_source(struct html *html, const json_t *source);
/* Writes sources as a list, folded. */
void part_sources(struct html *html, const json_t *sources);
/* Writes the note of a resource. */
void part_note(struct html *html, const json_t *thing);

/* Begins a part of the page with a heading; links can lead to it by its id. The caller writes its content,
 * then calls part_end(). */
void part_begin(struct html *html, const char *id, enum page_word heading);
void part_end(struct html *html);

/* Begins a table with a header row; if it is too wide, it scrolls by itself. The caller writes its rows, then
 * calls part_end_table(). */
void part_begin_table(struct html *html, enum page_word name, const enum page_word *heads, size_t count);

/* Begins the header cell of a row, which the caller closes. */
void part_begin_row_head(struct html *html);

/* Begins a row and its header cell; the caller closes both. */
void part_begin_row(struct html *html);
void part_end_table(struct html *html);

/* Writes links to the page's feeds, each as an entry of a list. */
void part_feeds(struct html *html, const struct page_frame *frame);

/* Writes a link to the JSON that the page was made from. */
void part_data_link(struct html *html, const char *path, const char *id, const char *end);

/* Writes a link to the next page of the list; nothing on its last page. */
void part_more(struct html *html, const char *path, const struct html_query *query, size_t count,
               const json_t *list);

/* Writes a picture that the register draws, in the page's language. Its text alternative is `alternative`,
 * with what it is a picture of (`of`, if not NULL) before it. */
void part_picture(struct html *html, const struct html_url *place, const char *of, const char *alternative);

/* Writes a link, as an entry of a list, by which a reader subscribes to a calendar: it opens the reader's
 * calendar program (webcal:). Nothing if the register's public address is not known. */
void part_subscription(struct html *html, const struct html_url *url, enum page_word what);

/* Writes a link, as an entry of a list, to an answer of the API that other programs read: a calendar, a feed,
 * a table. */
void part_representation_link(struct html *html, const struct html_url *place, enum page_word what);

/* Writes a number and what it counts, in the singular or plural. */
void part_count(struct html *html, size_t count, enum page_word one, enum page_word many);

/* Writes the findings of a check, rule by rule, those that need attention first. `rules` has the texts of the
 * rules. */
void part_findings(struct html *html, const json_t *result, const json_t *rules);
/* Writes vacant seats and who could fill them. */
void part_advice(struct html *html, const json_t *result, const json_t *rules);

/* Writes a part of the page with links to the resources of a list, by their names. `path` is the beginning of
 * the addresses of their pages. */
void part_links(struct html *html, const char *id, enum page_word heading, const char *path,
                const json_t *list);
