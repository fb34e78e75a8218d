/*
 * profiles - what a member can be, as far as some conditions tell members apart.
 *
 * A member has one role, one organisation, area, appointer, nominator, person and gender, and any categories
 * and traits. Values that the conditions never tell apart are one; what is not named is "another". Of
 * everything else that a selector asks (where an organisation belongs, who sits elsewhere …) either answer is
 * thought possible: more members than there can be, never fewer.
 */
#pragma once

#include "rules/consistency/profile_space.h"

/* One profile: which conditions it satisfies (bit by bit), and whether it is one of the members. */
struct profile {
        uint64_t satisfied;
        bool member;
};

/* All of them, each once; false if there are more than may be looked at. */
bool profiles_list(struct profiles *profiles, const struct profile **ret, uint32_t *ret_count);

/* What is gained by a profile, for profiles_climb(). */
typedef int64_t profile_gain(const void *context, struct profile profile);

/* A profile that gains more than 0, found by climbing from one that satisfies each condition; there may be
 * others where none is found. */
struct profile profiles_climb(struct profiles *profiles, profile_gain *gain, const void *context,
                              int64_t *ret_gain, int64_t *work);
