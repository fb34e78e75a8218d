#include "rules/kinds/meetings_held.h"

struct held meetings_held(const struct body *body, date first, date last, date at)
{
        struct held held = {0, 0};
        last = last < at ? last : at - 1;
        for (uint32_t i = 0; i < body->meeting_count; i++) {
                const struct meeting *meeting = &body->meetings[i];
                if (!meeting->held)
                        continue;
                held.certain += meeting->dated && first <= meeting->first && meeting->last <= last;
                held.possible += first <= last &&
                                 (!meeting->dated || (meeting->first <= last && meeting->last >= first));
        }
        return held;
}

bool meetings_held_covered(const struct body *body, date first, date at)
{
        /* On its first day nothing of a period has passed that could lack a meeting. */
        return at <= first || (body->meetings_known && coverage_complete(body->meetings_coverage, first));
}
