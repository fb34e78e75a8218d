/*
 * verbs - the words by which somebody takes something on, or is asked to.
 */
#pragma once

#include "minutes/text/passage.h"
#include "minutes/vocabulary/vocabulary.h"

/* The verb whose infinitive (or present) this word is, with what it needs after it; NULL if there is none. */
const struct verb *verb_infinitive(const struct passage *passage, size_t word, size_t last);
const struct verb *verb_present(const struct passage *passage, size_t word, size_t last);
