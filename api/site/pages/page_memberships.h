/*
 * page_memberships - the table of memberships that the pages of persons, offices and organisations have in
 * common.
 */
#pragma once

#include "site/parts/parts.h"

/* Writes memberships as a table of bodies; nothing if there are none. */
void page_memberships(struct html *html, const json_t *memberships, const json_t *names);
