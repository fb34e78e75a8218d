#include "rules/judge.h"

#include "rules/advice.h"
#include "rules/contradictions.h"
#include "rules/model/applies_to.h"
#include "rules/model/kind.h"
#include "rules/next_change.h"
#include "rules/seats/seating.h"

#include <string.h>

static enum subject subject_of(const struct rules_facts *facts)
{
        return facts->of_register ? SUBJECT_REGISTER : facts->agreement ? SUBJECT_AGREEMENT : SUBJECT_BODY;
}

/* Why a rule is not judged on something else than what its kind is about. */
static const enum reason where_judged[] = {[SUBJECT_BODY] = REASON_JUDGED_ON_BODIES,
                                           [SUBJECT_AGREEMENT] = REASON_JUDGED_ON_AGREEMENTS,
                                           [SUBJECT_EITHER] = REASON_JUDGED_ON_BODIES,
                                           [SUBJECT_REGISTER] = REASON_JUDGED_ON_AREAS};

static bool judge_rule(struct check *check, const struct rule *rule, struct outcome *outcome)
{
        *outcome = (struct outcome){.rule = rule, .total = -1, .when = DATE_END};
        const struct body *body = check->facts->body;
        if (body && !during_holds(body->during, check->at))
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE,
                                       check->at < body->during.from ? REASON_NOT_BEGUN : REASON_ENDED);
        enum reason aside = rule_set_aside(check, rule, rule->variant);
        if (aside)
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, aside);
        if (!rule->kind)
                return outcome_explain(outcome, VERDICT_NOT_CHECKABLE, REASON_UNKNOWN_KIND);
        if (rule->sitting && !check->facts->at_meeting)
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, REASON_JUDGED_ON_MEETINGS);
        if (rule->kind->is_seats && check->facts->body)
                return true; /* judged with the others of its variant */
        enum subject subject = subject_of(check->facts);
        if (rule->kind->subject != subject &&
            (rule->kind->subject != SUBJECT_EITHER || subject == SUBJECT_REGISTER))
                return outcome_explain(outcome, VERDICT_NOT_APPLICABLE, where_judged[rule->kind->subject]);
        if (!rule->kind->judge(check, rule, outcome))
                return false;
        if (rule_waived(check, rule))
                outcome_waive(outcome);
        rule_doubt(check, outcome);
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
                if (rule->variant == name && during_holds(rule->during, check->at) &&
                    applies_to_body(check->facts, rule, check->at) != TRI_FALSE)
                        return true;
        }
        return false;
}

/* A body is judged while it exists. */
static bool body_exists(const struct check *check)
{
        return check->facts->body && during_holds(check->facts->body->during, check->at);
}

/* Seats rules of this reading that may apply, or not. */
static uint32_t count_doubtful(const struct check *check, uint32_t variant)
{
        uint32_t count = 0;
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                const struct rule *rule = &check->facts->rules[i];
                count += rule->kind && rule->kind->is_seats && (!rule->variant || rule->variant == variant) &&
                         applies_to_body(check->facts, rule, check->at) == TRI_UNKNOWN &&
                         !rule_set_aside(check, rule, variant);
        }
        return count;
}

/* Combines the verdicts with and without the rules of which it is unknown whether they apply: where both
 * agree, the verdict is certain. More seats make no rule easier to satisfy, so it is enough to try none and
 * all of these rules. The exception is a body whose seats are exhaustive, since more seats also seat members
 * who would be left over; with several such rules (`between`) nothing is certain there. */
static void join_doubtful(const struct check *check, bool between, const struct outcome *with,
                          const struct seating *seating_with, struct outcome *outcomes,
                          struct seating *seating)
{
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                struct outcome *outcome = &outcomes[i];
                if (!outcome->rule->kind || !outcome->rule->kind->is_seats)
                        continue;
                if (applies_to_body(check->facts, outcome->rule, check->at) == TRI_UNKNOWN) {
                        *outcome = (struct outcome){.rule = outcome->rule, .total = -1, .when = DATE_END};
                        outcome_explain(outcome, with[i].verdict, with[i].reason);
                        rule_doubt(check, outcome);
                } else if (outcome->verdict != VERDICT_NOT_APPLICABLE &&
                           (between || outcome->verdict != with[i].verdict)) {
                        outcome_explain(outcome, VERDICT_UNKNOWN, REASON_APPLICABILITY);
                }
        }
        if (seating->present && (between || seating->verdict != seating_with->verdict))
                seating->verdict = VERDICT_UNKNOWN;
}

/* Judges all seats of a reading as one. */
static bool judge_seats(struct check *check, uint32_t variant, struct outcome *outcomes,
                        struct seating *seating)
{
        uint32_t count = check->facts->rule_count, doubtful = count_doubtful(check, variant);
        struct outcome *with = doubtful ? arena_array(check->arena, count, sizeof *with) : NULL;
        struct seating seating_with = {0};
        if (with)
                memcpy(with, outcomes, count * sizeof *with);
        if (!seating_judge(check, variant, outcomes, seating))
                return false;
        if (!doubtful)
                return true;
        check->with_doubtful = true;
        bool judged = with && seating_judge(check, variant, with, &seating_with);
        check->with_doubtful = false;
        if (judged)
                join_doubtful(check, doubtful > 1 && check->facts->body->seats_exhaustive, with,
                              &seating_with, outcomes, seating);
        return judged;
}

/* Sets the general rules aside that a rule of this reading replaces. */
static void set_aside_derogated(const struct check *check, uint32_t variant, struct outcome *outcomes)
{
        for (uint32_t i = 0; variant && i < check->facts->rule_count; i++) {
                const struct rule *rule = outcomes[i].rule;
                enum reason aside = rule->general ? rule_set_aside(check, rule, variant) : REASON_NONE;
                if (!aside)
                        continue;
                outcomes[i] = (struct outcome){.rule = rule, .total = -1, .when = DATE_END};
                outcome_explain(&outcomes[i], VERDICT_NOT_APPLICABLE, aside);
        }
}

static struct outcome *copy_outcomes(const struct check *check, const struct outcome *outcomes)
{
        size_t count = check->facts->rule_count;
        struct outcome *copy = arena_array(check->arena, count + 1, sizeof *copy);
        memcpy(copy, outcomes, count * sizeof *copy);
        return copy;
}

/* Judges the seats of one variant and stores the outcomes of its own rules and, if this variant is the one
 * that is shown, of the common rules and the seating. `singly` has the outcome of each rule apart from any
 * variant. */
static bool judge_variant(struct check *check, const struct outcome *singly, struct rules_result *result,
                          uint32_t variant, bool shown, enum verdict *ret_verdict)
{
        const struct rules_facts *facts = check->facts;
        struct outcome *outcomes = copy_outcomes(check, singly);
        struct seating seating = {0};
        if (body_exists(check)) {
                set_aside_derogated(check, variant, outcomes);
                if (!judge_seats(check, variant, outcomes, &seating))
                        return false;
        }
        *ret_verdict = judge_whole(facts, outcomes, &seating, variant);
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                uint32_t own = facts->rules[i].variant;
                if (own ? own == variant : shown)
                        result->outcomes[i] = outcomes[i];
        }
        if (shown)
                result->seating = seating;
        if (!check->advise || !body_exists(check))
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
        const struct outcome *singly = copy_outcomes(check, result->outcomes);
        if (result->variant_count == 0)
                return judge_variant(check, singly, result, 0, true, &result->verdict);
        for (uint32_t i = 0; i < result->variant_count; i++) {
                uint32_t name = result->variants[i];
                if (!judge_variant(check, singly, result, name, name == result->shown_variant,
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

bool rules_facts_of_register(const struct rules_facts *facts)
{
        return facts->of_register;
}

enum verdict rules_result_verdict(const struct rules_result *result)
{
        return result->verdict;
}

bool rules_result_of_rule(const struct rules_result *result, const char *rule, enum verdict *ret)
{
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                if (strcmp(result->outcomes[i].rule->id, rule) != 0)
                        continue;
                *ret = result->outcomes[i].verdict;
                return true;
        }
        return false;
}
