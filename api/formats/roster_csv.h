/*
 * roster_csv - who sits in a body as a table: a row for each seat, for each deputy behind it, and for each
 * who sits there without a seat.
 */
#pragma once

#include "base/buffer.h"
#include "words/language.h"

#include <jansson.h>

/* `roster` is the contract's Roster; names and rules are written in the language. */
void format_roster_csv(struct buffer *out, const json_t *roster, char delimiter, enum language language);
