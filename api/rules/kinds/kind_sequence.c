/*
 * sequence - one series of meetings before another.
 *
 * In the latest whole calendar period (`every`, a year where nothing is said) inside the rule's validity in
 * which a body of `after` held a meeting, a meeting of `before` was held for each unit of `per`, earlier than
 * the first of `after`; where a date is known to a month or a year only, what may be otherwise is unknown.
 * `before` and `after` name bodies; a body within one of them (one series for each
 * region, say) counts as part of it. A body belongs to a unit by its `area`, or by an organisation among its
 * parties.
 */
#include "rules/kinds/kinds.h"
#include "rules/judging/units.h"

/* How many periods back are judged, a century of months; older ones no longer matter. */
#define PERIODS_MAX 1200

static bool in_series(const struct body *body, struct id_list series)
{
        return facts_list_holds(series, body->id) || (body->within && facts_list_holds(series, body->within));
}

static bool all_bodies_known(const struct rules_facts *facts, struct id_list series)
{
        for (uint32_t i = 0; i < series.count; i++) {
                if (!find_body(facts, series.items[i]))
                        return false;
        }
        return series.count > 0;
}

/* Days on which the first meeting of a series was held, as far as is known. */
struct first_held {
        date latest;   /* by then one was, for certain; DATE_END: not certain */
        date earliest; /* before then none was; DATE_END: there was none */
};

/* The first meeting of the series on days from first to last. */
static struct first_held first_meeting(const struct check *check, struct id_list series, date first,
                                       date last)
{
        struct first_held found = {DATE_END, DATE_END};
        for (uint32_t b = 0; b <= check->facts->body_count; b++) {
                const struct body *body = nth_body(check->facts, b);
                if (!body || !in_series(body, series))
                        continue;
                for (uint32_t i = 0; i < body->meeting_count; i++) {
                        const struct meeting *meeting = &body->meetings[i];
                        bool possible = !meeting->dated || (meeting->last >= first && meeting->first <= last);
                        if (!meeting->held || !possible)
                                continue;
                        date from = meeting->dated && meeting->first > first ? meeting->first : first;
                        found.earliest = from < found.earliest ? from : found.earliest;
                        if (meeting->dated && meeting->first >= first && meeting->last <= last &&
                            meeting->last < found.latest)
                                found.latest = meeting->last;
                }
        }
        return found;
}

static bool series_covered(const struct check *check, struct id_list series, date from)
{
        for (uint32_t b = 0; b <= check->facts->body_count; b++) {
                const struct body *body = nth_body(check->facts, b);
                if (body && in_series(body, series) &&
                    (!body->meetings_known || !coverage_complete(body->meetings_coverage, from)))
                        return false;
        }
        return all_bodies_known(check->facts, series);
}

static enum tri body_in_unit(const struct body *body, const struct unit *unit)
{
        if (unit->kind == PER_NONE)
                return TRI_TRUE;
        if (unit->kind == PER_AREA_KIND || unit->kind == PER_AREAS)
                return !body->area ? TRI_UNKNOWN : body->area == unit->id ? TRI_TRUE : TRI_FALSE;
        if (unit->kind != PER_ORGANISATIONS || !body->parties.known)
                return TRI_UNKNOWN;
        for (uint32_t i = 0; i < body->parties.count; i++) {
                if (body->parties.items[i] == unit->id)
                        return TRI_TRUE;
        }
        return TRI_FALSE;
}

struct window {
        date from, end;          /* the period: [from, end) */
        struct first_held after; /* the first meeting of `after` in it */
};

/* The best that can be said of meetings of `before` for a unit, earlier than the one of `after`. */
static enum tri held_before(const struct check *check, const struct rule *rule, const struct window *window,
                            const struct unit *unit)
{
        enum tri best = TRI_FALSE;
        for (uint32_t b = 0; b <= check->facts->body_count; b++) {
                const struct body *body = nth_body(check->facts, b);
                enum tri in_unit =
                        body && in_series(body, rule->before) ? body_in_unit(body, unit) : TRI_FALSE;
                for (uint32_t i = 0; in_unit != TRI_FALSE && i < body->meeting_count; i++) {
                        const struct meeting *meeting = &body->meetings[i];
                        if (!meeting->held)
                                continue;
                        bool certain = meeting->dated && meeting->first >= window->from &&
                                       meeting->last < window->after.earliest;
                        bool possible = !meeting->dated || (meeting->last >= window->from &&
                                                            meeting->first < window->after.latest);
                        enum tri value = certain ? in_unit : possible ? TRI_UNKNOWN : TRI_FALSE;
                        best = value > best ? value : best;
                }
        }
        return best;
}

/* Meetings that may be looked at for one period or one unit. */
static uint64_t count_meetings(const struct check *check, const struct rule *rule)
{
        uint64_t count = 1;
        for (uint32_t b = 0; b <= check->facts->body_count; b++) {
                const struct body *body = nth_body(check->facts, b);
                if (body && (in_series(body, rule->before) || in_series(body, rule->after)))
                        count += body->meeting_count;
        }
        return count;
}

/* The latest whole period with a meeting of `after`; false if there is none. *ret_certain is whether it is
 * that for certain: unregistered meetings, and those whose date is not known well enough, may make a later
 * period, or an earlier day, the one that counts. */
static bool find_window(const struct check *check, const struct rule *rule, enum calendar calendar,
                        struct window *ret, bool *ret_certain)
{
        date first = rule->during.from, start = span_calendar_start(calendar, check->at);
        *ret_certain = true;
        for (int tries = 0; tries < PERIODS_MAX; tries++) {
                date end = start;
                start = span_calendar_start(calendar, start - 1);
                if (first != DATE_BEGINNING && start < first)
                        return false;
                struct first_held after = first_meeting(check, rule->after, start, end - 1);
                *ret_certain = *ret_certain && (after.earliest == DATE_END) == (after.latest == DATE_END);
                if (after.latest == DATE_END)
                        continue;
                *ret = (struct window){start, end, after};
                *ret_certain = *ret_certain && series_covered(check, rule->after, start);
                return true;
        }
        return false;
}

static bool judge_units(struct check *check, const struct rule *rule, const struct window *window,
                        bool certain, struct outcome *ret)
{
        struct units units;
        enum verdict worst = VERDICT_MET;
        bool covered = series_covered(check, rule->before, window->from);
        if (!units_of(check, rule, &units))
                return false;
        ret->units = arena_array(check->arena, units.count + 1, sizeof *ret->units);
        if (!ret->units)
                return false;
        if (units.unknown)
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_UNITS_UNKNOWN);
        if (!check_spend(check, units.count * count_meetings(check, rule)))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        if (units.count == 0)
                return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_NO_UNITS);
        for (uint32_t u = 0; u < units.count; u++) {
                enum tri held = held_before(check, rule, window, &units.items[u]);
                enum verdict verdict = verdict_of(held == TRI_TRUE, held == TRI_FALSE && covered);
                worst = judgement_worse(worst, verdict);
                if (units.items[u].id)
                        ret->units[ret->unit_count++] = (struct unit_outcome){
                                .unit = units.items[u].name, .id = units.items[u].id, .verdict = verdict};
        }
        ret->when = window->after.latest;
        if (worst == VERDICT_UNKNOWN || !certain)
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_MEETINGS_COVERAGE);
        return outcome_set(ret, worst);
}

static bool judge_sequence(struct check *check, const struct rule *rule, struct outcome *ret)
{
        enum calendar calendar = rule->calendar == CALENDAR_NONE ? CALENDAR_YEAR : rule->calendar;
        struct window window;
        bool certain;
        if (!rule->before.count || !rule->after.count)
                return outcome_explain(ret, VERDICT_NOT_CHECKABLE, REASON_INCOMPLETE_RULE);
        if (!all_bodies_known(check->facts, rule->before) || !all_bodies_known(check->facts, rule->after))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_BODY_NOT_DELIVERED);
        if (!check_spend(check, PERIODS_MAX * count_meetings(check, rule)))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_TOO_LARGE);
        if (find_window(check, rule, calendar, &window, &certain))
                return judge_units(check, rule, &window, certain, ret);
        date latest = span_calendar_start(calendar, span_calendar_start(calendar, check->at) - 1);
        if (!certain || !series_covered(check, rule->after, latest))
                return outcome_explain(ret, VERDICT_UNKNOWN, REASON_MEETINGS_COVERAGE);
        return outcome_explain(ret, VERDICT_NOT_APPLICABLE, REASON_NO_PERIOD);
}

static void describe_sequence(struct sentence *sentence, const struct outcome *outcome)
{
        if (outcome->verdict == VERDICT_MET)
                sentence_say(sentence, PHRASE_SEQUENCE_HELD, outcome);
        else if (outcome->verdict != VERDICT_UNKNOWN && outcome->unit_count)
                sentence_say(sentence, PHRASE_SEQUENCE_MISSING_UNITS, outcome);
        else if (outcome->verdict != VERDICT_UNKNOWN)
                sentence_say(sentence, PHRASE_SEQUENCE_MISSING, outcome);
}

static date next_sequence(const struct check *check, const struct rule *rule)
{
        enum calendar calendar = rule->calendar == CALENDAR_NONE ? CALENDAR_YEAR : rule->calendar;
        return span_calendar_next(calendar, span_calendar_start(calendar, check->at));
}

const struct rule_kind kind_sequence = {
        .name = "sequence", .judge = judge_sequence, .describe = describe_sequence, .next = next_sequence};
