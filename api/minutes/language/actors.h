/*
 * actors - whether words name a person, organisation or group that can be responsible for an action.
 */
#pragma once

#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"
#include "minutes/vocabulary/vocabulary.h"

/* The words of the names of those who attended and of their organisations, as a hash table of hashes (open
 * addressing). */
struct known_names {
        uint64_t *hash; /* 0: the slot is free */
        size_t mask;    /* the number of slots, which is a power of two, less 1 */
};

/* Makes the table of the names of these people. */
void actor_known_read(struct arena *arena, const struct minutes_attendee *people, size_t count,
                      struct known_names *ret);

/* What sort of actor the words from `first` up to `last` name. If they name several, the least of them
 * counts, in the order of the enum. */
enum actor actor_read(const struct passage *passage, size_t first, size_t last,
                      const struct known_names *known);

/* Whether all that the words name are single persons, by name or by office. What minutes say of such a person
 * in the present tense is mostly a promise. */
bool actor_is_person(const struct passage *passage, size_t first, size_t last,
                     const struct known_names *known);

/* Whether the words may name an actor even if none of them is known: they are a short phrase and no pronoun.
 */
bool actor_plausible(const struct passage *passage, size_t first, size_t last);

/* The word after the first of several names: a comma, or an "og" that is not part of a name. `last` if there
 * is one name. */
size_t actor_end(const struct passage *passage, size_t first, size_t last);
