/*
 * part_below_body - what pages below a body's have in common: their frame, the way to the body, the heading;
 * and the numbers in their tables.
 */
#pragma once

#include "site/parts/parts.h"

/* A page below a body's. */
struct page_below {
        const char *id, *end;           /* of the body; what follows it in the page's address */
        const json_t *named;            /* has the body's `name` */
        enum page_word title;           /* with the body's name in it */
        const struct html_query *query; /* the page's own */
        size_t query_count;
        const struct page_feed *feed; /* NULL: none */
        const char *class;            /* of the article */
};

/* Begins it, up to its heading; what follows stands in an article. */
void part_begin_below_body(struct html *html, const struct page_below *page);
/* Ends the article and the page. */
void part_end_below_body(struct html *html);

/* Who sits somewhere, as far as it is known: the person, the office, the organisation and the area, as links
 * to their pages. */
void part_who(struct html *html, const json_t *who);

/* A whole number as a cell; as the head of a row. */
void part_number_cell(struct html *html, const json_t *number);
void part_number_head(struct html *html, const json_t *number);
