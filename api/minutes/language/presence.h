/*
 * presence - what the words above people say of their presence.
 */
#pragma once

#include "minutes/vocabulary/vocabulary.h"

/* Reads a label in lower case: polarity before words. Of "varamedlemmer som møtte for medlemmer med forfall"
 * the head of the relative clause decides; "møtte ikke" is absence, "ikke medlemmer" denies a noun and
 * nothing else. A label that says two things at once, or nothing that is known, leaves it unsaid. */
enum presence presence_read(const char *lower, size_t length);
