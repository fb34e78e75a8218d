/*
 * selector - a predicate on one membership at one date, in Kleene's logic: true, false, unknown.
 *
 * One key an object. A leaf is unknown where the membership does not state the attribute, or where the entity
 * it leads to was not delivered; a list that is stated, even an empty one, is complete. Organisations without
 * `partOf` and areas without `within` are tops, not unknowns.
 */
#pragma once

#include "rules/model/facts.h"

enum selector_values { VALUES_LIST, VALUE_ONE, VALUE_BODY, VALUE_HOLDER, VALUE_PARTS, VALUE_PART };

/* A key of a selector, as it is written. */
struct selector_key {
        const char *name;
        enum selector_kind kind;
        enum selector_values values; /* what stands behind it */
        bool names_one;              /* it may hold of one known person only */
};

/* Every key a selector may have; NULL if there is none of that name. */
const struct selector_key *selector_key_find(const char *name);
