/*
 * profiles - the sorts of members that some conditions distinguish.
 *
 * A member has one role, one organisation, area, appointer, nominator, person and gender, and any categories
 * and traits. Values that no condition distinguishes count as one; all values that are not named count as
 * "another". For all else that a selector may ask (where an organisation belongs, who sits in another body …)
 * both answers are taken to be possible. So there may be profiles that no real member can have, but none is
 * missing.
 */
#pragma once

#include "rules/consistency/profile_space.h"

/* A profile: the conditions that it satisfies (bits), and whether it is one of the members. */
struct profile {
        uint64_t satisfied;
        bool member;
};

/* All profiles, each once; false if there are too many. */
bool profiles_list(struct profiles *profiles, const struct profile **ret, uint32_t *ret_count);

/* How much a profile helps, for profiles_climb(). */
typedef int64_t profile_gain(const void *context, struct profile profile);

/* A profile whose gain is greater than 0, found by hill climbing from profiles that satisfy the conditions.
 * If none is found, there may still be one. */
struct profile profiles_climb(struct profiles *profiles, profile_gain *gain, const void *context,
                              int64_t *ret_gain, int64_t *work);
