/*
 * profile_space - the attributes that distinguish profiles, and the values that each may have.
 */
#pragma once

#include "rules/consistency/demand.h"

/* The most conditions of a set of rules, and the most leaves in them; both are bits of a word. */
#define PROFILE_CONDITIONS_MAX 64
#define PROFILE_LEAVES_MAX     64

/* The attribute that a leaf looks at. Of those beginning with ONE_ a member has one value, of categories and
 * traits any number. */
enum attribute_looked_at {
        ONE_ORGANISATION,
        ONE_AREA,
        ONE_APPOINTER,
        ONE_NOMINATOR,
        ONE_PERSON,
        ONE_GENDER,
        ANY_CATEGORY,
        ANY_TRAIT,
        FREE, /* true and false are both possible, whatever else is known */
};

/* An elementary condition: the attribute has one of the values. It comes from a selector without parts, or
 * from the unit, person or gender of a condition. */
struct leaf {
        enum attribute_looked_at looks_at;
        const uint32_t *values;
        uint32_t value_count;
        const struct selector *selector; /* NULL if it does not come from a selector */
        uint32_t own[1];                 /* holds the value, if there is one and no selector has it */
};

/* The possible values of an attribute, each as the leaves (bits) that are then true. */
struct choice {
        uint64_t *leaves;
        uint32_t count;
};

/* A value chosen for each attribute, as indexes. */
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
        uint8_t *leaf_of; /* the leaf of each selector, from 1 */
        struct choice *choices;
        uint32_t choice_count, choice_room;
        uint64_t needs[PROFILE_CONDITIONS_MAX]; /* the leaves of each condition's unit, person and gender */
        struct candidate *starts; /* for each condition a candidate that satisfies it; NULL: not sought yet */
};

/* The profiles that these conditions distinguish; NULL if there are too many conditions or selectors. */
struct profiles *profile_space_new(struct arena *arena, const struct rules_facts *facts,
                                   const struct condition *const *conditions, uint32_t count);
