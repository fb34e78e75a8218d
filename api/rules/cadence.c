#include "rules/cadence.h"

#include "rules/result.h"
#include "rules/kinds/meetings_held.h"
#include "rules/model/kind.h"
#include "rules/model/reference.h"
#include "rules/result_members.h"

/* Meetings by themselves are counted by the half-year as long as that gives few numbers. */
#define HALF_YEARS_MONTHS 48
/* As far back as a rule looks, and not further. */
#define YEARS_MAX         100

/* How much of a period that is not covered is registered. */
static const char *coverage_name(const struct body *body, bool covered)
{
        enum coverage_level level = body->meetings_known ? body->meetings_coverage.level : COVERAGE_NONE;
        if (!covered && level == COVERAGE_COMPLETE)
                level = COVERAGE_PARTIAL;
        return result_member_coverage_name(covered ? COVERAGE_COMPLETE : level);
}

static void write_counts(struct json_writer *json, date from, date last, struct held held, bool running)
{
        result_member_date(json, "from", from);
        result_member_date(json, "to", last);
        writer_member_number(json, "count", held.certain);
        if (held.possible > held.certain)
                writer_member_number(json, "possible", held.possible);
        writer_member_bool(json, "running", running);
}

static void write_periods(struct json_writer *json, const struct rules_result *result,
                          const struct outcome *outcome)
{
        writer_key(json, "periods");
        writer_open_array(json);
        for (uint32_t i = 0; i < outcome->period_count; i++) {
                const struct period_outcome *period = &outcome->periods[i];
                if (period->from >= outcome->rule->during.to)
                        break;
                writer_open_object(json);
                write_counts(json, period->from, period->last, (struct held){period->count, period->possible},
                             result->at <= period->last);
                writer_member_bool(json, "whole", period->inside);
                writer_member_text(json, "coverage", coverage_name(result->facts->body, period->covered));
                writer_member_text(json, "verdict", verdict_name(period->verdict));
                writer_close_object(json);
        }
        writer_close_array(json);
}

static void write_norm(struct json_writer *json, const struct rule *rule)
{
        static const char *const units[] = {"month", "quarter", "half_year", "year"};
        writer_member_text(json, "every", units[rule->calendar]);
        writer_key(json, "needed");
        writer_open_object(json);
        if (rule->count_min >= 0)
                writer_member_number(json, "min", rule->count_min);
        if (rule->count_max >= 0)
                writer_member_number(json, "max", rule->count_max);
        writer_close_object(json);
        writer_member_number(json, "tolerance", rule->tolerance);
}

static void write_rule(struct json_writer *json, const struct rules_result *result,
                       const struct outcome *outcome, enum verdict verdict)
{
        const struct rule *rule = outcome->rule;
        writer_open_object(json);
        writer_member_text(json, "rule", rule->id);
        result_member_force(json, rule);
        if (rule->variant)
                writer_member_text(json, "variant", id_text(result->facts, rule->variant));
        writer_member_bool(json, "decides", rule_decides(rule));
        writer_member_text(json, "verdict", verdict_name(verdict));
        result_member_flat(json, "text", rule->text);
        write_norm(json, rule);
        write_periods(json, result, outcome);
        writer_close_object(json);
}

/* A rule whose time is past is looked at on the day after its last. False when memory runs out. */
static bool write_cadence(struct json_writer *json, struct arena *arena, const struct rules_result *result,
                          const struct outcome *now, int64_t *work)
{
        const struct rule *rule = now->rule;
        struct check check = {
                .arena = arena, .facts = result->facts, .at = rule->during.to, .work_left = work};
        struct outcome past = {.rule = rule};
        bool judged = rule->kind && rule->kind->lists_periods && rule->calendar != CALENDAR_NONE &&
                      rule->count_given;
        if (!judged || rule->during.from > result->at)
                return true;
        if (rule->during.to > result->at) {
                write_rule(json, result, now, now->verdict);
                return true;
        }
        if (!rule->kind->judge(&check, rule, &past))
                return false;
        write_rule(json, result, &past, now->verdict);
        return true;
}

/* From the first meeting whose day is known: DATE_END if there is none. */
static date first_meeting(const struct body *body, date at, int32_t *ret_undated)
{
        date first = DATE_END;
        for (uint32_t i = 0; i < body->meeting_count; i++) {
                const struct meeting *meeting = &body->meetings[i];
                if (meeting->held && meeting->dated && meeting->first < first && meeting->first < at)
                        first = meeting->first;
                *ret_undated += meeting->held && !meeting->dated;
        }
        return first;
}

static void write_meetings(struct json_writer *json, const struct body *body, date at)
{
        int32_t undated = 0;
        date first = first_meeting(body, at, &undated), limit = date_add_months(at, -12 * YEARS_MAX);
        bool years = first == DATE_END || date_add_months(first, HALF_YEARS_MONTHS) < at;
        enum calendar calendar = years ? CALENDAR_YEAR : CALENDAR_HALF_YEAR;
        writer_open_object(json);
        writer_member_text(json, "every", years ? "year" : "half_year");
        writer_member_number(json, "undated", undated);
        writer_key(json, "periods");
        writer_open_array(json);
        date start =
                first == DATE_END ? DATE_END : span_calendar_start(calendar, first > limit ? first : limit);
        while (start <= at) {
                date next = span_calendar_next(calendar, start);
                writer_open_object(json);
                write_counts(json, start, next - 1, meetings_held(body, start, next - 1, at), at < next);
                writer_member_text(json, "coverage",
                                   coverage_name(body, meetings_held_covered(body, start, at)));
                writer_close_object(json);
                start = next;
        }
        writer_close_array(json);
        writer_close_object(json);
}

bool rules_cadence_write(struct buffer *out, struct arena *arena, const struct rules_result *result)
{
        struct json_writer json = JSON_WRITER(out);
        const struct body *body = result->facts->body;
        int64_t work = CHECK_WORK_MAX;
        result_member_flat(&json, "name", reference_body_names(body, result->at));
        writer_member_text(&json, "coverage",
                           coverage_name(body, meetings_held_covered(body, result->at - 1, result->at)));
        writer_key(&json, "rules");
        writer_open_array(&json);
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                if (!write_cadence(&json, arena, result, &result->outcomes[i], &work))
                        return false;
        }
        writer_close_array(&json);
        writer_key(&json, "meetings");
        write_meetings(&json, body, result->at);
        return true;
}
