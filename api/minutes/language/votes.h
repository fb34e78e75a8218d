/*
 * votes - how many voted for and against a decision, in words or figures.
 */
#pragma once

#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"

/* The vote of a text that says nothing of one. */
#define VOTE_UNSAID ((struct minutes_vote){-1, -1, -1, false})

/* Reads the vote by which a decision was adopted in the words from `first` up to `last`: "vedtatt med 7 mot 2
 * stemmer", "enstemmig", "mot en stemme". Votes on a proposal that was not adopted are ignored. False, with
 * *ret unchanged, if there is none. */
bool vote_read(const struct passage *passage, size_t first, size_t last, struct minutes_vote *ret);
