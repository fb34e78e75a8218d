/*
 * sentence - writes findings as sentences in Bokmål, Nynorsk and English.
 *
 * The words are in words/phrase.tsv and words/reason.tsv, written so that a secretary can paste them into a
 * letter. A kind chooses the phrase for a finding; its placeholders in braces are filled from the outcome, or
 * from what else the caller gives in `struct sentence_values`. A new placeholder is a row of a table in
 * sentence.c.
 */
#pragma once

#include "rules/judging/judgement.h"

#include "base/buffer.h"
#include "words/phrase_table.h"

/* A text that is being written. */
struct sentence {
        struct buffer *out;
        enum language language;
        const struct rules_facts *facts; /* where names are looked up, */
        date at;                         /* as they were on this day */
        bool complete;                   /* all members who count are registered */
        bool said_incomplete;            /* it already says that the list of members is not complete */
};

/* The values of the placeholders that a phrase may have. */
struct sentence_values {
        /* {certain} {possible} {missing} {surplus} {min} {max} {total} {shared} {needed} {date} {names}
         * {units}, and of its rule {tolerance} {difference} {terms} {length} */
        const struct outcome *outcome;
        const struct rule *rule;         /* {words}: its text, in quotation marks */
        const struct rule *const *rules; /* {rules}: the texts of all of them */
        uint32_t rule_count;
        int64_t number, whole;     /* {number}, {whole} */
        const char *name;          /* {name} */
        const char *day;           /* {day}: a date as written, which may be only a month or a year */
        uint32_t unit;             /* {unit}, of the rule */
        enum phrase first, second; /* {first}, {second}: other phrases with the same values */
        bool digits;               /* numbers are written in digits, because one of them is large */
};

/* Adds the phrase, filled from the outcome. */
void sentence_say(struct sentence *sentence, enum phrase phrase, const struct outcome *outcome);

/* Adds the phrase, filled from the values. */
void sentence_fill(struct sentence *sentence, enum phrase phrase, const struct sentence_values *values);

/* Adds what most kinds say: how many there are, and how many are needed. Adds nothing if nothing was counted.
 */
void sentence_counts(struct sentence *sentence, const struct outcome *outcome);
