/*
 * due - by when a sentence says that something is to be done.
 */
#pragma once

#include "base/date.h"
#include "minutes/text/passage.h"

/* Reads the time in the words from `first` up to `last`. `reference` gives dates without a year their year;
 * if it is not known (DATE_BEGINNING), such a date remains free text. */
struct minutes_due due_read(const struct passage *passage, size_t first, size_t last, date reference);
