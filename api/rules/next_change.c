#include "rules/next_change.h"

#include "rules/model/kind.h"

/* 9999-12-31: no later day can be written. */
#define DATE_LAST 2932896

/* The first breakpoint of the facts after the day. */
static date next_breakpoint(const struct rules_facts *facts, date at)
{
        uint32_t low = 0, high = facts->breakpoint_count;
        while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (facts->breakpoints[middle] <= at)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < facts->breakpoint_count ? facts->breakpoints[low] : DATE_END;
}

date next_change_day(const struct check *check)
{
        date next = next_breakpoint(check->facts, check->at);
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                const struct rule *rule = &check->facts->rules[i];
                if (!rule->kind || !rule->kind->next || !during_holds(rule->during, check->at))
                        continue;
                date day = rule->kind->next(check, rule);
                next = day < next ? day : next;
        }
        return next > DATE_LAST ? DATE_END : next;
}
