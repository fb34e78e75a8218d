/*
 * sentence - what a check found, in Bokmål, Nynorsk and English.
 *
 * The words stand in words/phrase.tsv and words/reason.tsv, written so that a secretary can paste them into a
 * letter. A kind names the phrase that says what was found; what a phrase leaves open in braces is filled
 * from the outcome, or from whatever else the caller gives in `struct sentence_values`. A new placeholder is
 * a row of a table in sentence.c.
 */
#pragma once

#include "rules/judging/judgement.h"

#include "base/buffer.h"
#include "words/phrase_table.h"

/* A text that is being written. */
struct sentence {
        struct buffer *out;
        enum language language;
        const struct rules_facts *facts; /* where names are looked up */
        bool complete;                   /* nobody who counts can be unregistered */
        bool said_incomplete; /* the reader has been told that the list of members is not complete */
};

/* What the placeholders of a phrase stand for, as far as it has them. */
struct sentence_values {
        /* {certain} {possible} {missing} {surplus} {min} {max} {total} {shared} {needed} {date} {names}
         * {units}, and of its rule {tolerance} {difference} {terms} {length} */
        const struct outcome *outcome;
        const struct rule *rule;         /* {words}: what it says, in quotation marks */
        const struct rule *const *rules; /* {rules}: what each of them says */
        uint32_t rule_count;
        int64_t number, whole;     /* {number}, {whole} */
        const char *name;          /* {name} */
        const char *day;           /* {day}: a date as it is written, whole or to its month or year */
        uint32_t unit;             /* {unit} of the rule */
        enum phrase first, second; /* {first}, {second}: other phrases, filled from the same values */
        bool digits;               /* numbers are written in digits: set where one of them is large */
};

/* Adds the phrase, filled from the outcome. */
void sentence_say(struct sentence *sentence, enum phrase phrase, const struct outcome *outcome);

/* Adds the phrase, filled from the values. */
void sentence_fill(struct sentence *sentence, enum phrase phrase, const struct sentence_values *values);

/* Adds what most kinds say: so many are found, so many are needed. Adds nothing where nothing was counted. */
void sentence_counts(struct sentence *sentence, const struct outcome *outcome);
