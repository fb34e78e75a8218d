/*
 * actors - whether words name somebody who can be responsible, and who that is.
 */
#pragma once

#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"
#include "minutes/vocabulary/vocabulary.h"

/* Words of the names of those who were there, and of whom they stand for, by their hash. */
struct known {
        uint64_t *hash;
        size_t mask;
};

/* Notes the words of all names. */
void actor_known_read(struct arena *arena, const struct minutes_attendee *people, size_t count,
                      struct known *ret);

/* What the words from `first` up to `last` are, the least of them if they name several. */
enum actor actor_read(const struct passage *passage, size_t first, size_t last, const struct known *known);

/* Whether each that the words name is a single person, by name or by office: what minutes say of such a
 * person in the present tense is what he will do. */
bool actor_is_person(const struct passage *passage, size_t first, size_t last, const struct known *known);

/* Whether they can be what is asked, whatever it is: a few words that are no pronoun. */
bool actor_plausible(const struct passage *passage, size_t first, size_t last);

/* Where the first of several ends: at a comma or an "og" that is none of a name. */
size_t actor_end(const struct passage *passage, size_t first, size_t last);
