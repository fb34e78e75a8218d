/*
 * atom_entries - writes resources of the register as entries of an Atom feed.
 *
 * A resource is given as the contract answers it, with the related resources that it needs `included`. The id
 * of an entry is made of the resource's id, so it never changes. A resource that is marked as deleted becomes
 * a tombstone.
 */
#pragma once

#include "formats/atom.h"

#include <jansson.h>

/* Minutes (included: meeting, body): their items with their decisions. */
void atom_entries_add_minutes(struct atom *feed, const json_t *minutes);

/* A decision (included: body). */
void atom_entries_add_decision(struct atom *feed, const json_t *decision);
