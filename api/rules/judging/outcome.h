/*
 * outcome - the finding on one rule: its verdict, the reason, and the numbers and names that explain it.
 *
 * A kind fills it when it judges, and reads it when it describes the finding. Members that have no meaning
 * for a kind stay empty and are not written.
 */
#pragma once

#include "rules/model/facts.h"
#include "words/reason_table.h"

/* What a rule, or one unit of it, requires and what there is. */
struct tally {
        bool needed;               /* `min` and `max` are set */
        int32_t min, max;          /* the bounds of the rule on the day; -1: no bound */
        bool counted;              /* `certain` and `possible` are set */
        int32_t certain, possible; /* how many there certainly are, and how many there may be */
        bool withheld;             /* the numbers are not written, because they would reveal a gender */
        bool of_deputies;          /* deputies were counted, not members */
        bool listed;               /* `members` is set, and may be shown */
        bool of_bodies;            /* `members` are bodies, not memberships */
        const char **members;      /* the ids of the memberships that count, or may count */
        uint32_t member_count;
        int32_t missing;      /* how many more are needed; 0 if that is not known */
        const char **surplus; /* the ids of the memberships that are too many */
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
        int32_t count, possible; /* registered meetings that certainly were held, and that may have been */
        bool inside;             /* it is wholly within the rule's validity */
        bool running;            /* its last day is not past */
        bool covered;            /* all meetings in it are registered */
        enum verdict verdict;
};

/* The finding on one rule. */
struct outcome {
        const struct rule *rule;
        enum verdict verdict;
        enum reason reason;         /* why the verdict is what it is, if that is not obvious */
        bool informs;               /* the rule does not bind what it was judged on, so it never decides */
        struct tally tally;         /* the tally of the whole */
        struct unit_outcome *units; /* in the order of their names */
        uint32_t unit_count;        /* 0 if the rule has no `per`, or no unit on that day */
        struct period_outcome *periods; /* the oldest first */
        uint32_t period_count;
        int32_t total;  /* the total that the count is a part of; -1: none */
        int32_t shared; /* seats: how many lack members together with other rules; parity: the largest side */
        date when;      /* the date that the sentence mentions; DATE_END: none */
        const uint32_t *names; /* the entities that the sentence names */
        uint32_t name_count;
};

/* Whether a breach of the rule makes the body's verdict "not met"; else it is a warning. */
static inline bool outcome_decides(const struct outcome *outcome)
{
        return rule_decides(outcome->rule) && !outcome->informs;
}

/* Set the verdict, and the reason. Both return true, so that the judge of a kind can end with `return
 * outcome_set(…)`. */
bool outcome_set(struct outcome *outcome, enum verdict verdict);
bool outcome_explain(struct outcome *outcome, enum verdict verdict, enum reason reason);

/* Makes what is not met waived: the rule, and each of its units, since `per` makes one rule of a rule for
 * each unit. */
void outcome_waive(struct outcome *outcome);
