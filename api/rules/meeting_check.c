#include "rules/meeting_check.h"

#include "rules/model/kind.h"
#include "rules/kinds/attendance.h"
#include "rules/judge.h"

#include <string.h>

static const struct meeting *find_meeting(const struct rules_facts *facts, const char *id)
{
        for (uint32_t i = 0; facts->body && i < facts->body->meeting_count; i++) {
                const struct meeting *meeting = &facts->body->meetings[i];
                const char *found = flat_string(flat_get(meeting->json, "id"));
                if (found && strcmp(found, id) == 0)
                        return meeting;
        }
        return NULL;
}

bool rules_meeting_dated(const struct rules_facts *facts, const char *meeting_id)
{
        const struct meeting *meeting = find_meeting(facts, meeting_id);
        return meeting && meeting->dated;
}

/* A membership as it was present: with the person and office that cast its vote. */
static struct membership as_present(const struct membership *row, const struct presence *presence,
                                    uint32_t place)
{
        const struct stand_in *stand = &presence->stand[place];
        struct membership present = *row;
        present.votes = row->votes && presence->votes[place] == TRI_TRUE;
        if (present.votes && !stand->self) {
                present.person = stand->person;
                present.office = stand->office;
                present.traits = stand->traits;
        }
        return present;
}

static bool everybody_known(const struct presence *presence)
{
        return presence->stated && !presence->uncertain && !presence->unplaced;
}

static void set_aside(struct outcome *outcome, enum verdict verdict, enum reason reason)
{
        *outcome = (struct outcome){.rule = outcome->rule, .total = -1, .when = DATE_END};
        outcome_explain(outcome, verdict, reason);
}

static bool judge_by_attendance(struct check *check, const struct presence *presence, struct outcome *outcome)
{
        if (!outcome->rule->kind->judge_meeting(check, outcome->rule, presence, outcome))
                return false;
        if (rule_waived(check, outcome->rule))
                outcome_waive(outcome);
        rule_doubt(check, outcome);
        return true;
}

/* Those present as if they were the body. NULL when memory runs out. */
static const struct rules_facts *facts_of_present(const struct check *check, const struct presence *presence)
{
        struct rules_facts *facts = arena_alloc(check->arena, sizeof *facts);
        struct body *body = arena_alloc(check->arena, sizeof *body);
        struct membership *rows = arena_array(check->arena, check->count + 1, sizeof *rows);
        uint32_t count = 0;
        if (!facts || !body || !rows)
                return NULL;
        for (uint32_t i = 0; i < check->count; i++) {
                if (presence->attends[i])
                        rows[count++] = as_present(check->in_force[i], presence, i);
        }
        bool complete = everybody_known(presence);
        *facts = *check->facts;
        *body = *check->facts->body;
        body->memberships = rows;
        body->membership_count = count;
        body->memberships_known = true;
        body->memberships_coverage =
                (struct coverage){complete ? COVERAGE_COMPLETE : COVERAGE_PARTIAL, DATE_BEGINNING};
        facts->body = body;
        facts->at_meeting = true;
        return facts;
}

/* Unregistered members never overfill a group of seats, but more of those who came may. */
static bool may_overfill(const struct check *check, const struct presence *presence,
                         const struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        bool bounded = !rule->count_given || rule->count_max >= 0 || rule->per.exception_count > 0;
        return rule->kind->is_seats && outcome->verdict == VERDICT_MET && !everybody_known(presence) &&
               (bounded || check->facts->body->seats_exhaustive);
}

/* What a meeting is to one rule. */
static bool judge_rule(struct check *check, const struct meeting *meeting, const struct presence *presence,
                       uint32_t variant, struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        const char *status = flat_string(flat_get(meeting->json, "status"));
        bool exact = meeting->first == meeting->last;
        bool maybe = rule->during.from <= meeting->last && meeting->first < rule->during.to;
        if (!maybe || !rule->kind || rule->kind->is_norm_only ||
            (exact && rule_set_aside(check, rule, rule->variant ? rule->variant : variant)))
                return true;
        if (!rule->kind->judge_meeting && !rule->kind->composes)
                set_aside(outcome, VERDICT_NOT_APPLICABLE,
                          rule->kind->subject == SUBJECT_AGREEMENT ? REASON_JUDGED_ON_AGREEMENTS
                                                                   : REASON_JUDGED_ON_BODIES);
        else if (status && strcmp(status, "cancelled") == 0)
                set_aside(outcome, VERDICT_NOT_APPLICABLE, REASON_CANCELLED);
        else if (!exact)
                set_aside(outcome, VERDICT_UNKNOWN, REASON_MEETING_DATE);
        else if (rule->kind->judge_meeting)
                return judge_by_attendance(check, presence, outcome);
        else if (may_overfill(check, presence, outcome))
                outcome_explain(outcome, VERDICT_UNKNOWN, REASON_ATTENDANCE);
        outcome->informs = !rule->kind->judge_meeting && !rule->sitting;
        return true;
}

static void sum_up(struct rules_result *result, const struct rules_facts *facts)
{
        static const struct seating no_seating;
        result->facts = facts;
        result->seating = no_seating;
        result->advice_count = result->contradiction_count = 0;
        result->next_change = DATE_END;
        result->memberships_coverage = facts->body->memberships_coverage.level;
        if (result->memberships_coverage == COVERAGE_COMPLETE &&
            result->at < facts->body->memberships_coverage.since)
                result->memberships_coverage = COVERAGE_PARTIAL;
        for (uint32_t i = 0; i < result->variant_count; i++)
                result->variant_verdicts[i] =
                        judge_whole(facts, result->outcomes, &no_seating, result->variants[i]);
        result->verdict = result->variant_count ? judge_readings(result)
                                                : judge_whole(facts, result->outcomes, &no_seating, 0);
}

/* The composition of those present, as a result that is ours to go on with. */
static struct rules_result *check_present(const struct check *check, const struct presence *presence)
{
        const struct rules_facts *facts = facts_of_present(check, presence);
        const struct rules_result *result = facts ? rules_check(check->arena, facts, check->at) : NULL;
        struct rules_result *copy = result ? arena_alloc(check->arena, sizeof *copy) : NULL;
        if (copy)
                *copy = *result;
        return copy;
}

const struct rules_result *rules_check_meeting(struct arena *arena, const struct rules_facts *facts,
                                               const char *meeting_id)
{
        const struct meeting *meeting = find_meeting(facts, meeting_id);
        struct presence presence;
        int64_t work_left = CHECK_WORK_MAX;
        if (!meeting || !meeting->dated)
                return NULL;
        struct check check = {.arena = arena, .facts = facts, .at = meeting->first, .work_left = &work_left};
        if (!judgement_begin(&check) ||
            !attendance_read(&check, flat_get(meeting->json, "attendance"), &presence))
                return NULL;
        struct rules_result *result = check_present(&check, &presence);
        if (!result)
                return NULL;
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                if (!judge_rule(&check, meeting, &presence, result->shown_variant, &result->outcomes[i]))
                        return NULL;
        }
        sum_up(result, facts);
        result->at_last = meeting->last;
        result->meeting = flat_string(flat_get(meeting->json, "id"));
        return result;
}
