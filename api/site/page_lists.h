/*
 * page_lists - bodies in lists, with their verdicts where they are known; and what pages of lists begin with.
 */
#pragma once

#include "site/html.h"
#include "words/page_table.h"
#include "words/term.h"

#include <jansson.h>

/* The verdict on a body where it is known and says something, or that the body has ended before `today`. */
void page_list_body_marks(struct html *html, const json_t *body, const json_t *checks, const char *today);

/* The bodies of a kind under its name; nothing if there are none. `checks`: NULL where no verdicts are known.
 */
void page_list_bodies_of_kind(struct html *html, const json_t *bodies, const json_t *checks,
                              const char *today, const char *kind);

/* The head of a page that is a list, and the form of its filters: words, kinds and what else it can be
 * narrowed by come between its beginning and page_list_filtered(), which also says how many there are. */
void page_list_begin(struct html *html, enum page_word title, enum page_word lead, const char *action);
void page_list_words(struct html *html, const char *words);
void page_list_kinds(struct html *html, enum term_group group, const char *chosen);
void page_list_filtered(struct html *html, const json_t *list, enum page_word one, enum page_word many);
