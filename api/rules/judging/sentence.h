/*
 * words - sentences about an outcome in Bokmål, Nynorsk and English.
 *
 * Written so that a secretary can paste them in a letter. Templates have places in braces, filled from the
 * outcome: {certain} {possible} {missing} {surplus} {min} {max} {needed} {total} {date} {names} {units}.
 */
#pragma once

#include "rules/judging/judgement.h"

struct telling {
        struct buffer *out;
        enum language language;
        const struct rules_facts *facts;
};

struct phrase {
        const char *in[LANGUAGE_COUNT];
};
#define PHRASE(nb, nn, en) (&(const struct phrase){{nb, nn, en}})

/* Adds the phrase with its places filled. */
void words_say(struct telling *telling, const struct outcome *outcome, const struct phrase *phrase);

/* Adds words without places. */
void words_add(struct telling *telling, const struct phrase *phrase);

/* A number as a word up to twelve; 0 is "null". */
void words_number(struct telling *telling, int64_t number);
void words_date(struct telling *telling, date day);

/* What most kinds say: so many are found, so many are needed. */
void tell_counts(struct telling *telling, const struct outcome *outcome);

/* The whole sentences of one rule, of the summary, of a line of advice, and of rules that contradict. */
void tell_rule(struct telling *telling, const struct outcome *outcome);
void tell_summary(struct telling *telling, const struct rules_result *result);
void tell_advice(struct telling *telling, const struct advice *advice);
void tell_contradiction(struct telling *telling, const struct contradiction *contradiction);

/* The rule's own words in quotation marks, cut at a word where they are long. */
void words_quote(struct telling *telling, const struct rule *rule);
