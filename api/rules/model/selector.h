/*
 * selector - the keys of selectors. A selector is a predicate on a membership at a date, in three-valued
 * logic: true, false or unknown.
 *
 * A selector is an object with one key. A leaf is unknown if the membership does not state the attribute, or
 * if the entity that it refers to is not among the facts. A list that is stated, even an empty one, is
 * complete. An organisation without `partOf` and an area without `within` are known to be within nothing.
 */
#pragma once

#include "rules/model/facts.h"

enum selector_values { VALUES_LIST, VALUE_ONE, VALUE_BODY, VALUE_HOLDER, VALUE_PARTS, VALUE_PART };

/* A key of a selector. */
struct selector_key {
        const char *name;
        enum selector_kind kind;
        enum selector_values values; /* the form of its value */
        bool names_one;              /* it may be true of one known person only */
};

/* The key with this name; NULL if there is none. */
const struct selector_key *selector_key_find(const char *name);
