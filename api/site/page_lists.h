/*
 * page_lists - bodies in lists, with their verdicts where they are known.
 */
#pragma once

#include "site/html.h"

#include <jansson.h>

/* The bodies of a kind under its name; nothing if there are none. `checks`: NULL where no verdicts are known.
 */
void page_bodies_of_kind(struct html *html, const json_t *bodies, const json_t *checks, const char *kind);
