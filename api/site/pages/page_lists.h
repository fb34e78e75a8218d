/*
 * page_lists - lists of bodies with their verdicts, and what all pages with lists have in common: heading,
 * filters, and the link to the next page.
 */
#pragma once

#include "site/pages/pages.h"
#include "site/parts/parts.h"

#include <jansson.h>

/* Writes the verdict on a body if it is known and worth showing; or that the body ended before `today`. */
void page_list_body_marks(struct html *html, const json_t *body, const json_t *checks, const char *today);

/* Writes the bodies of a kind under the name of the kind; nothing if there are none. `checks` is NULL if no
 * verdicts are known. */
void page_list_bodies_of_kind(struct html *html, const json_t *bodies, const json_t *checks,
                              const char *today, const char *kind);

/* Writes a field of the filters' form with the kinds of a group. */
void page_list_kinds(struct html *html, enum term_group group, const char *chosen);

/* A page that is a list of one collection. */
struct page_list {
        enum page_word title, lead; /* its heading, and the text below it */
        enum page_word one, many;   /* what is counted, in the singular and plural */
        enum page_section section;
        const char *path;
        const struct html_query *query; /* the filters that were chosen */
        size_t query_count;
        /* Writes further filters beside the field for words; NULL if there are none. */
        void (*write_filters)(struct html *html, const struct list_facts *facts);
        const char *list_class; /* the class of the list element */
        void (*write_item)(struct html *html, const json_t *item, const struct list_facts *facts);
};

/* Writes the page. */
void page_list_write(struct html *html, const struct page_list *page, const struct list_facts *facts);
