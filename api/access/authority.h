/*
 * authority - explains to the caller why the database refused a write: it concerns bodies that other
 * organisations keep.
 *
 * A trigger judges the authority itself (db/schema/06_authority.sql), so that no code of the service can
 * bypass it.
 */
#pragma once

#include "call/call.h"

/* Ends the call with a fault for each resource that the caller may not write, and the organisations that he
 * is bound to. `reason` is what the trigger reported, as JSON. Always false. */
bool authority_refuse(struct call *call, const char *reason);
