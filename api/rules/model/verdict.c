#include "rules/model/verdict.h"

const char *rules_verdict_name(enum rules_verdict verdict)
{
        static const char *const names[] = {
                [RULES_MET] = "met",
                [RULES_NOT_MET] = "not_met",
                [RULES_UNKNOWN] = "unknown",
                [RULES_WAIVED] = "waived",
                [RULES_PENDING] = "pending",
                [RULES_NOT_APPLICABLE] = "not_applicable",
                [RULES_NOT_CHECKABLE] = "not_checkable",
                [RULES_NO_RULES] = "no_rules",
        };
        return names[verdict];
}
