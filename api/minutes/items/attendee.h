/*
 * attendee - one entry of a list of people: the name, the title or role, the organisation, whether the person
 * attended.
 */
#pragma once

#include "minutes/items/naming.h"
#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"

/* Finds the name in an entry. If the entry is set in columns, the title may be in one before the name. */
struct named_person attendee_name(const struct passage *passage, size_t from, size_t to);

/* Whether the words after a name can be the person's organisation or title; else they are a remark. */
bool attendee_is_affiliation(const struct passage *passage, size_t from, size_t to);

/* Whether the words after a name say that the person attended, or did not: "forfall", "ikke møtt". */
bool attendee_says_presence(const struct passage *passage, size_t from, size_t to);

/* Reads an entry into *attendee. The caller sets the presence that the list gives; it is changed if the entry
 * gives another. With `strict`, only words that look like a person's name are accepted as one. False if the
 * entry names nobody. */
bool attendee_read(const struct passage *passage, size_t from, size_t to, bool strict,
                   struct minutes_attendee *attendee);
