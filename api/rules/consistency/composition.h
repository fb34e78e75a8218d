/*
 * composition - whether some composition of a body satisfies a set of demands together.
 *
 * A composition is a number of members (and others) of each profile, and where each has a seat. It is sought
 * by solving the inequalities of the demands over profiles that are made as they help, for each way in which
 * the demands can be satisfied. INFEASIBLE is said only when no profile there is could help any more,
 * exactly; where that takes too long, or cannot be told, nothing is claimed.
 */
#pragma once

#include "rules/consistency/demand.h"
#include "rules/consistency/inequalities.h"

/* The demands to be satisfied together. */
struct composition_problem {
        const struct demands *demands;
        const struct demand *const *asked;
        uint32_t asked_count;
        /* Seats that are not asked for but offered, in a body where every member has a seat. */
        const struct demand *const *offered;
        uint32_t offered_count;
        bool exhaustive; /* every member has a seat among those asked for or offered */
};

enum composition_thoroughness {
        COMPOSITION_SOME, /* profiles are sought by climbing: no proof that there is no composition */
        COMPOSITION_ALL,  /* all profiles are looked at */
};

/* Memory is taken from the arena, for the caller to reset. `work` is what may be spent, in steps of a few
 * nanoseconds. COMPOSITION_SOME never says INFEASIBLE. */
enum feasibility composition_seek(struct arena *arena, const struct composition_problem *problem,
                                  enum composition_thoroughness thoroughness, int64_t *work);
