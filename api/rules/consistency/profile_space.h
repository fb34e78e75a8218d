/*
 * profile_space - the attributes that tell profiles apart, and the values that each may have.
 */
#pragma once

#include "rules/consistency/demand.h"

/* Conditions of one set of rules, and selectors without parts that they are made of: bits of a word. */
#define PROFILE_CONDITIONS_MAX 64
#define PROFILE_LEAVES_MAX     64

/* What a leaf looks at. Of the first a member has one value, of the others any. */
enum attribute_looked_at {
        ONE_ORGANISATION,
        ONE_AREA,
        ONE_APPOINTER,
        ONE_NOMINATOR,
        ONE_PERSON,
        ONE_GENDER,
        ANY_CATEGORY,
        ANY_TRAIT,
        FREE, /* either answer is possible, whatever else is known */
};

/* A selector without parts, a unit, a person or a gender: the attribute has one of the values. */
struct leaf {
        enum attribute_looked_at looks_at;
        const uint32_t *values;
        uint32_t value_count;
        const struct selector *selector; /* NULL: none is behind it */
        uint32_t own[1];                 /* where the one value of a unit stands */
};

/* One of these: bits of leaves that are then true. */
struct choice {
        uint64_t *leaves;
        uint32_t count;
};

/* A choice of everything, numbered. */
struct candidate {
        uint32_t standing;
        uint32_t *chosen;
};

struct profiles {
        struct arena *arena;
        const struct rules_facts *facts;
        const struct condition *const *conditions;
        uint32_t condition_count;
        struct leaf leaves[PROFILE_LEAVES_MAX];
        uint32_t leaf_count;
        uint8_t *leaf_of; /* by selector: its leaf, from 1 */
        struct choice *choices;
        uint32_t choice_count, choice_room;
        uint64_t needs[PROFILE_CONDITIONS_MAX]; /* leaves of the unit, person and gender of each condition */
        struct candidate *starts; /* of each condition one that satisfies it; NULL: not sought yet */
};

/* The profiles that these conditions tell apart; NULL if there are too many conditions or selectors. */
struct profiles *profile_space_new(struct arena *arena, const struct rules_facts *facts,
                                   const struct condition *const *conditions, uint32_t count);
