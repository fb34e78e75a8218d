/*
 * actions - the table from an action that the contract names to its handler: the only file where all rooms
 * meet.
 */
#pragma once

#include "access/registry.h"

/* Gives every operation of the contract its handler. False, with a sentence, if one has none or if a query
 * file that it needs is missing. */
bool actions_bind(struct registry *registry, struct arena *arena, const char **ret_error);
