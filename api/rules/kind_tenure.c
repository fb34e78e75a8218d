/*
 * tenure - how long one person may sit without a break.
 *
 * Counted is uninterrupted service in member roles up to the date, whatever the vote: rows of the same person
 * that meet or overlap are one stay. A change of role is no break and no new term; a term is a row that takes
 * over where one with the same role ends. `maxDuration` (P6Y): six years from 2018-01-01 are exceeded on
 * 2024-01-01. `maxTerms`: not more terms than that. `of` narrows the members who are judged.
 *
 * Rows without a person that could be the same person's make it unknown, and so do a stay whose beginning is
 * not stated or lies where memberships before it may be unregistered.
 */
#include "kind.h"
#include "selector.h"

static const struct parameter parameters[] = {
        {"maxDuration", PARAM_SPAN, false},
        {"maxTerms", PARAM_NUMBER, false},
        {"of", PARAM_SELECTOR, false},
        {NULL, PARAM_ANY, false},
};

/* Whether a row may belong to the stay: the person's own rows, and where `others` those without a person. */
static bool belongs(const struct membership *row, uint32_t person, bool others)
{
        if (!(ROLE_BIT(row->role) & MEMBER_ROLES))
                return false;
        return row->person ? row->person == person : others;
}

/* The row that ended on that day with the same role: what follows it is a new term. */
static bool same_role_ended(const struct check *check, const struct membership *row, uint32_t person,
                            bool others)
{
        const struct body *body = check->facts->body;
        if (!check_spend(check, body->membership_count))
                return false;
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *before = &body->memberships[i];
                if (before != row && before->during.to == row->during.from && before->role == row->role &&
                    belongs(before, person, others))
                        return true;
        }
        return false;
}

/* Follows the stay that holds the row back to its beginning. Rows are in order of their start, so going down
 * from the row's own start each row either reaches the stay or cannot. */
static date stay_of(const struct check *check, const struct membership *row, uint32_t person, bool others)
{
        const struct body *body = check->facts->body;
        date from = row->during.from;
        bool grown = true;
        while (grown && from != DATE_BEGINNING && check_spend(check, body->membership_count)) {
                grown = false;
                for (uint32_t i = 0; i < body->membership_count; i++) {
                        const struct membership *other = &body->memberships[i];
                        if (other->during.from >= from)
                                break;
                        if (other->during.to >= from && belongs(other, person, others)) {
                                from = other->during.from;
                                grown = true;
                                break;
                        }
                }
        }
        return from;
}

static int32_t count_terms(const struct check *check, date from, const struct membership *row,
                           uint32_t person, bool others)
{
        const struct body *body = check->facts->body;
        int32_t terms = 1;
        if (!check_spend(check, body->membership_count))
                return terms;
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *other = &body->memberships[i];
                if (other->during.from <= from || other->during.from > check->at)
                        continue;
                if ((other == row || belongs(other, person, others)) &&
                    same_role_ended(check, other, person, others))
                        terms++;
        }
        return terms;
}

static bool exceeds(const struct check *check, const struct rule *rule, const struct membership *row,
                    uint32_t person, bool others)
{
        date from = stay_of(check, row, person, others);
        bool timed = rule->max_duration.months || rule->max_duration.days;
        if (timed && from != DATE_BEGINNING && span_after(from, rule->max_duration) <= check->at)
                return true;
        return rule->max_terms >= 0 && count_terms(check, from, row, person, others) > rule->max_terms;
}

/* Service before the first registered day of the stay may be unregistered. */
static bool may_be_longer(const struct check *check, date from)
{
        const struct body *body = check->facts->body;
        if (from == DATE_BEGINNING)
                return true;
        if (body->during.from != DATE_BEGINNING && from <= body->during.from)
                return false;
        return !coverage_complete(body->memberships_coverage, from - 1);
}

/* Whether it is possible that the stay is too long. */
static bool may_exceed(const struct check *check, const struct rule *rule, const struct membership *row)
{
        const struct body *body = check->facts->body;
        date from = stay_of(check, row, row->person, true);
        if (may_be_longer(check, from) || exceeds(check, rule, row, row->person, true))
                return true;
        if (row->person)
                return false;
        /* The row may be anyone's who has sat. */
        for (uint32_t i = 0; i < body->membership_count; i++) {
                const struct membership *other = &body->memberships[i];
                if (!other->person || other->during.from > check->at ||
                    !(ROLE_BIT(other->role) & MEMBER_ROLES))
                        continue;
                from = stay_of(check, row, other->person, true);
                if (!check_spend(check, body->membership_count) || may_be_longer(check, from) ||
                    exceeds(check, rule, row, other->person, true))
                        return true;
        }
        return false;
}

static enum tri too_long(const struct check *check, const struct rule *rule, const struct membership *row)
{
        /* An office may have passed from hand to hand; without one the appointment is one person's. */
        bool one_person = row->person || !row->office;
        if (one_person && exceeds(check, rule, row, row->person, false))
                return TRI_TRUE;
        bool possible = may_exceed(check, rule, row);
        return possible || *check->work_left == 0 ? TRI_UNKNOWN : TRI_FALSE;
}

static bool judge(struct check *check, const struct rule *rule, struct outcome *ret)
{
        const uint8_t *range = check_range(check, rule->of);
        uint8_t *longer = arena_alloc(check->arena, check->count + 1);
        if (!range || !longer)
                return false;
        if (rule->max_duration.months + rule->max_duration.days == 0 && rule->max_terms < 0)
                return outcome_explain(ret, RULES_NOT_CHECKABLE, "incomplete_rule");
        enum tri any = check->complete ? TRI_FALSE : TRI_UNKNOWN;
        for (uint32_t i = 0; i < check->count; i++) {
                if (range[i] == TRI_FALSE || !(ROLE_BIT(check->in_force[i]->role) & MEMBER_ROLES))
                        continue;
                longer[i] = tri_and(range[i], (uint8_t)too_long(check, rule, check->in_force[i]));
                any = longer[i] > any ? (enum tri)longer[i] : any;
                ret->tally.certain += longer[i] == TRI_TRUE;
                ret->tally.possible += longer[i] != TRI_FALSE;
        }
        ret->tally.counted = true;
        ret->tally.needed = true;
        ret->tally.min = -1;
        outcome_settle(ret, verdict_of(any == TRI_FALSE, any == TRI_TRUE));
        if (ret->verdict == RULES_UNKNOWN && !check->complete)
                ret->reason = "coverage";
        return tally_members(check, &ret->tally, longer, names_gender(rule->of));
}

static void tell(struct telling *telling, const struct outcome *outcome)
{
        if (outcome->verdict == RULES_MET)
                words_say(telling, outcome,
                          PHRASE("ingen har sittet for lenge", "ingen har sete for lenge",
                                 "nobody has sat too long"));
        else if (outcome->verdict != RULES_UNKNOWN)
                words_say(telling, outcome,
                          PHRASE("medlemmer som har sittet for lenge: {certain}",
                                 "medlemmer som har sete for lenge: {certain}",
                                 "members who have sat too long: {certain}"));
        else if (outcome->tally.possible)
                words_say(telling, outcome,
                          PHRASE("medlemmer som kan ha sittet for lenge: {possible}",
                                 "medlemmer som kan ha sete for lenge: {possible}",
                                 "members who may have sat too long: {possible}"));
}

/* The first day on which some registered stay reaches the limit. Rows are in order of their start, and so are
 * the days on which they do; of a row that surely did long ago (no month has more than 31 days) none is
 * worked out. */
static date next(const struct check *check, const struct rule *rule)
{
        struct span span = rule->max_duration;
        if (span.months == 0 && span.days == 0)
                return DATE_END;
        for (uint32_t i = 0; i < check->facts->body->membership_count; i++) {
                const struct membership *row = &check->facts->body->memberships[i];
                if (!(ROLE_BIT(row->role) & MEMBER_ROLES) || row->during.from == DATE_BEGINNING ||
                    row->during.from + 31 * span.months + span.days <= check->at)
                        continue;
                date day = span_after(row->during.from, span);
                if (day > check->at)
                        return day;
        }
        return DATE_END;
}

static void faults(const json_t *rule, struct faults *list)
{
        if (!json_object_get(rule, "maxDuration") && !json_object_get(rule, "maxTerms"))
                faults_add(list, FAULT_POINTER, "", FAULT_REQUIRED, "maxDuration", NULL);
}

const struct rule_kind kind_tenure = {.name = "tenure",
                                      .parameters = parameters,
                                      .judge = judge,
                                      .tell = tell,
                                      .next = next,
                                      .faults = faults};
