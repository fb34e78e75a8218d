/*
 * kind - what every kind of rule has: a name, parameters, a judge and words.
 *
 * A kind is one file (kind_<name>.c), whose header comment is its page of meaning, and one row of the table
 * in kinds.c. Judging fills an outcome; sentence says it in a sentence when the result is written, so that a
 * check that nobody reads costs nothing for words.
 */
#pragma once

#include "rules/judging/judgement.h"
#include "rules/judging/sentence.h"

enum parameter_type {
        PARAM_SELECTOR,  /* who, of */
        PARAM_SELECTORS, /* sides */
        PARAM_ROLE,      /* one role */
        PARAM_ROLES,     /* several */
        PARAM_COUNT,     /* {min, max} */
        PARAM_NUMBER_OR_COUNT,
        PARAM_NUMBER, /* a whole number from 0 */
        PARAM_NUMBERS,
        PARAM_SHARE,
        PARAM_FLAG, /* true or false */
        PARAM_PRESET,
        PARAM_STEPS,
        PARAM_ATTRIBUTE,
        PARAM_ATTRIBUTES,
        PARAM_CALENDAR, /* month, quarter, half_year, year */
        PARAM_SPAN,     /* P2Y */
        PARAM_FIRST,    /* {side, from} */
        PARAM_BODY,     /* an id */
        PARAM_BODIES,   /* an id or several */
        PARAM_PER,
        PARAM_STRING,
        PARAM_ANY, /* foretold, not judged */
};

/* Ends with a row without a name. */
struct parameter {
        const char *name;
        enum parameter_type type;
        bool required;
};

struct rule_kind {
        const char *name;
        bool of_agreements; /* judged on an agreement; the others on a body */
        const struct parameter *parameters;
        /* Fills the outcome of a rule that is in force. False when memory runs out. */
        bool (*judge)(struct check *check, const struct rule *rule, struct outcome *ret);
        /* What was found, after "The requirement … is not met: "; adds nothing where there is nothing to say.
         */
        void (*describe)(struct sentence *sentence, const struct outcome *outcome);
        /* The first day after the check's on which the verdict could change though no fact does; may be NULL.
         */
        date (*next)(const struct check *check, const struct rule *rule);
        /* What is wrong with the parameters together; may be NULL. */
        void (*faults)(const json_t *rule, struct faults *faults);
};

/* NULL if there is no such kind. */
const struct rule_kind *rule_kind_find(const char *name);

/* The i-th kind of the table, NULL after the last. */
const struct rule_kind *rule_kind_at(size_t i);

/* Whether the verdict hangs on nothing but who sits. */
bool rule_kind_composes(const struct rule_kind *kind);

/* The names of all kinds with commas between, for messages. */
#define RULE_KIND_NAMES                                                                                      \
        "seats, count, size, balance, parity, split, distinct, rotation, tenure, term, deputies, "           \
        "exclusion, "                                                                                        \
        "cadence, quorum, sequence, mirrors, content, deadline, statement"

extern const struct rule_kind kind_seats, kind_count, kind_size, kind_balance, kind_parity, kind_split,
        kind_distinct, kind_rotation, kind_tenure, kind_term, kind_deputies, kind_exclusion, kind_cadence,
        kind_quorum, kind_sequence, kind_mirrors, kind_content, kind_deadline, kind_statement;
