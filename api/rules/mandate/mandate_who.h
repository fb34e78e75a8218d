/*
 * mandate_who - selectors in words: what somebody is who matches.
 */
#pragma once

#include "rules/mandate/wording.h"

/* Adds what somebody is who matches a selector, to stand after `som`: "har kategorien …". What is combined
 * stands in brackets where it is within another combination, so that it can be read in one way only. */
void mandate_who(struct wording *wording, const struct selector *selector);

/* Adds that as a clause behind a noun, " som har kategorien …"; nothing where there is no selector. */
void mandate_relative(struct wording *wording, const struct selector *selector);

/* The members, or those of them who match, after "blant": "medlemmene som …"; where a selector names roles,
 * it is not about members alone. */
void mandate_among(struct wording *wording, const struct selector *of);
