#include "rules/judging/outcome.h"

bool outcome_set(struct outcome *outcome, enum verdict verdict)
{
        outcome->verdict = verdict;
        return true;
}

bool outcome_explain(struct outcome *outcome, enum verdict verdict, enum reason reason)
{
        outcome->reason = reason;
        return outcome_set(outcome, verdict);
}
