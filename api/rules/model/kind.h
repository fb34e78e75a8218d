/*
 * kind - what every kind of rule has: a name, a judge, words, and what others need to know of it.
 *
 * A kind is one file (kinds/kind_<name>.c), whose header comment is its page of meaning, and one row of the
 * table in kinds/kinds.c. Whoever needs to know something of a kind asks its row, never its name. Judging
 * fills an outcome; describing puts it into a sentence when the result is written, so that a check that
 * nobody reads costs nothing for words.
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

/* What a kind of rule is about: a rule of an agreement is not judged on a body, nor the other way round, nor
 * on either one that is about where in the register there are bodies. */
enum subject { SUBJECT_BODY, SUBJECT_AGREEMENT, SUBJECT_EITHER, SUBJECT_REGISTER };

struct rule_kind {
        const char *name;
        enum subject subject;
        bool is_seats;      /* judged with the others of its variant (seats/seating.h), not by `judge` */
        bool composes;      /* the verdict depends on nothing but who sits */
        bool is_norm_only;  /* shown, never judged: neither body nor meeting matters to it */
        bool counts_gender; /* whatever its selectors name */
        bool holds_over;    /* members sit on after their term */
        bool lists_periods; /* its outcome has periods of meetings */
        /* Fills the outcome of a rule that is in force. False when memory runs out. */
        bool (*judge)(struct check *check, const struct rule *rule, struct outcome *ret);
        /* The same of a rule that is judged on meetings, by who was there; NULL: it is not. */
        bool (*judge_meeting)(struct check *check, const struct rule *rule, const struct presence *presence,
                              struct outcome *ret);
        /* What was found, after "The requirement … is not met: "; adds nothing where there is nothing to say.
         */
        void (*describe)(struct sentence *sentence, const struct outcome *outcome);
        /* The first day after the check's on which the verdict could change though no fact does; may be NULL.
         */
        date (*next)(const struct check *check, const struct rule *rule);
        /* What the rule asks of the numbers of members, for the last of the demands; may be NULL. */
        void (*demand)(struct demands *demands, const struct rule *rule);
        /* What is wrong with a rule as written that no schema can say; may be NULL. */
        void (*faults)(const json_t *rule, struct faults *faults);
};

/* NULL if there is no such kind. */
const struct rule_kind *rule_kind_find(const char *name);
