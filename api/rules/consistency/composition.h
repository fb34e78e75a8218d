/*
 * composition - whether there is a composition of a body that satisfies several demands together.
 *
 * A composition is a number of members (and others) of each profile, and a seat for each. It is sought by
 * solving the inequalities of the demands over profiles, which are added while they help, for each way in
 * which the demands can be satisfied. INFEASIBLE is returned only if it is exactly proved that no further
 * profile could help. If that takes too long, or cannot be decided, the result is UNDECIDED.
 */
#pragma once

#include "rules/consistency/demand.h"
#include "rules/consistency/inequalities.h"

/* The demands to be satisfied together. */
struct composition_problem {
        const struct demands *demands;
        const struct demand *const *asked; /* the demands */
        uint32_t asked_count;
        const struct demand *const *offered; /* demands whose seats may be used but need not be filled */
        uint32_t offered_count;
        bool exhaustive; /* each member must have a seat of one of these demands */
};

enum composition_thoroughness {
        COMPOSITION_SOME, /* profiles are found by hill climbing, which proves nothing if none is found */
        COMPOSITION_ALL,  /* all profiles are looked at */
};

/* Looks for a composition. Memory is taken from the arena, which the caller resets. `work` is how much work
 * may be done, in steps of a few nanoseconds. COMPOSITION_SOME never gives INFEASIBLE. */
enum feasibility composition_seek(struct arena *arena, const struct composition_problem *problem,
                                  enum composition_thoroughness thoroughness, int64_t *work);
