/*
 * roster_csv - writes the roster of a body as CSV: a row for each seat, for each of its deputies, and for
 * each member without a seat.
 */
#pragma once

#include "base/buffer.h"
#include "words/language.h"

#include <jansson.h>

/* Writes the contract's Roster; names and rules are in the language. */
void format_roster_csv(struct buffer *out, const json_t *roster, char delimiter, enum language language);
