/*
 * page_pictures - the part of a body's page that is pictures: its seats, its verdict and its meetings over
 * time, the map of what is one step away. All are of the date that is shown.
 */
#pragma once

#include "site/parts/html.h"
#include "site/pages/pages.h"

/* Whether there is anything to draw. */
bool page_pictures_exist(const struct body_facts *facts);

/* `id` is the body, `name` what people call it. */
void page_pictures(struct html *html, const struct body_facts *facts, const char *id, const char *name);
