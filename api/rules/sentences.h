/*
 * sentences - the whole sentences of a result: of a rule, of all of it, of its advice.
 */
#pragma once

#include "rules/contradictions.h"
#include "rules/judging/sentence.h"

/* The whole sentences of one rule, of the summary, of a line of advice, and of rules that contradict. */
void sentence_of_rule(struct sentence *sentence, const struct outcome *outcome);
void sentence_of_summary(struct sentence *sentence, const struct rules_result *result);
void sentence_of_advice(struct sentence *sentence, const struct advice *advice);
void sentence_of_contradiction(struct sentence *sentence, const struct contradiction *contradiction);

/* The rules of a result by verdict, of the reading that is shown. */
struct verdict_counts {
        uint32_t deciding[VERDICT_COUNT], warning[VERDICT_COUNT];
};
void sentences_count_verdicts(const struct rules_result *result, struct verdict_counts *ret);
