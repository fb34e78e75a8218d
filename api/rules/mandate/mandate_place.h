/*
 * mandate_place - fills the placeholders of a mandate's sentences: {must}, {seats}, {per} …
 */
#pragma once

#include "rules/mandate/wording.h"

/* Adds what replaces a placeholder in a sentence about the wording's rule. */
void mandate_place(struct wording *wording, const char *name, size_t length);
