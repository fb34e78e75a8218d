/*
 * Cadence and term.
 *
 * Unregistered meetings (coverage of meetings incomplete in a period) add any number to it: the minimum, and
 * one more than the maximum, are enough to come to every side of the bounds.
 */
#include "oracle_parts.h"

#include <stdio.h>
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

static bool meet(date from, date to, date other_from, date other_to)
{
        return from <= other_to && other_from <= to;
}

#define HELD_MAX 16

/* Reachable numbers of meetings held in the period before the running one, and in the running one. */
struct held {
        bool reached[HELD_MAX][HELD_MAX];
};

/* A meeting falls on any day of what its date may stand for; without a date, on any day at all. */
static void hold_meeting(struct held *held, const struct period *last, const struct period *running,
                         struct partial_date day)
{
        struct held next = {0};
        bool both = running->from <= running->to;
        bool elsewhere = day.first < last->from || day.last > running->to || last->from > last->to ||
                         meet(day.first, day.last, last->to + 1, running->from - 1);
        if (!both && !meet(day.first, day.last, last->from, last->to))
                elsewhere = true;
        for (size_t a = 0; a < HELD_MAX - 1; a++) {
                for (size_t b = 0; b < HELD_MAX - 1; b++) {
                        if (!held->reached[a][b])
                                continue;
                        next.reached[a][b] |= elsewhere;
                        if (last->from <= last->to && meet(day.first, day.last, last->from, last->to))
                                next.reached[a + 1][b] = true;
                        if (both && meet(day.first, day.last, running->from, running->to))
                                next.reached[a][b + 1] = true;
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
        json_array_foreach(json_object_get(in->facts, "meetings"), i, meeting)
        {
                const char *text = text_at(meeting, "date"), *status = text_at(meeting, "status");
                struct partial_date day = {DATE_BEGINNING, DATE_END, DATE_DAY};
                if (!status || strcmp(status, "held") != 0)
                        continue;
                if (!text || date_parse_partial(text, strlen(text), &day))
                        hold_meeting(ret_held, last, running, day);
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
        date first_day = start_of(rule);
        struct cadence cadence = {.bounds = {bounds.min - tolerance, bounds.max},
                                  .whole = last.from >= first_day,
                                  .inside = running.from >= first_day && running.to <= end_of(rule)};
        if (bounds.max != UNBOUNDED)
                cadence.bounds.max += tolerance;
        cadence.last_covered = covered(in->body, "meetings", later(last.from, first_day));
        cadence.running_covered = covered(in->body, "meetings", later(running.from, first_day));
        last.from = later(last.from, first_day);
        running.from = later(running.from, first_day);
        running.to = in->at - 1;
        struct held held;
        hold_meetings(in, &last, &running, &held);
        ret_answer->verdict = judge_held(&cadence, &held);
        return true;
}

/* The day after a term of this length that starts on `from`. */
static bool add_length(date from, const char *length, date *ret)
{
        int number;
        char unit;
        if (!length || sscanf(length, "P%d%c", &number, &unit) != 2)
                return false;
        if (unit == 'D')
                *ret = from + number;
        else
                *ret = date_add_months(from, unit == 'Y' ? 12 * number : number);
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
