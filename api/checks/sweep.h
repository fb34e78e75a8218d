/*
 * sweep - the facts of many bodies, one after the other in the order of ids, in constant memory.
 *
 * They are loaded in batches, each with a connection that is returned at once, so a slow client holds none.
 * While one batch is judged, a thread loads the next, so that the database and the judge work at the same
 * time. Batches may be of different revisions; each row has its own. After the last body the rules on the
 * existence of bodies may follow, one by one.
 */
#pragma once

#include "checks/check.h"

struct sweep;

/* The filters of a sweep, all of which a body must pass. They are SQL arrays; NULL is no filter. */
struct sweep_options {
        const char *only;                /* the body has one of these ids, */
        const char *kinds, *areas;       /* is of one of these kinds, in one of these areas, */
        const char *rule_kinds, *forces; /* has a rule of one of these kinds, of one of these forces, */
        const char *rule;                /* has this rule, or may have it as a general rule, */
        const char *changed_since;       /* has changed since, in something that a check looks at */
        bool norms;  /* the rules on the existence of bodies follow the bodies, filtered alike */
        size_t most; /* the number of bodies needed at most; 0: not known */
};

/* Reads the filters from the call's parameters: body, kind, area, ruleKind, force, changedSince. */
void sweep_options_read(struct call *call, struct sweep_options *ret);

enum sweep_step { SWEEP_BODY, SWEEP_END, SWEEP_FAILED };

/* A body of a sweep; valid until the next step. */
struct sweep_body {
        struct call *call; /* the call to judge it with, whose arena lasts as long as the body */
        const char *id;
        const struct rules_facts *facts; /* NULL: they exceed a limit of the rules engine */
        const struct rows *rows;         /* the row that it was loaded in */
        size_t row;
};

/* Begins a sweep, which is released with the call. */
struct sweep *sweep_new(struct registry *registry, struct call *call, const struct sweep_options *options);

/* Goes to the next body. A failure is reported to the call that the sweep was made for. */
enum sweep_step sweep_next(struct sweep *sweep, struct sweep_body *ret);
