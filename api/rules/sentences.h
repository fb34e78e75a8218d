/*
 * sentences - writes the whole sentences of a result: those of each rule, of the summary, of advice. Their
 * words are in words/phrase.tsv.
 */
#pragma once

#include "rules/contradictions.h"
#include "rules/judging/sentence.h"

void sentence_of_rule(struct sentence *sentence, const struct outcome *outcome);
void sentence_of_summary(struct sentence *sentence, const struct rules_result *result);
void sentence_of_advice(struct sentence *sentence, const struct advice *advice);
void sentence_of_contradiction(struct sentence *sentence, const struct contradiction *contradiction);

/* How many rules of a result have each verdict, among those of the variant that is shown. */
struct verdict_counts {
        uint32_t deciding[VERDICT_COUNT], warning[VERDICT_COUNT];
};
void sentences_count_verdicts(const struct rules_result *result, struct verdict_counts *ret);
