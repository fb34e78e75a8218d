/*
 * people - lists of who was there and who was not.
 */
#pragma once

#include "minutes/language/labels.h"
#include "minutes/text/passage.h"

/* Adds those whom the passage names to the minutes, as the label above them says. `group` is the organisation
 * they are listed under; of no bytes if there is none. With `strict` only what looks like a person's name is
 * one. False if it names nobody, or memory runs out. */
bool people_read(struct arena *arena, const struct passage *passage, enum label_kind label,
                 struct minutes_string group, bool strict, struct minutes *minutes);

/* Makes one of those who are named twice, such as the chair who is also listed. */
void people_unite(struct minutes *minutes);

/* Whether the text is two to five words that begin with capitals: a person's name. */
bool people_is_name(const struct passage *passage, size_t from, size_t to);
