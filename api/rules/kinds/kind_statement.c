/*
 * statement - a norm that cannot be counted ("proportional representation" with no figure).
 *
 * It is in every answer, so that nobody takes silence for approval, and it never decides.
 */
#include "rules/judging/kind.h"

static const struct parameter parameters[] = {{NULL, PARAM_ANY, false}};

static bool judge(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, RULES_NOT_CHECKABLE, "statement");
}

static void tell(struct telling *telling, const struct outcome *outcome)
{
        (void)telling, (void)outcome;
}

const struct rule_kind kind_statement = {
        .name = "statement", .parameters = parameters, .judge = judge, .tell = tell};
