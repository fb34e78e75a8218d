/*
 * verbs - finds the verbs that say that somebody does, or is to do, something (vocabulary/verbs.tsv).
 */
#pragma once

#include "minutes/text/passage.h"
#include "minutes/vocabulary/vocabulary.h"

/* The verb whose infinitive, or present tense, this word is; NULL if there is none, or if none of the words
 * that it needs follows before `last`. */
const struct verb *verb_infinitive(const struct passage *passage, size_t word, size_t last);
const struct verb *verb_present(const struct passage *passage, size_t word, size_t last);
