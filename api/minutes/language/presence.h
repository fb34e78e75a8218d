/*
 * presence - what a label or remark says of the presence of people.
 */
#pragma once

#include "minutes/vocabulary/vocabulary.h"

/* Reads the words, which must be in lower case. Negation is taken into account: "møtte ikke" means absence,
 * while in "ikke medlemmer" only the noun is negated. In "varamedlemmer som møtte for medlemmer med forfall"
 * the verb of the relative clause counts, and not what is said of those whose place was taken. The result is
 * PRESENCE_UNSAID if the words contradict each other or say nothing of presence. */
enum presence presence_read(const char *lower, size_t length);
