/*
 * tenure - how long one person may sit without a break.
 *
 * Counted is uninterrupted service in member roles up to the date, whatever the vote: rows of the same person
 * that meet or overlap are one stay. A change of role is no break and no new term; a term is a row that takes
 * over where one with the same role ends. `maxDuration` (P6Y): six years from 2018-01-01 are exceeded on
 * 2024-01-01. `maxTerms`: not more terms than that. `of` narrows the members who are judged.
 *
 * A stay whose beginning is not stated has lasted at least since its first known day. Whether it is longer is
 * unknown, as it is where memberships before it may be unregistered, or rows without a person could be the
 * same person's.
 */
#include "rules/kinds/kinds.h"
#include "rules/judging/counting.h"

#include <stdlib.h>

/* What a row on a walk costs, in the steps of judgement.h. */
#define ROW_STEPS 4

/* The rows of service, by person and then in order of their start; those without a person come first. */
struct service {
        const struct check *check;
        const struct rule *rule;
        uint64_t *rows; /* the person's number, and the row's place */
        uint32_t count, unnamed;
};

/* A walk over the rows that may belong to a stay, in order of their start: the person's own, and where
 * `others` those without a person. */
struct walk {
        const struct service *service;
        uint32_t own, own_end, other, other_end;
};

static uint32_t place_of(const struct service *service, uint32_t i)
{
        return (uint32_t)service->rows[i];
}

/* The first place in the order whose person is not below this one. */
static uint32_t first_of(const struct service *service, uint32_t person)
{
        uint32_t low = 0, high = service->count;
        while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (service->rows[middle] >> 32 < person)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

/* False if the check has no work left for it. */
static bool walk_begin(const struct service *service, uint32_t person, bool others, struct walk *ret)
{
        *ret = (struct walk){.service = service, .other_end = others ? service->unnamed : 0};
        if (person) {
                ret->own = first_of(service, person);
                ret->own_end = first_of(service, person + 1);
        }
        return check_spend(service->check,
                           ROW_STEPS * (uint64_t)(1 + ret->own_end - ret->own + ret->other_end));
}

/* NULL after the last. */
static const struct membership *walk_next(struct walk *walk)
{
        const struct service *service = walk->service;
        bool own = walk->own < walk->own_end, other = walk->other < walk->other_end;
        if (!own && !other)
                return NULL;
        if (own && other)
                own = place_of(service, walk->own) < place_of(service, walk->other);
        uint32_t at = own ? walk->own++ : walk->other++;
        return &service->check->facts->body->memberships[place_of(service, at)];
}

/* The row that ended on that day with the same role: what follows it is a new term. */
static bool same_role_ended(const struct service *service, const struct membership *row, uint32_t person,
                            bool others)
{
        struct walk walk;
        const struct membership *before = NULL;
        if (!walk_begin(service, person, others, &walk))
                return false;
        while ((before = walk_next(&walk)) && before->during.from <= row->during.from) {
                if (before != row && before->during.to == row->during.from && before->role == row->role)
                        return true;
        }
        return false;
}

/* A stay: rows that meet or overlap, up to the start of the row that is judged. */
struct stay {
        date from;  /* DATE_BEGINNING: not stated */
        date since; /* the first day of it that is known */
};

/* The first day on which the holder of a row is known to have sat. */
static date known_day(const struct service *service, const struct membership *row)
{
        date at = service->check->at;
        if (row->during.from != DATE_BEGINNING)
                return row->during.from;
        return row->during.to == DATE_END || row->during.to > at ? at : row->during.to - 1;
}

static struct stay stay_of(const struct service *service, const struct membership *row, uint32_t person,
                           bool others)
{
        struct walk walk;
        const struct membership *other;
        struct stay alone = {row->during.from, known_day(service, row)}, stay = alone;
        date end = DATE_BEGINNING;
        bool begun = false;
        if (!walk_begin(service, person, others, &walk))
                return alone;
        while ((other = walk_next(&walk)) && other->during.from < row->during.from) {
                date known = known_day(service, other);
                if (!begun || other->during.from > end) {
                        stay = (struct stay){other->during.from, known};
                        end = other->during.to;
                        begun = true;
                        continue;
                }
                stay.since = known < stay.since ? known : stay.since;
                end = other->during.to > end ? other->during.to : end;
        }
        if (!begun || end < row->during.from)
                return alone;
        stay.since = alone.since < stay.since ? alone.since : stay.since;
        return stay;
}

static int32_t count_terms(const struct service *service, date from, const struct membership *row,
                           uint32_t person, bool others)
{
        struct walk walk;
        const struct membership *other;
        int32_t terms = 1;
        bool counted = false;
        if (!walk_begin(service, person, others, &walk))
                return terms;
        while ((other = walk_next(&walk)) && other->during.from <= service->check->at) {
                if (other->during.from <= from)
                        continue;
                counted = counted || other == row;
                terms += same_role_ended(service, other, person, others);
        }
        if (!counted && row->during.from > from)
                terms += same_role_ended(service, row, person, others);
        return terms;
}

static bool is_too_long(const struct service *service, const struct membership *row, uint32_t person,
                        bool others)
{
        const struct rule *rule = service->rule;
        struct stay stay = stay_of(service, row, person, others);
        bool timed = rule->max_duration.months || rule->max_duration.days;
        if (timed && span_end(stay.since, rule->max_duration) <= service->check->at)
                return true;
        return rule->max_terms >= 0 && count_terms(service, stay.from, row, person, others) > rule->max_terms;
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

static bool may_exceed_as(const struct service *service, const struct membership *row, uint32_t person)
{
        return may_be_longer(service->check, stay_of(service, row, person, true).from) ||
               is_too_long(service, row, person, true);
}

/* Whether it is possible that the stay is too long. */
static bool may_exceed(const struct service *service, const struct membership *row)
{
        const struct membership *rows = service->check->facts->body->memberships;
        if (may_exceed_as(service, row, row->person))
                return true;
        /* The row may be anyone's who has sat. */
        for (uint32_t i = service->unnamed; !row->person && i < service->count; i++) {
                const struct membership *other = &rows[place_of(service, i)];
                bool seen = i > service->unnamed && rows[place_of(service, i - 1)].person == other->person;
                if (!seen && other->during.from <= service->check->at &&
                    may_exceed_as(service, row, other->person))
                        return true;
        }
        return false;
}

static enum tri has_sat_too_long(const struct check *check, const struct membership *row, const void *context)
{
        const struct service *service = context;
        if (!(ROLE_BIT(row->role) & MEMBER_ROLES))
                return TRI_FALSE;
        /* An office may have passed from hand to hand; without one the appointment is one person's. */
        bool one_person = row->person || !row->office;
        if (one_person && is_too_long(service, row, row->person, false))
                return TRI_TRUE;
        bool possible = may_exceed(service, row);
        return possible || *check->work_left == 0 ? TRI_UNKNOWN : TRI_FALSE;
}

static int compare_rows(const void *a, const void *b)
{
        uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
        return x < y ? -1 : x > y;
}

static bool gather_service(struct check *check, const struct rule *rule, struct service *ret)
{
        const struct body *body = check->facts->body;
        struct service service = {.check = check, .rule = rule};
        service.rows = arena_array(check->arena, body->membership_count + 1, sizeof *service.rows);
        if (!service.rows)
                return false;
        for (uint32_t i = 0; i < body->membership_count; i++) {
                if (ROLE_BIT(body->memberships[i].role) & MEMBER_ROLES)
                        service.rows[service.count++] = (uint64_t)body->memberships[i].person << 32 | i;
        }
        qsort(service.rows, service.count, sizeof *service.rows, compare_rows);
        service.unnamed = first_of(&service, 1);
        *ret = service;
        return true;
}

static bool judge_tenure(struct check *check, const struct rule *rule, struct outcome *ret)
{
        struct service service;
        if (rule->max_duration.months + rule->max_duration.days == 0 && rule->max_terms < 0)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (!gather_service(check, rule, &service))
                return false;
        counting_judge_each(check, rule, has_sat_too_long, &service, ret);
        return true;
}

static void describe_tenure(struct sentence *sentence, const struct outcome *outcome)
{
        const struct rule *rule = outcome->rule;
        bool timed = rule->max_duration.months || rule->max_duration.days;
        struct sentence_values values = {.outcome = outcome,
                                         .first = !timed                ? PHRASE_LONGER_THAN_TERMS
                                                  : rule->max_terms < 0 ? PHRASE_LONGER_THAN_TIME
                                                                        : PHRASE_LONGER_THAN_BOTH};
        if (outcome->verdict == VERDICT_MET)
                sentence_fill(sentence, PHRASE_TENURE_MET, &values);
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_fill(sentence, PHRASE_TENURE_NOT_MET, &values);
        else if (outcome->tally.possible)
                sentence_fill(sentence, PHRASE_TENURE_UNKNOWN, &values);
}

/* The first day on which some registered stay reaches the limit. Of a row that surely did long ago (no month
 * has more than 31 days) none is worked out. */
static date next_tenure(const struct check *check, const struct rule *rule)
{
        struct span span = rule->max_duration;
        date first = DATE_END;
        if (span.months == 0 && span.days == 0)
                return DATE_END;
        for (uint32_t i = 0; i < check->facts->body->membership_count; i++) {
                const struct membership *row = &check->facts->body->memberships[i];
                date since = row->during.from == DATE_BEGINNING ? row->during.to - 1 : row->during.from;
                if (!(ROLE_BIT(row->role) & MEMBER_ROLES) || since >= DATE_END - 1 ||
                    since + 31 * span.months + span.days < check->at)
                        continue;
                date day = span_end(since, span);
                first = day > check->at && day < first ? day : first;
        }
        return first;
}

const struct rule_kind kind_tenure = {
        .name = "tenure", .judge = judge_tenure, .describe = describe_tenure, .next = next_tenure};
