/*
 * attributes - the attributes that `by` and `same` compare memberships by.
 */
#pragma once

#include "rules/model/facts.h"

/* The value of a single-valued attribute; 0: not stated. Not for BY_CATEGORY. */
uint32_t attribute_of(const struct membership *membership, enum attribute attribute);

/* Whether both memberships have the same value (of categories: one in common). Unknown if one does not state
 * it. */
enum tri attribute_alike(const struct membership *a, const struct membership *b, enum attribute attribute);
