/*
 * percent - percent-encodes text as a part of a URL.
 */
#pragma once

#include "base/buffer.h"

/* Adds the text; all bytes except ASCII letters, digits, `-._~` and those in `also` are escaped. */
void percent_add(struct buffer *out, const char *text, const char *also);
