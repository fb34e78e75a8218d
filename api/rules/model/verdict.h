/*
 * verdict - what can be said of a rule, a unit, a period or a whole body.
 */
#pragma once

enum rules_verdict {
        RULES_MET,
        RULES_NOT_MET,
        RULES_UNKNOWN,
        RULES_WAIVED,
        RULES_PENDING,
        RULES_NOT_APPLICABLE,
        RULES_NOT_CHECKABLE,
        RULES_NO_RULES, /* of a whole body only */
};

/* The verdict's name in the contract. */
const char *rules_verdict_name(enum rules_verdict verdict);
