/*
 * page_lists - bodies in lists, with their verdicts where they are known; and what all pages of lists have in
 * common: their head, their filters, and the way to the next page.
 */
#pragma once

#include "site/pages/pages.h"
#include "site/parts/parts.h"

#include <jansson.h>

/* The verdict on a body where it is known and says something, or that the body has ended before `today`. */
void page_list_body_marks(struct html *html, const json_t *body, const json_t *checks, const char *today);

/* The bodies of a kind under its name; nothing if there are none. `checks`: NULL where no verdicts are known.
 */
void page_list_bodies_of_kind(struct html *html, const json_t *bodies, const json_t *checks,
                              const char *today, const char *kind);

/* In the form of filters: the kinds of a group. */
void page_list_kinds(struct html *html, enum term_group group, const char *chosen);

/* A page that is a list of one collection. */
struct page_list {
        enum page_word title, lead;
        enum page_word one, many; /* what is counted */
        enum page_section section;
        const char *path;
        const struct html_query *query; /* what it was narrowed by */
        size_t query_count;
        void (*write_filters)(struct html *html,
                              const struct list_facts *facts); /* beside words; NULL: none */
        const char *list_class;
        void (*write_item)(struct html *html, const json_t *item, const struct list_facts *facts);
};
void page_list_write(struct html *html, const struct page_list *page, const struct list_facts *facts);
