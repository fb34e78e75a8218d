/*
 * words - sentences about an outcome in Bokmål, Nynorsk and English.
 *
 * Written so that a secretary can paste them in a letter. Templates have places in braces, filled from the
 * outcome: {certain} {possible} {missing} {surplus} {min} {max} {needed} {total} {date} {names} {units}.
 */
#pragma once

#include "rules/judging/judgement.h"

#include "base/buffer.h"
#include "words/fault.h"

struct sentence {
        struct buffer *out;
        enum language language;
        const struct rules_facts *facts;
};

struct phrase {
        const char *in[LANGUAGE_COUNT];
};
#define PHRASE(nb, nn, en) (&(const struct phrase){{nb, nn, en}})

/* Adds the phrase with its places filled. */
void sentence_fill(struct sentence *sentence, const struct outcome *outcome, const struct phrase *phrase);

/* Adds words without places. */
void sentence_add(struct sentence *sentence, const struct phrase *phrase);

/* A number as a word up to twelve, of something neuter; 0 is "ingen". */
void sentence_number(struct sentence *sentence, int64_t number);
void sentence_date(struct sentence *sentence, date day);

/* The name of a unit of a rule. */
void sentence_unit(struct sentence *sentence, const struct rule *rule, uint32_t id);

/* What most kinds say: so many are found, so many are needed. */
void sentence_counts(struct sentence *sentence, const struct outcome *outcome);

/* The rule's own words in quotation marks, cut at a word where they are long. */
void sentence_quote(struct sentence *sentence, const struct rule *rule);
