#include "formats/findings.h"

enum finding finding_of(enum verdict verdict, bool decides)
{
        if (verdict == VERDICT_MET)
                return FINDING_PASSED;
        if (verdict != VERDICT_NOT_MET)
                return FINDING_SKIPPED;
        return decides ? FINDING_FAILED : FINDING_WARNED;
}

bool finding_seating_decides(const json_t *result)
{
        const json_t *rules = json_object_get(result, "rules");
        for (size_t i = 0; i < json_array_size(rules); i++) {
                const json_t *rule = json_array_get(rules, i);
                if (view_is_seats_rule(rule) && view_decides(result, rule))
                        return true;
        }
        return false;
}
