/*
 * outcome - what was found of one rule: its verdict, why, and the numbers and names that explain it.
 *
 * A kind fills it in when it judges, and reads it when it describes what was found. What has no meaning for a
 * kind stays empty and is not written.
 */
#pragma once

#include "rules/model/facts.h"
#include "words/reason_table.h"

/* What a rule asked for and what was found, of the whole or of one unit. */
struct tally {
        bool needed;               /* min and max have a meaning */
        int32_t min, max;          /* the bounds of the rule on the day; -1: no bound */
        bool counted;              /* certain and possible have a meaning */
        int32_t certain, possible; /* how many there are for certain, and how many there may be */
        bool withheld;             /* the numbers would reveal somebody's gender: they are not written */
        bool of_deputies;          /* what was counted is the deputies, not the members */
        bool listed;               /* members have a meaning, and may be shown */
        bool of_bodies;            /* they are bodies, not members of one */
        const char **members;      /* ids of the memberships that count, or may */
        uint32_t member_count;
        int32_t missing;      /* how many more it would take; 0 where that is not known */
        const char **surplus; /* ids of the memberships that are too many */
        uint32_t surplus_count;
};

/* One unit of a rule with `per`. */
struct unit_outcome {
        const char *unit; /* its id, or its code */
        uint32_t id;      /* the same as a number */
        enum verdict verdict;
        struct tally tally;
};

/* One calendar period of a cadence. */
struct period_outcome {
        date from, last;         /* its first and last day */
        int32_t count, possible; /* meetings held for certain, and at most, as far as they are registered */
        bool inside;             /* it lies wholly inside the rule's validity */
        bool running;            /* its last day is not past */
        bool covered;            /* every meeting in it is registered */
        enum verdict verdict;
};

struct outcome {
        const struct rule *rule;
        enum verdict verdict;
        enum reason reason;         /* why the verdict is what it is, where it does not speak for itself */
        bool informs;               /* the rule does not bind what it was judged on: it never decides */
        struct tally tally;         /* of the whole */
        struct unit_outcome *units; /* in order of their names */
        uint32_t unit_count;        /* 0: the rule has no `per`, or no unit on that day */
        struct period_outcome *periods; /* oldest first */
        uint32_t period_count;
        int32_t total;  /* of how many; -1: it has no meaning */
        int32_t shared; /* of seats: they lack members together with other rules; of parity: the largest side
                         */
        date when;      /* the date that the sentence speaks of; DATE_END: none */
        const uint32_t *names; /* the entities that the sentence names */
        uint32_t name_count;
};

/* Whether a breach of the rule makes the body's verdict "not met"; else it is a warning. */
static inline bool outcome_decides(const struct outcome *outcome)
{
        return rule_decides(outcome->rule) && !outcome->informs;
}

/* Fill in the verdict, and the reason where there is one. Both return true, so that the judge of a kind can
 * end with `return outcome_set(…)`. */
bool outcome_set(struct outcome *outcome, enum verdict verdict);
bool outcome_explain(struct outcome *outcome, enum verdict verdict, enum reason reason);
