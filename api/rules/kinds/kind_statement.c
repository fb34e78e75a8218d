/*
 * statement - a norm that cannot be counted ("proportional representation" with no figure).
 *
 * It is in every result, so that its absence is not taken for approval, and it never decides.
 */
#include "rules/kinds/kinds.h"

static bool judge_statement(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_STATEMENT);
}

static void describe_statement(struct sentence *sentence, const struct outcome *outcome)
{
        (void)sentence, (void)outcome;
}

const struct rule_kind kind_statement = {.name = "statement",
                                         .subject = SUBJECT_EITHER,
                                         .is_norm_only = true,
                                         .judge = judge_statement,
                                         .describe = describe_statement};
