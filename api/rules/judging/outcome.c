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

void outcome_waive(struct outcome *outcome)
{
        if (outcome->verdict != VERDICT_NOT_MET)
                return;
        outcome->verdict = VERDICT_WAIVED;
        for (uint32_t i = 0; i < outcome->unit_count; i++) {
                if (outcome->units[i].verdict == VERDICT_NOT_MET)
                        outcome->units[i].verdict = VERDICT_WAIVED;
        }
}
