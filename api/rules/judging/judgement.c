#include "rules/judging/judgement.h"

#include "rules/model/applies_to.h"
#include "rules/model/kind.h"

#include <string.h>

enum verdict judgement_worse(enum verdict a, enum verdict b)
{
        if (a == VERDICT_NOT_MET || b == VERDICT_NOT_MET)
                return VERDICT_NOT_MET;
        return a == VERDICT_UNKNOWN || b == VERDICT_UNKNOWN ? VERDICT_UNKNOWN : VERDICT_MET;
}

uint32_t judgement_holders(const struct check *check, enum role role, const struct membership **ret_holders)
{
        uint32_t count = 0;
        for (uint32_t i = 0; i < check->count; i++) {
                if (check->in_force[i]->role == role)
                        ret_holders[count++] = check->in_force[i];
        }
        return count;
}

bool judgement_list_members(struct check *check, struct tally *tally, const uint8_t *column, bool hidden)
{
        if (hidden)
                return true;
        uint32_t count = 0;
        for (uint32_t i = 0; i < check->count; i++)
                count += column[i] != TRI_FALSE;
        tally->members = arena_array(check->arena, count + 1, sizeof *tally->members);
        if (!tally->members)
                return false;
        tally->listed = true;
        for (uint32_t i = 0; i < check->count; i++) {
                if (column[i] != TRI_FALSE)
                        tally->members[tally->member_count++] = check->in_force[i]->id;
        }
        return true;
}

static bool is_excepted(const struct check *check, const struct rule *rule)
{
        const struct body *body = check->facts->body;
        return body && body->kind && facts_list_holds(rule->unless_kinds, body->kind);
}

/* Whether a rule of the body itself, of this reading or of all, replaces a general rule on the day. */
static bool is_derogated(const struct check *check, const struct rule *rule, uint32_t variant)
{
        for (uint32_t i = 0; rule->general && i < check->facts->rule_count; i++) {
                const struct rule *own = &check->facts->rules[i];
                if (!own->general && own->derogates_from == rule->key &&
                    during_holds(own->during, check->at) && (!own->variant || own->variant == variant) &&
                    !is_excepted(check, own))
                        return true;
        }
        return false;
}

enum reason rule_set_aside(const struct check *check, const struct rule *rule, uint32_t variant)
{
        if (!during_holds(rule->during, check->at))
                return REASON_NOT_IN_FORCE;
        if (applies_to_body(check->facts, rule, check->at) == TRI_FALSE)
                return REASON_NOT_COVERED;
        if (is_excepted(check, rule))
                return REASON_EXCEPTED;
        return is_derogated(check, rule, variant) ? REASON_DEROGATED : REASON_NONE;
}

bool rule_binds(const struct check *check, const struct rule *rule, uint32_t variant)
{
        return rule->kind && (!rule->variant || rule->variant == variant) &&
               !rule_set_aside(check, rule, variant) &&
               (check->with_doubtful || applies_to_body(check->facts, rule, check->at) == TRI_TRUE);
}

void rule_doubt(const struct check *check, struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_NOT_APPLICABLE || outcome->verdict == VERDICT_NOT_CHECKABLE ||
            applies_to_body(check->facts, outcome->rule, check->at) != TRI_UNKNOWN)
                return;
        outcome->verdict = VERDICT_UNKNOWN;
        outcome->reason = REASON_APPLICABILITY;
}

/* Whether a rule lets members sit until successors are appointed. */
static enum tri holds_over(const struct check *check)
{
        enum tri holds = TRI_FALSE;
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                const struct rule *rule = &check->facts->rules[i];
                if (!rule->kind || !rule->kind->holds_over || rule_set_aside(check, rule, 0))
                        continue;
                enum tri applies = applies_to_body(check->facts, rule, check->at);
                holds = applies > holds ? applies : holds;
        }
        return holds;
}

static bool is_replaced(const struct body *body, const struct membership *row, date at)
{
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *other = &body->memberships[i];
                if (other->during.from <= at && facts_list_holds(other->replaces, row->key))
                        return true;
        }
        return false;
}

/* Whether a member whose last day is past still sits. */
static enum tri is_held_over(const struct check *check, const struct membership *row)
{
        const struct body *body = check->facts->body;
        if (row->during.to > check->at || !is_member(row) || row->end_reason == END_OTHER ||
            !during_holds(body->during, check->at) || !check_spend(check, body->membership_count) ||
            is_replaced(body, row, check->at))
                return TRI_FALSE;
        return row->end_reason == END_TERM ? TRI_TRUE : TRI_UNKNOWN;
}

bool judgement_begin(struct check *check)
{
        const struct body *body = check->facts->body;
        uint32_t total = body ? body->membership_count : 0;
        check->in_force = arena_array(check->arena, total + 1, sizeof *check->in_force);
        uint8_t *members = arena_alloc(check->arena, total + 1),
                *everyone = arena_alloc(check->arena, total + 1);
        uint8_t *unknown = arena_alloc(check->arena, total + 1);
        check->columns = arena_array(check->arena, check->facts->selector_count + 1, sizeof *check->columns);
        check->held_over = arena_array(check->arena, total + 1, sizeof *check->held_over);
        if (!check->held_over || !check->in_force || !members || !everyone || !unknown || !check->columns)
                return false;
        enum tri holdover = check->facts->at_meeting ? TRI_FALSE : holds_over(check);
        for (uint32_t i = 0; i < total; i++) {
                const struct membership *membership = &body->memberships[i];
                bool holds = body_membership_holds(body, membership, check->at);
                enum tri held = !holds && holdover ? is_held_over(check, membership) : TRI_FALSE;
                held = held < holdover ? held : holdover;
                check->held_over_unknown |= held == TRI_UNKNOWN;
                if (held == TRI_TRUE)
                        check->held_over[check->held_over_count++] = membership->id;
                if (!holds && held != TRI_TRUE)
                        continue;
                bool member = is_member(membership);
                members[check->count] = member ? TRI_TRUE : TRI_FALSE;
                check->member_count += member;
                check->in_force[check->count++] = membership;
        }
        memset(everyone, TRI_TRUE, check->count);
        check->members = members;
        memset(unknown, TRI_UNKNOWN, check->count);
        check->everyone = everyone;
        check->unknown = unknown;
        check->complete = body && body->memberships_known &&
                          coverage_complete(body->memberships_coverage, check->at) &&
                          !check->held_over_unknown;
        return true;
}

bool rule_waived(const struct check *check, const struct rule *rule)
{
        for (uint32_t i = 0; i < check->facts->waiver_count; i++) {
                const struct waiver *waiver = &check->facts->waivers[i];
                if (waiver->rule == rule->key && rule->key && during_holds(waiver->during, check->at))
                        return true;
        }
        return false;
}
