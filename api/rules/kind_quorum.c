/*
 * quorum - who must be present for a decision.
 *
 * `minShare` or `moreThanShare` of the members must be present with a vote (kommuneloven § 11-9: at least
 * half; helseforetaksloven § 27: more than half); `who` narrows those counted. It is judged on each meeting,
 * those present against the members of that day; on a body it is not applicable.
 */
#include "kind.h"

static const struct parameter parameters[] = {
        {"moreThanShare", PARAM_SHARE, false},
        {"minShare", PARAM_SHARE, false},
        {"who", PARAM_SELECTOR, false},
        {NULL, PARAM_ANY, false},
};

static bool judge(struct check *check, const struct rule *rule, struct outcome *ret)
{
        (void)check, (void)rule;
        return outcome_explain(ret, RULES_NOT_APPLICABLE, "judged_on_meetings");
}

static void tell(struct telling *telling, const struct outcome *outcome)
{
        (void)telling, (void)outcome;
}

static void faults(const json_t *rule, struct faults *list)
{
        if (!json_object_get(rule, "minShare") == !json_object_get(rule, "moreThanShare"))
                faults_add(list, FAULT_POINTER, "", FAULT_ONE_OF_MEMBERS, "minShare, moreThanShare", NULL);
}

const struct rule_kind kind_quorum = {
        .name = "quorum", .parameters = parameters, .judge = judge, .tell = tell, .faults = faults};
