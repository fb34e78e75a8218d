/*
 * kind - what each kind of rule has: a name, a judge, words, and properties that other code needs to know.
 *
 * A kind is one file (kinds/kind_<name>.c), whose header comment is a page on its meaning, and one row of the
 * table in kinds/kinds.c. Other code asks the row for a property, and never compares the kind's name. Judging
 * fills an outcome; describing makes a sentence of it when the result is written, so that a check whose
 * sentences are not read costs nothing for them.
 */
#pragma once

#include "rules/model/facts.h"

#include <jansson.h>

struct check;
struct demands;
struct outcome;
struct presence;
struct sentence;
struct faults;

/* What rules of a kind are judged on: bodies, agreements, both, or the register as a whole (the existence of
 * bodies). */
enum subject { SUBJECT_BODY, SUBJECT_AGREEMENT, SUBJECT_EITHER, SUBJECT_REGISTER };

struct rule_kind {
        const char *name;
        enum subject subject;
        bool is_seats;      /* its rules are judged together (seats/seating.h), not by `judge` */
        bool composes;      /* the verdict depends only on who the members are */
        bool is_norm_only;  /* its rules are shown and never judged */
        bool counts_gender; /* it counts by gender even if its selectors do not name it */
        bool holds_over;    /* by its rules members remain after their term */
        bool lists_periods; /* its outcome has periods of meetings */
        /* Fills the outcome of a rule that is in force. False if memory runs out. */
        bool (*judge)(struct check *check, const struct rule *rule, struct outcome *ret);
        /* The same for a meeting, by who attended; NULL if the kind is not judged on meetings. */
        bool (*judge_meeting)(struct check *check, const struct rule *rule, const struct presence *presence,
                              struct outcome *ret);
        /* Writes the finding, after "The requirement … is not met: "; nothing if there is nothing to say. */
        void (*describe)(struct sentence *sentence, const struct outcome *outcome);
        /* The first day after the check's on which the verdict may change although no fact does; may be NULL.
         */
        date (*next)(const struct check *check, const struct rule *rule);
        /* Writes what the rule demands as inequalities (consistency/demand.h); may be NULL. */
        void (*demand)(struct demands *demands, const struct rule *rule);
        /* Finds faults of a rule, as JSON, that no schema can express; may be NULL. */
        void (*faults)(const json_t *rule, struct faults *faults);
};

/* The kind with this name; NULL if there is none. */
const struct rule_kind *rule_kind_find(const char *name);
