/*
 * page_memberships - where somebody sits: what pages of persons, offices and organisations have in common.
 */
#pragma once

#include "site/parts/parts.h"

/* The bodies that somebody sits in, as a table; nothing if there are none. */
void page_memberships(struct html *html, const json_t *memberships, const json_t *names);
