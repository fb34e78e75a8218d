/*
 * holdover - members sit until successors are appointed.
 *
 * It says who is counted and is not judged itself. While it is in force, a membership of the members whose
 * last day is past stays in force until one that `replaces` it begins: for certain if its `endReason` is
 * `term_ended`, not at all if it is another. Without a reason it may or may not: then nothing is claimed that
 * hangs on the members being known (judging/judgement.h).
 */
#include "rules/kinds/kinds.h"

static bool judge_holdover(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_HOLDOVER);
}

static void describe_holdover(struct sentence *sentence, const struct outcome *outcome)
{
        (void)sentence, (void)outcome;
}

const struct rule_kind kind_holdover = {
        .name = "holdover", .holds_over = true, .judge = judge_holdover, .describe = describe_holdover};
