/*
 * mandate_who - writes selectors in words: what the memberships that match are.
 */
#pragma once

#include "rules/mandate/wording.h"

/* Adds a selector as words that can follow `som`: "har kategorien …". A combination within another
 * combination is put into brackets, so that the words are unambiguous. */
void mandate_who(struct wording *wording, const struct selector *selector);

/* Adds a selector as a clause after a noun, " som har kategorien …"; nothing if there is no selector. */
void mandate_relative(struct wording *wording, const struct selector *selector);

/* Adds a rule's range (`of`) as words that can follow "blant": "medlemmene som …"; if the selector names
 * roles, it is not about members alone. */
void mandate_among(struct wording *wording, const struct selector *of);
