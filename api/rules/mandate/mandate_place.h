/*
 * mandate_place - what stands in the open places of a mandate's sentences: {must}, {seats}, {per} …
 */
#pragma once

#include "rules/mandate/wording.h"

/* Adds what stands for a place in a sentence about the wording's rule. */
void mandate_place(struct wording *wording, const char *name, size_t length);
