/*
 * feeds - resources of the register as entries of an Atom feed.
 *
 * A resource goes in as the contract answers it, with what it needs `included`. An entry is the same one as
 * long as the resource has its id; a resource that says of itself that it is deleted becomes a tombstone.
 */
#pragma once

#include "formats/atom.h"

#include <jansson.h>

/* Minutes (included: meeting, body): their items with what was decided. */
void atom_entries_add_minutes(struct atom *feed, const json_t *minutes);

/* A decision (included: body). */
void atom_entries_add_decision(struct atom *feed, const json_t *decision);
