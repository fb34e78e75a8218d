/*
 * deadline - one event follows another within a time limit.
 *
 * `event` and `since` name dates of the agreement (`signedOn`, `validFrom`, `validTo`, or one of its
 * `events`), which must be no further apart than `within` (P1M: helse- og omsorgstjenesteloven § 6-4, sent to
 * the Directorate within a month). Without `since` the limit counts from the signing, and for the signing
 * itself from `validFrom`. The later of the two is judged. Adding months keeps the day of the month, or takes
 * the last day. A date that is not given is unknown, and the rule is pending while time is left.
 */
#include "rules/kinds/kinds.h"

#include <string.h>

static bool date_of(const struct flat *agreement, const char *name, struct partial_date *ret)
{
        const struct flat *value = flat_get(agreement, name);
        if (!flat_is(value, FLAT_STRING))
                value = flat_get(flat_get(agreement, "events"), name);
        return flat_is(value, FLAT_STRING) && date_parse_partial(flat_string(value), value->length, ret);
}

static bool judge_one(const struct check *check, const struct rule *rule, struct partial_date known,
                      struct outcome *ret)
{
        ret->when = span_after(known.last, rule->within);
        if (check->at <= ret->when)
                return outcome_set(ret, VERDICT_PENDING);
        return outcome_explain(ret, VERDICT_UNKNOWN, REASON_NOT_GIVEN);
}

/* What the time is counted from. */
static const char *origin_of(const struct rule *rule)
{
        if (rule->after_event)
                return rule->after_event;
        return strcmp(rule->event, "signedOn") == 0 ? "validFrom" : "signedOn";
}

static bool judge_deadline(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const struct flat *agreement = check->facts->agreement->json;
        struct partial_date first, second;
        if (!rule->event || (rule->within.months == 0 && rule->within.days == 0))
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        const char *origin = origin_of(rule);
        bool has_first = date_of(agreement, origin, &first),
             has_second = date_of(agreement, rule->event, &second);
        if (!has_first && !has_second)
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_NOT_GIVEN);
        if (!has_first || !has_second)
                return judge_one(check, rule, has_first ? first : second, ret);
        if (second.first < first.first) {
                struct partial_date earlier = second;
                second = first;
                first = earlier;
        }
        ret->when = span_after(first.first, rule->within);
        /* Where both are vague either may be the later one. */
        bool met = second.last <= ret->when && first.last <= span_after(second.first, rule->within);
        bool late = second.first > span_after(first.last, rule->within);
        return outcome_set(ret, verdict_of(met, late));
}

static void describe_deadline(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_UNKNOWN && outcome->reason)
                return;
        sentence_say(sentence, PHRASE_DEADLINE, outcome);
}

static date next_deadline(const struct check *check, const struct rule *rule)
{
        struct partial_date known;
        date first = DATE_END;
        const char *names[] = {"signedOn", "validFrom", rule->event, rule->after_event};
        for (int i = 0; check->facts->agreement && rule->event && i < 4; i++) {
                if (!names[i] || !date_of(check->facts->agreement->json, names[i], &known))
                        continue;
                date day = span_after(known.last, rule->within) + 1;
                if (day > check->at && day < first)
                        first = day;
        }
        return first;
}

const struct rule_kind kind_deadline = {.name = "deadline",
                                        .subject = SUBJECT_AGREEMENT,
                                        .judge = judge_deadline,
                                        .describe = describe_deadline,
                                        .next = next_deadline};
