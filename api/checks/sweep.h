/*
 * sweep - the facts of many bodies, one after the other in order of id, in constant memory.
 *
 * They are loaded in batches, each with a connection that is given back at once: whoever reads slowly holds
 * none. While one batch is judged a thread loads the next, so that the database and the judge work at the
 * same time. The batches may be of different revisions; each row says of which. After the last body may come
 * the rules on where there are to be bodies, one by one.
 */
#pragma once

#include "checks/check.h"

struct sweep;

/* Which bodies: those of which all is true. Arrays are as SQL writes them; NULL asks for nothing. */
struct sweep_options {
        const char *only;                /* of these ids */
        const char *kinds, *areas;       /* of such a kind; in one of these areas */
        const char *rule_kinds, *forces; /* with a rule of such a kind; of such a force */
        const char *rule;                /* with this rule, their own or one that may apply to them */
        const char *changed_since;       /* since then something was written that a check of them looks at */
        bool norms;                      /* after the bodies also the rules on where bodies are to be, of
                                            which the same is true */
        size_t most;                     /* no more than so many are needed; 0: the number is not known */
};

/* What the call's own parameters ask for: body, kind, area, ruleKind, force, changedSince. */
void sweep_options_read(struct call *call, struct sweep_options *ret);

enum sweep_step { SWEEP_BODY, SWEEP_END, SWEEP_FAILED };

/* A body of a sweep; valid until the next step. */
struct sweep_body {
        struct call *call; /* to judge with: its arena lasts as long as the body */
        const char *id;
        const struct rules_facts *facts; /* NULL: past a limit of the rules engine */
        const struct rows *rows;         /* where it stands, for what the register knew */
        size_t row;
};

/* A sweep that lives as long as the call. */
struct sweep *sweep_new(struct registry *registry, struct call *call, const struct sweep_options *options);

/* Goes to the next body. What fails is reported to the call that the sweep was made for. */
enum sweep_step sweep_next(struct sweep *sweep, struct sweep_body *ret);
