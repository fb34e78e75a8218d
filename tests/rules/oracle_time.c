/*
 * Cadence and term.
 *
 * Unregistered meetings (coverage of meetings incomplete in a period) add any number to it: the minimum, and
 * one more than the maximum, are enough to come to every side of the bounds.
 */
#include "oracle_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct period {
        date from;
        date to;
};

static struct period period_of(date day, const char *every)
{
        int year, month, unused;
        date_split(day, &year, &month, &unused);
        int months = strcmp(every, "month") == 0       ? 1
                     : strcmp(every, "quarter") == 0   ? 3
                     : strcmp(every, "half_year") == 0 ? 6
                                                       : 12;
        date from = date_make(year, (month - 1) / months * months + 1, 1);
        return (struct period){from, date_add_months(from, months) - 1};
}

static bool contains(const struct period *period, date day)
{
        return period->from <= day && day <= period->to;
}

static bool meets(const struct period *period, const struct period *other)
{
        date from = period->from > other->from ? period->from : other->from;
        return contains(period, from) && contains(other, from);
}

/* Is a day of these in neither period? If so, the first or the last is, or one beside a period. */
static bool has_other_day(const struct period *days, const struct period *a, const struct period *b)
{
        const date tried[] = {days->from, days->to, a->from - 1, a->to + 1, b->from - 1, b->to + 1};
        for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
                if (contains(days, tried[i]) && !contains(a, tried[i]) && !contains(b, tried[i]))
                        return true;
        return false;
}

#define HELD_MAX 16

/* Reachable numbers of meetings held in the period before the running one, and in the running one. */
struct held {
        bool reached[HELD_MAX][HELD_MAX];
};

/* A meeting falls on any day of what its date may stand for; without a date, on any day at all. */
static void hold_meeting(struct held *held, const struct period *last, const struct period *running,
                         const struct period *days)
{
        struct held next = {0};
        for (size_t a = 0; a < HELD_MAX - 1; a++) {
                for (size_t b = 0; b < HELD_MAX - 1; b++) {
                        if (!held->reached[a][b])
                                continue;
                        next.reached[a][b] |= has_other_day(days, last, running);
                        next.reached[a + 1][b] |= meets(days, last);
                        next.reached[a][b + 1] |= meets(days, running);
                }
        }
        *held = next;
}

static void hold_meetings(const struct instance *in, const struct period *last, const struct period *running,
                          struct held *ret_held)
{
        *ret_held = (struct held){0};
        ret_held->reached[0][0] = true;
        size_t i;
        const json_t *meeting;
        json_array_foreach(json_object_get(in->facts, "meetings"), i, meeting) {
                const char *text = text_at(meeting, "date"), *status = text_at(meeting, "status");
                struct partial_date day = {DATE_BEGINNING, DATE_END, DATE_DAY};
                if (!status || strcmp(status, "held") != 0)
                        continue;
                if (!text || date_parse_partial(text, strlen(text), &day))
                        hold_meeting(ret_held, last, running, &(struct period){day.first, day.last});
        }
}

/* What is asked, and of which periods. */
struct cadence {
        struct bounds bounds; /* with the tolerance */
        bool whole;           /* the period before the running one decides */
        bool inside;          /* the running one may have too many */
        bool last_covered, running_covered;
};

static bool too_many(const struct cadence *cadence, int count)
{
        return cadence->bounds.max != UNBOUNDED && count > cadence->bounds.max;
}

static bool holds(const struct cadence *cadence, int last, int running)
{
        if (cadence->inside && too_many(cadence, running))
                return false;
        return !cadence->whole || (last >= cadence->bounds.min && !too_many(cadence, last));
}

static enum oracle_verdict judge_held(const struct cadence *cadence, const struct held *held)
{
        struct outlook outlook = {0};
        bool pending = false;
        int most = cadence->bounds.max == UNBOUNDED ? cadence->bounds.min : cadence->bounds.max + 1;
        int add = most < 0 ? 0 : most;
        for (int a = 0; a < HELD_MAX; a++) {
                for (int b = 0; b < HELD_MAX; b++) {
                        if (!held->reached[a][b])
                                continue;
                        pending |= !cadence->whole && a < cadence->bounds.min && b < cadence->bounds.min;
                        for (int x = 0; x <= (cadence->last_covered ? 0 : add); x++)
                                for (int y = 0; y <= (cadence->running_covered ? 0 : add); y++)
                                        *(holds(cadence, a + x, b + y) ? &outlook.can_hold
                                                                       : &outlook.can_fail) = true;
                }
        }
        return pending && outlook.can_hold ? ORACLE_PENDING : outlook_verdict(outlook);
}

static date later(date a, date b)
{
        return a > b ? a : b;
}

/* Before the first whole period: met if there were enough already, in the running period or in the one before
 * that is only partly inside the rule's validity (which may decide for the body, never against it); else
 * pending, unless there are too many already. */
bool judge_cadence(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const struct unit unit = {UNIT_WHOLE, NULL};
        const char *every = text_at(rule, "every");
        int tolerance = number_at(rule, "tolerance", 0);
        struct bounds bounds = unit_bounds(rule, json_object_get(rule, "count"), &unit);
        struct period running = period_of(in->at, every), last = period_of(running.from - 1, every);
        date first_day = later(start_of(rule), start_of(in->body));
        date last_day = end_of(rule) < end_of(in->body) ? end_of(rule) : end_of(in->body);
        struct cadence cadence = {.bounds = {bounds.min - tolerance, bounds.max},
                                  .whole = last.from >= first_day,
                                  .inside = running.from >= first_day && running.to <= last_day};
        if (bounds.max != UNBOUNDED)
                cadence.bounds.max += tolerance;
        last.from = later(last.from, first_day);
        running.from = later(running.from, first_day);
        running.to = in->at - 1; /* only meetings before that day count: on the first day there can be none */
        cadence.last_covered = last.from > last.to || covered(in->body, "meetings", last.from);
        cadence.running_covered = running.from > running.to || covered(in->body, "meetings", running.from);
        struct held held;
        hold_meetings(in, &last, &running, &held);
        ret_answer->verdict = judge_held(&cadence, &held);
        return true;
}

/* What lasts a year from 29 February lasts until the 28th: the day before its start, a year on. */
static date later_end(date from, int months)
{
        date plain = date_add_months(from, months), other = date_add_months(from - 1, months) + 1;
        return plain > other ? plain : other;
}

/* The day after a term of this length that starts on `from`. */
static bool add_length(date from, const char *length, date *ret)
{
        char *unit;
        if (!length || *length != 'P')
                return false;
        int number = (int)strtol(length + 1, &unit, 10);
        if (unit == length + 1 || !*unit)
                return false;
        if (*unit == 'D')
                *ret = from + number;
        else
                *ret = later_end(from, *unit == 'Y' ? 12 * number : number);
        return true;
}

/* A start that is not known may be any day up to this one: the shortest it can be is from today, and the
 * longest has no end. */
bool judge_term(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        struct outlook all = {.can_hold = true, .can_fail = !in->complete};
        for (size_t i = 0; i < in->member_count; i++) {
                const struct member *member = &in->members[i];
                if (!member->counts)
                        continue;
                date start = start_of(member->json), end = end_of(member->json), limit;
                if (start != DATE_BEGINNING && start < start_of(in->body))
                        start = start_of(in->body);
                end = end < end_of(in->body) ? end : end_of(in->body);
                bool known = start != DATE_BEGINNING;
                if (!add_length(known ? start : in->at, text_at(rule, "length"), &limit))
                        return false;
                bool exceeds = (end == DATE_END ? in->at : end) >= limit;
                all.can_hold &= !exceeds;
                all.can_fail |= exceeds || !known;
        }
        ret_answer->verdict = outlook_verdict(all);
        return true;
}
