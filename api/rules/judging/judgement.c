#include "rules/judging/judgement.h"

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

/* A rule lets members sit until successors are appointed. */
static bool holds_over(const struct check *check)
{
        for (uint32_t i = 0; i < check->facts->rule_count; i++) {
                const struct rule *rule = &check->facts->rules[i];
                if (rule->kind && rule->kind->holds_over && during_holds(rule->during, check->at))
                        return true;
        }
        return false;
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
        bool holdover = !check->facts->at_meeting && holds_over(check);
        for (uint32_t i = 0; i < total; i++) {
                const struct membership *membership = &body->memberships[i];
                bool holds = body_membership_holds(body, membership, check->at);
                enum tri held = !holds && holdover ? is_held_over(check, membership) : TRI_FALSE;
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
