/*
 * percent - text as part of an address.
 */
#pragma once

#include "base/buffer.h"

/* Adds the text; every byte that is no ASCII letter, digit or one of `-._~` and of `also` becomes an escape.
 */
void percent_add(struct buffer *out, const char *text, const char *also);
