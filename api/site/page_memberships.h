#pragma once

#include "site/parts.h"

/* The bodies that somebody sits in, as a table; nothing if there are none. */
void page_memberships(struct html *html, const json_t *memberships, const json_t *names);

/* A part of the page with links to things of one collection by what they are called; nothing if there are
 * none. `path` is where their pages are. */
void page_links(struct html *html, const char *id, enum page_word heading, const char *path,
                const json_t *list);
