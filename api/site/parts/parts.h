/*
 * parts - what pages are put together from: the frame, verdicts, dates, names, sources.
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

/* An Atom feed that a page has. */
struct page_feed {
        enum page_word name;
        struct html_url place;
};

/* Where a page stands in the menu. */
enum page_section { SECTION_NONE, SECTION_BODIES, SECTION_AGREEMENTS, SECTION_SEARCH, SECTION_DOCS };

struct page_frame {
        const char *title;       /* for the window; the site's name is added */
        const char *description; /* a sentence or two for who finds the page elsewhere; NULL: the register's
                                    own */
        json_t *entity;          /* what it is about, as an object of schema.org; taken over; NULL: nothing */
        enum page_section section;
        const char *path, *id, *end; /* its own address, for the same page in another language */
        const struct html_query *query;
        size_t query_count;
        const struct page_feed *feeds;
        size_t feed_count;
        const char *body_class; /* NULL: none */
        bool documentation;     /* of the documentation: with its own style and script */
        bool large_search;      /* the page has a search of its own: none in the head */
};

/* What a page is about, as it was made for its frame; without memory for it the page fails. */
json_t *part_entity(struct html *html, json_t *made);

/* Everything before the page's own content, and after it. */
void part_begin_frame(struct html *html, const struct page_frame *frame);
void part_end_frame(struct html *html);

/* The head of the document: what browsers, search engines and others that share links read. */
void part_write_head(struct html *html, const struct page_frame *frame);

/* Begins an element that loads a file of ours, under the name that it has in this build. */
void part_open_asset(struct html *html, const char *element, const char *attribute, const char *file);

/* In a form: an element with a label before it, which has that name and id; the caller adds to it and calls
 * part_end_field(). */
void part_begin_field(struct html *html, enum page_word label, const char *element, const char *name);
void part_end_field(struct html *html);

/* In a form: a chosen language goes with it. */
void part_language_field(struct html *html);

/* The field that leads to the search, with suggestions where scripts run. `id` is unique on
 * the page. */
void part_search_form(struct html *html, const char *id, const char *query, bool large);

/* A mark with the verdict in words. */
void part_verdict(struct html *html, enum verdict verdict);
/* The same of a rule that only warns: not met is a warning. */
void part_rule_verdict(struct html *html, enum verdict verdict, bool decides);

/* Which reading of the rules a result or a finding is of, where there are several. */
void part_reading(struct html *html, const char *element, const json_t *finding);

/* A day, a month or a year as people write it; nothing where it is NULL. */
void part_day(struct html *html, const char *written);
/* `2018 – 2020`, `from 2018`, `until 2020`; false, and nothing, if neither end of the period is known. */
bool part_period(struct html *html, const json_t *thing);

/* A body as a link to its page. */
void part_link_body(struct html *html, const json_t *body);

/* The day of a meeting; its date, as precisely as it is written, where the day is not known; or NULL. */
const char *part_meeting_day(const json_t *meeting);

/* Whether what is valid for a period had ended before a day (YYYY-MM-DD). */
bool part_has_ended(const json_t *thing, const char *day);

/* A sentence about a page for who finds it elsewhere: what the Text in a member says, or else a sentence with
 * `name` in it. It stands in `out` where it is put together. */
#define PART_SENTENCE_MAX ((size_t)64 * 1024)
const char *part_description(struct html *html, const json_t *thing, const char *key, enum page_word sentence,
                             const char *name, struct buffer *out);

/* What a thing of a collection is called, as a link to its page if it has one; its id where the name is not
 * known. `names` holds for each collection an object of names by id. */
void part_name(struct html *html, const json_t *names, const char *collection, const char *id);
/* The same of an object that has one of `organisation`, `body`, `office`, `person`. */
void part_reference(struct html *html, const json_t *names, const json_t *reference);
/* Ids or references, with commas between. */
void part_names(struct html *html, const json_t *names, const char *collection, const json_t *list);

/* A row of a list of terms: its name; the caller writes the value and calls part_end_fact(). */
void part_begin_fact(struct html *html, enum page_word name);
void part_end_fact(struct html *html);
/* A row with names, as part_names() writes them; nothing if there are none. */
void part_fact_of(struct html *html, enum page_word name, const json_t *names, const char *collection,
                  const json_t *list);

/* A source as an entry of a list. */
void part_source(struct html *html, const json_t *source);
/* Sources as a list, folded; nothing if there are none. */
void part_sources(struct html *html, const json_t *sources);
/* A note, if there is one. */
void part_note(struct html *html, const json_t *thing);

/* A heading of a part of the page, which can be linked to. */
void part_begin(struct html *html, const char *id, enum page_word heading);
void part_end(struct html *html);

/* A table with a row of heads, which scrolls by itself where it is too wide; the caller writes its rows. */
void part_begin_table(struct html *html, enum page_word name, const enum page_word *heads, size_t count);
void part_end_table(struct html *html);

/* The same of each of a page's feeds. Both are written in a list of the class `forms`. */
void part_feeds(struct html *html, const struct page_frame *frame);

/* A link to what the page was made from. */
void part_data_link(struct html *html, const char *path, const char *id, const char *end);

/* A link to the next page of a list whose JSON is `list`; nothing on the last. */
void part_more(struct html *html, const char *path, const struct html_query *query, size_t count,
               const json_t *list);

/* A picture of this site, in the page's language. `alternative` is said instead of it, and before it, unless
 * it is NULL, what the picture is of. */
void part_picture(struct html *html, const struct html_url *place, const char *of, const char *alternative);

/* A way to subscribe to a calendar, which opens the reader's own program for calendars (webcal:); nothing
 * where the register's address is not known. */
void part_subscription(struct html *html, const struct html_url *url, enum page_word what);

/* A way to an answer of the API in a form that other programs read: a calendar, a feed, a table. */
void part_representation_link(struct html *html, const struct html_url *place, enum page_word what);

/* A number and what it counts. */
void part_count(struct html *html, size_t count, enum page_word one, enum page_word many);

/* What was found, rule by rule, with what asks for attention first. `rules` has the rules' own words. */
void part_findings(struct html *html, const json_t *result, const json_t *rules);
/* Vacant seats and what would mend them; nothing if there is nothing to mend. */
void part_advice(struct html *html, const json_t *result, const json_t *rules);

/* A part of the page with links to things of one collection by what they are called; nothing if there are
 * none. `path` is where their pages are. */
void part_links(struct html *html, const char *id, enum page_word heading, const char *path,
                const json_t *list);
