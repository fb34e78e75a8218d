/*
 * votes - how many were for a decision and how many against it, in words or figures.
 */
#pragma once

#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"

/* What is said when nothing is. */
#define VOTE_UNSAID ((struct minutes_vote){-1, -1, -1, false})

/* Reads what the words from `first` up to `last` say of a vote that carried: "vedtatt med 7 mot 2 stemmer",
 * "enstemmig", "mot en stemme". What is said of a proposal that fell is passed over. False (and *ret
 * untouched) if they say nothing of one. */
bool vote_read(const struct passage *passage, size_t first, size_t last, struct minutes_vote *ret);
