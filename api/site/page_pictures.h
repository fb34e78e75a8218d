/*
 * page_pictures - the parts of a body's page that are pictures. `id` is the body, `name` what people call it.
 * All are of the date that is shown.
 */
#pragma once

#include "site/html.h"
#include "site/pages.h"

/* Who fills which seat; nothing if it has no rules. */
void page_seats_picture(struct html *html, const struct body_facts *facts, const char *id);

/* Its verdict and its meetings over time; nothing if it has no rules. */
void page_time_pictures(struct html *html, const struct body_facts *facts, const char *id, const char *name);

/* The map of what is one step away. */
void page_neighbours(struct html *html, const struct body_facts *facts, const char *id, const char *name);
