/*
 * due - by when, in the words of a sentence.
 */
#pragma once

#include "base/date.h"
#include "minutes/text/passage.h"

/* What the words say of the time by which something shall be done. `reference` completes dates without a
 * year; such a date stays text where there is none (DATE_BEGINNING). */
struct minutes_due due_read(const struct passage *passage, size_t first, size_t last, date reference);
