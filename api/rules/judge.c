#include "rules/judge.h"

#include "rules/advice.h"
#include "rules/contradictions.h"
#include "rules/model/kind.h"
#include "rules/next_change.h"
#include "rules/seats/seating.h"

#include <string.h>

static bool judge_rule(struct check *check, const struct rule *rule, struct outcome *outcome)
{
        *outcome = (struct outcome){.rule = rule, .total = -1, .when = DATE_END};
        const struct body *body = check->facts->body;
        if (body && !during_holds(body->during, check->at))
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE,
                                       check->at < body->during.from ? REASON_NOT_BEGUN : REASON_ENDED);
        if (!during_holds(rule->during, check->at))
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, REASON_NOT_IN_FORCE);
        if (!rule->kind)
                return outcome_explain(outcome, VERDICT_NOT_CHECKABLE, REASON_UNKNOWN_KIND);
        if (body && body->kind && facts_list_holds(rule->unless_kinds, body->kind))
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, REASON_EXCEPTED);
        if (rule->sitting && !check->facts->at_meeting)
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, REASON_JUDGED_ON_MEETINGS);
        if (rule->kind->is_seats && check->facts->body)
                return true; /* judged with the others of its variant */
        enum subject subject = check->facts->agreement ? SUBJECT_AGREEMENT : SUBJECT_BODY;
        if (rule->kind->subject != subject && rule->kind->subject != SUBJECT_EITHER)
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE,
                                       subject == SUBJECT_BODY ? REASON_JUDGED_ON_AGREEMENTS
                                                               : REASON_JUDGED_ON_BODIES);
        if (!rule->kind->judge(check, rule, outcome))
                return false;
        if (outcome->verdict == VERDICT_NOT_MET && rule_waived(check, rule))
                outcome->verdict = VERDICT_WAIVED;
        return true;
}

static bool counts_for_whole(const struct outcome *outcome)
{
        return outcome_decides(outcome) && outcome->verdict != VERDICT_NOT_APPLICABLE &&
               outcome->verdict != VERDICT_NOT_CHECKABLE;
}

enum verdict judge_whole(const struct rules_facts *facts, const struct outcome *outcomes,
                         const struct seating *seating, uint32_t variant)
{
        bool any = seating->decides, broken = any && seating->verdict == VERDICT_NOT_MET,
             unknown = any && seating->verdict == VERDICT_UNKNOWN;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                const struct outcome *outcome = &outcomes[i];
                if ((outcome->rule->variant && outcome->rule->variant != variant) ||
                    !counts_for_whole(outcome))
                        continue;
                any = true;
                broken |= outcome->verdict == VERDICT_NOT_MET;
                unknown |= outcome->verdict == VERDICT_UNKNOWN;
        }
        if (!any)
                return VERDICT_NO_RULES;
        return broken ? VERDICT_NOT_MET : unknown ? VERDICT_UNKNOWN : VERDICT_MET;
}

/* A reading counts on a day if a rule of it is in force: one that has ended says nothing. */
static bool variant_counts(const struct check *check, uint32_t name)
{
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                const struct rule *rule = &check->facts->rules[i];
                if (rule->variant == name && during_holds(rule->during, check->at))
                        return true;
        }
        return false;
}

/* A body is judged while it exists. */
static bool exists(const struct check *check)
{
        return check->facts->body && during_holds(check->facts->body->during, check->at);
}

/* Judges the seats of one variant and keeps what is shown of it: its own rules always, the common ones and
 * the seating if it is the variant that is shown. */
static bool judge_variant(struct check *check, struct rules_result *result, uint32_t variant, bool shown,
                          enum verdict *ret_verdict)
{
        const struct rules_facts *facts = check->facts;
        struct outcome *outcomes = arena_array(check->arena, facts->rule_count + 1, sizeof *outcomes);
        struct seating seating = {0};
        if (!outcomes)
                return false;
        memcpy(outcomes, result->outcomes, facts->rule_count * sizeof *outcomes);
        if (exists(check) && !seating_judge(check, variant, outcomes, &seating))
                return false;
        *ret_verdict = judge_whole(facts, outcomes, &seating, variant);
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                uint32_t own = facts->rules[i].variant;
                if (own ? own == variant : shown)
                        result->outcomes[i] = outcomes[i];
        }
        if (shown)
                result->seating = seating;
        if (!check->advise || !exists(check))
                return true;
        contradictions_find(check, variant, outcomes, result);
        if (shown)
                advice_give(check, outcomes, result, judge_verdicts);
        return true;
}

enum verdict judge_readings(const struct rules_result *result)
{
        bool agree = true;
        for (uint32_t i = 0; i < result->variant_count; i++) {
                if (result->variants[i] == result->variant)
                        return result->variant_verdicts[i];
                agree = agree && result->variant_verdicts[i] == result->variant_verdicts[0];
        }
        return agree ? result->variant_verdicts[0] : VERDICT_UNKNOWN;
}

/* The variants that count on the day, and which of them is preferred and shown. */
static bool find_variants(const struct check *check, struct rules_result *result)
{
        const struct rules_facts *facts = check->facts;
        uint32_t preferred = facts->body ? facts->body->preferred_variant : 0;
        uint32_t *variants = arena_array(check->arena, facts->variant_count + 1, sizeof *variants);
        result->variant_verdicts =
                arena_array(check->arena, facts->variant_count + 1, sizeof *result->variant_verdicts);
        if (!variants || !result->variant_verdicts)
                return false;
        result->variants = variants;
        for (uint32_t i = 0; i < facts->variant_count; i++) {
                if (!variant_counts(check, facts->variants[i]))
                        continue;
                variants[result->variant_count++] = facts->variants[i];
                if (facts->variants[i] == preferred)
                        result->variant = preferred;
        }
        result->shown_variant = result->variant ? result->variant : variants[0];
        return true;
}

static bool judge_variants(struct check *check, struct rules_result *result)
{
        if (!find_variants(check, result))
                return false;
        if (result->variant_count == 0)
                return judge_variant(check, result, 0, true, &result->verdict);
        for (uint32_t i = 0; i < result->variant_count; i++) {
                uint32_t name = result->variants[i];
                if (!judge_variant(check, result, name, name == result->shown_variant,
                                   &result->variant_verdicts[i]))
                        return false;
        }
        result->verdict = judge_readings(result);
        return true;
}

static enum coverage_level coverage_at(struct coverage coverage, date at)
{
        if (coverage.level == COVERAGE_COMPLETE && at < coverage.since)
                return COVERAGE_PARTIAL;
        return coverage.level;
}

static const struct rules_result *judge_all(struct arena *arena, const struct rules_facts *facts, date at,
                                            bool advise)
{
        int64_t work_left = CHECK_WORK_MAX;
        struct check check = {
                .arena = arena, .facts = facts, .at = at, .work_left = &work_left, .advise = advise};
        struct rules_result *result = arena_alloc(arena, sizeof *result);
        if (!result || !judgement_begin(&check))
                return NULL;
        result->facts = facts;
        result->at = result->at_last = at;
        result->outcomes = arena_array(arena, facts->rule_count + 1, sizeof *result->outcomes);
        if (!result->outcomes)
                return NULL;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                if (!judge_rule(&check, &facts->rules[i], &result->outcomes[i]))
                        return NULL;
        }
        if (!judge_variants(&check, result))
                return NULL;
        if (facts->body) {
                result->memberships_coverage = coverage_at(facts->body->memberships_coverage, at);
                result->meetings_coverage = coverage_at(facts->body->meetings_coverage, at);
        }
        result->held_over = check.held_over;
        result->held_over_count = check.held_over_count;
        result->next_change = next_change_day(&check);
        result->work = CHECK_WORK_MAX - work_left;
        return result;
}

const struct rules_result *rules_check(struct arena *arena, const struct rules_facts *facts, date at)
{
        return judge_all(arena, facts, at, true);
}

const struct rules_result *judge_verdicts(struct arena *arena, const struct rules_facts *facts, date at)
{
        return judge_all(arena, facts, at, false);
}

enum verdict rules_result_verdict(const struct rules_result *result)
{
        return result->verdict;
}
