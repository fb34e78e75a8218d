/*
 * page_pictures - the pictures on a body's page: its seats, its verdict and its meetings over time, and the
 * map of what is one step away from it. All are of the day that the page shows.
 */
#pragma once

#include "site/parts/html.h"
#include "site/pages/pages.h"

/* Whether there is anything to draw. */
bool page_pictures_exist(const struct body_facts *facts);

/* Writes the pictures of the body with this id and name. */
void page_pictures(struct html *html, const struct body_facts *facts, const char *id, const char *name);
