/*
 * cadence - how often the body meets.
 *
 * `count {min, max}` meetings in each calendar period (`every`: month, quarter, half_year, year), give or
 * take `tolerance` (0). Counted are meetings with status `held` before the date of the check. A period is
 * whole when its last day is past. The verdict is that of the latest whole period inside the rule's validity,
 * or not met if the running one already has too many; before the first such period is whole it is met if
 * there are enough already, else pending. A period only partly inside the validity never decides against the
 * body.
 *
 * Where the list of meetings is not complete over a period, too few is unknown, and so is enough if there is
 * a maximum; too many is too many.
 */
#include "rules/kinds/meetings_held.h"
#include "rules/kinds/kinds.h"

/* A hundred years of months: no series of meetings is longer, and older periods are left out. */
#define PERIODS_MAX 1200

struct limits {
        int32_t enough, most; /* with the tolerance; most -1: no end */
};

static struct limits limits_of(const struct rule *rule)
{
        int32_t enough = rule->count_min - rule->tolerance;
        return (struct limits){.enough = enough < 0 ? 0 : enough,
                               .most = rule->count_max < 0 ? -1 : rule->count_max + rule->tolerance};
}

struct period {
        date from, next;
        struct held held;
        bool inside;  /* wholly inside the rule's validity */
        bool running; /* its last day is not past */
        bool covered; /* every meeting is registered */
};

static enum verdict judge_whole(struct limits limits, const struct period *period)
{
        if (limits.most >= 0 && period->held.certain > limits.most)
                return VERDICT_NOT_MET;
        if (period->held.possible < limits.enough)
                return period->covered ? VERDICT_NOT_MET : VERDICT_UNKNOWN;
        if (period->held.certain < limits.enough)
                return VERDICT_UNKNOWN;
        bool ceiling = limits.most >= 0 && (!period->covered || period->held.possible > limits.most);
        return ceiling ? VERDICT_UNKNOWN : VERDICT_MET;
}

static enum verdict judge_running(struct limits limits, const struct period *period)
{
        if (period->held.certain < limits.enough)
                return VERDICT_PENDING;
        return judge_whole(limits, period);
}

static enum verdict judge_period(struct limits limits, const struct period *period)
{
        if (!period->inside)
                return period->held.certain >= limits.enough ? VERDICT_MET : VERDICT_NOT_APPLICABLE;
        return period->running ? judge_running(limits, period) : judge_whole(limits, period);
}

static struct period period_at(const struct check *check, const struct rule *rule, date day)
{
        struct period period = {.from = span_calendar_start(rule->calendar, day)};
        period.next = span_calendar_next(rule->calendar, period.from);
        date first = rule->during.from > period.from ? rule->during.from : period.from;
        date end = rule->during.to < period.next ? rule->during.to : period.next;
        period.held = meetings_held(check->facts->body, first, end - 1, check->at);
        period.inside = rule->during.from <= period.from && period.next <= rule->during.to;
        period.running = check->at < period.next;
        period.covered = meetings_held_covered(check->facts->body, first, check->at);
        return period;
}

/* Where the list of periods begins: with the rule, else with the body or its first meeting. */
static date first_day(const struct check *check, const struct rule *rule)
{
        const struct body *body = check->facts->body;
        date first = check->at;
        if (rule->during.from != DATE_BEGINNING)
                return rule->during.from;
        if (body->during.from != DATE_BEGINNING && body->during.from < first)
                first = body->during.from;
        for (uint32_t i = 0; i < body->meeting_count; i++) {
                if (body->meetings[i].held && body->meetings[i].dated && body->meetings[i].first < first)
                        first = body->meetings[i].first;
        }
        /* A rule without a beginning: at least the latest whole period is listed. */
        date latest = span_calendar_start(rule->calendar, span_calendar_start(rule->calendar, check->at) - 1);
        return first < latest ? first : latest;
}

struct course {
        struct period last_whole, last_partial, running;
        bool has_whole, has_partial;
};

static void list_period(struct outcome *outcome, const struct period *period, struct limits limits)
{
        outcome->periods[outcome->period_count++] = (struct period_outcome){
                .from = period->from,
                .last = period->next - 1,
                .count = period->held.certain,
                .possible = period->held.possible,
                .inside = period->inside,
                .running = period->running,
                .covered = period->covered,
                .verdict = judge_period(limits, period),
        };
}

static void judge_periods(const struct check *check, const struct rule *rule, struct limits limits,
                          date first, struct course *course, struct outcome *outcome)
{
        date start = span_calendar_start(rule->calendar, first);
        for (; start <= check->at; start = span_calendar_next(rule->calendar, start)) {
                struct period period = period_at(check, rule, start);
                list_period(outcome, &period, limits);
                if (period.running) {
                        course->running = period;
                } else if (period.inside) {
                        course->last_whole = period;
                        course->has_whole = true;
                } else {
                        course->last_partial = period;
                        course->has_partial = true;
                }
        }
}

/* The latest whole period, or what there is before the first. */
static enum verdict judge_latest(struct limits limits, const struct course *course,
                                 const struct period **ret_period)
{
        *ret_period = &course->last_whole;
        if (course->has_whole)
                return judge_whole(limits, &course->last_whole);
        *ret_period = &course->last_partial;
        if (course->has_partial && judge_period(limits, &course->last_partial) == VERDICT_MET)
                return VERDICT_MET;
        *ret_period = &course->running;
        enum verdict verdict = judge_period(limits, &course->running);
        return verdict == VERDICT_NOT_APPLICABLE ? VERDICT_PENDING : verdict;
}

/* Which period decides, and how. */
static enum verdict judge_course(struct limits limits, const struct course *course,
                                 const struct period **ret_period)
{
        const struct period *running = &course->running;
        bool ceiling = running->inside && limits.most >= 0;
        *ret_period = running;
        if (ceiling && running->held.certain > limits.most)
                return VERDICT_NOT_MET;
        enum verdict verdict = judge_latest(limits, course, ret_period);
        /* Meetings that are not registered, or not dated, may make the running period too many already. */
        bool doubtful = ceiling && (!running->covered || running->held.possible > limits.most);
        return verdict == VERDICT_MET && doubtful ? VERDICT_UNKNOWN : verdict;
}

/* The start of the series, but at most PERIODS_MAX periods back. */
static date bounded_start(const struct check *check, const struct rule *rule, date first, uint32_t *ret_count)
{
        static const int months[] = {1, 3, 6, 12};
        date limit = date_add_months(span_calendar_start(rule->calendar, check->at),
                                     -months[rule->calendar] * (PERIODS_MAX - 1));
        date start = first > limit ? first : limit;
        *ret_count = (uint32_t)((check->at - start) / 28 + 2);
        if (*ret_count > PERIODS_MAX + 1)
                *ret_count = PERIODS_MAX + 1;
        return start;
}

static bool judge_cadence(struct check *check, const struct rule *rule, struct outcome *ret)
{
        struct limits limits = limits_of(rule);
        struct course course = {0};
        const struct period *decisive;
        uint32_t count;
        if (rule->calendar == CALENDAR_NONE || !rule->count_given)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        date first = bounded_start(check, rule, first_day(check, rule), &count);
        if (!check_spend(check, (uint64_t)count * (check->facts->body->meeting_count + 1)))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        ret->periods = arena_array(check->arena, count, sizeof *ret->periods);
        if (!ret->periods)
                return false;
        judge_periods(check, rule, limits, first, &course, ret);
        outcome_set(ret, judge_course(limits, &course, &decisive));
        ret->tally.needed = true;
        ret->tally.min = rule->count_min;
        ret->tally.max = rule->count_max;
        ret->tally.counted = true;
        ret->tally.certain = decisive->held.certain;
        ret->tally.possible = decisive->held.possible;
        if (ret->verdict == VERDICT_UNKNOWN)
                ret->reason = REASON_MEETINGS_COVERAGE;
        ret->when = decisive->next - 1;
        return true;
}

static void describe_cadence(struct sentence *sentence, const struct outcome *outcome)
{
        bool judged = outcome->verdict == VERDICT_MET || outcome->verdict == VERDICT_NOT_MET;
        struct sentence_values values = {.outcome = outcome,
                                         .first = outcome->verdict == VERDICT_PENDING ? PHRASE_CADENCE_SO_FAR
                                                  : outcome->verdict == VERDICT_UNKNOWN
                                                          ? PHRASE_CADENCE_REGISTERED
                                                          : PHRASE_CADENCE_HELD};
        bool tolerant = judged && outcome->rule->tolerance > 0;
        if (outcome->period_count)
                sentence_fill(sentence, tolerant ? PHRASE_CADENCE_TOLERANCE : values.first, &values);
}

static date next_cadence(const struct check *check, const struct rule *rule)
{
        if (rule->calendar == CALENDAR_NONE)
                return DATE_END;
        /* On the first day of the running period nothing of it has passed; on the second, meetings may be
         * missing. */
        date start = span_calendar_start(rule->calendar, check->at);
        if (start < rule->during.from)
                start = rule->during.from;
        if (check->at == start)
                return check->at + 1;
        return span_calendar_next(rule->calendar, span_calendar_start(rule->calendar, check->at));
}

const struct rule_kind kind_cadence = {.name = "cadence",
                                       .lists_periods = true,
                                       .judge = judge_cadence,
                                       .describe = describe_cadence,
                                       .next = next_cadence};
