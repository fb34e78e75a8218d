/*
 * From change to change: a check says until which day its verdicts hold, and that day is the next to check.
 */
#include "rules/timeline.h"

#include "rules/judge.h"
#include "rules/result_members.h"

/* What one check may use; it is given back before the next. */
#define CHECK_MEMORY_MAX ((size_t)256 * 1024 * 1024)

/* A timeline's work, in the steps of judgement.h, and what a check spends for each rule and member besides
 * what it counts: about half a second. A body of usual size is never near it. */
#define WORK_MAX       INT64_C(100000000)
#define STEPS_A_MEMBER 5

struct interval {
        struct interval *next;
        date from, last;
        enum verdict verdict;
        uint8_t rules[]; /* verdicts, in the order of the facts */
};

struct rules_timeline {
        const struct rules_facts *facts;
        struct interval *first, *last;
        date end;
};

static bool same_verdicts(const struct interval *interval, const struct rules_result *result)
{
        if (interval->verdict != result->verdict)
                return false;
        for (uint32_t i = 0; i < result->facts->rule_count; i++) {
                if (interval->rules[i] != result->outcomes[i].verdict)
                        return false;
        }
        return true;
}

/* The days from the result's on, as part of the latest interval where nothing differs from it. */
static bool add_day(struct arena *arena, struct rules_timeline *timeline, const struct rules_result *result)
{
        if (timeline->last && same_verdicts(timeline->last, result))
                return true;
        uint32_t count = timeline->facts->rule_count;
        struct interval *interval = arena_alloc(arena, sizeof *interval + count);
        if (!interval)
                return false;
        interval->from = result->at;
        interval->verdict = result->verdict;
        for (uint32_t i = 0; i < count; i++)
                interval->rules[i] = (uint8_t)result->outcomes[i].verdict;
        if (timeline->last) {
                timeline->last->last = result->at - 1;
                timeline->last->next = interval;
        } else {
                timeline->first = interval;
        }
        timeline->last = interval;
        return true;
}

static bool judge_days(struct arena *arena, struct arena *scratch, struct rules_timeline *timeline, date from,
                       date to)
{
        const struct rules_facts *facts = timeline->facts;
        int64_t members = facts->body ? facts->body->membership_count : 0;
        int64_t work = 0, step = STEPS_A_MEMBER * (facts->rule_count + 1) * (members + 1);
        date day = from;
        while (day <= to && (work == 0 || work + step <= WORK_MAX)) {
                arena_reset(scratch);
                const struct rules_result *result = judge_verdicts(scratch, timeline->facts, day);
                if (!result || !add_day(arena, timeline, result))
                        return false;
                day = result->next_change;
                work += step + result->work;
        }
        timeline->end = day <= to ? day - 1 : to;
        if (timeline->last)
                timeline->last->last = timeline->end;
        return true;
}

date rules_timeline_end(const struct rules_timeline *timeline)
{
        return timeline->end;
}

const struct rules_timeline *rules_timeline(struct arena *arena, const struct rules_facts *facts, date from,
                                            date to)
{
        struct rules_timeline *timeline = arena_alloc(arena, sizeof *timeline);
        struct arena *scratch = arena_new_below(arena, CHECK_MEMORY_MAX);
        timeline->facts = facts;
        bool done = judge_days(arena, scratch, timeline, from, to);
        arena_free(scratch);
        return done ? timeline : NULL;
}

static void write_interval(struct json_writer *json, const struct rules_facts *facts,
                           const struct interval *interval)
{
        writer_open_object(json);
        result_member_date(json, "from", interval->from);
        result_member_date(json, "to", interval->last);
        writer_member_text(json, "verdict", verdict_name(interval->verdict));
        writer_key(json, "rules");
        writer_open_array(json);
        for (uint32_t i = 0; i < facts->rule_count; i++) {
                writer_open_object(json);
                writer_member_text(json, "rule", facts->rules[i].id);
                writer_member_text(json, "verdict", verdict_name(interval->rules[i]));
                writer_close_object(json);
        }
        writer_close_array(json);
        writer_close_object(json);
}

void rules_timeline_write(struct buffer *out, const struct rules_timeline *timeline)
{
        struct json_writer json = JSON_WRITER(out);
        writer_key(&json, "intervals");
        writer_open_array(&json);
        for (const struct interval *interval = timeline->first; interval; interval = interval->next)
                write_interval(&json, timeline->facts, interval);
        writer_close_array(&json);
}

/* The intervals of the body (rule < 0) or of one rule, joined where the others' verdicts part them. */
static void write_band(struct json_writer *json, const struct rules_timeline *timeline, int64_t rule)
{
        writer_key(json, "intervals");
        writer_open_array(json);
        for (const struct interval *at = timeline->first, *next; at; at = next) {
                enum verdict verdict = rule < 0 ? at->verdict : at->rules[rule];
                date from = at->from, last = at->last;
                for (next = at->next; next; next = next->next) {
                        if ((rule < 0 ? next->verdict : (enum verdict)next->rules[rule]) != verdict)
                                break;
                        last = next->last;
                }
                writer_open_object(json);
                result_member_date(json, "from", from);
                result_member_date(json, "to", last);
                writer_member_text(json, "verdict", verdict_name(verdict));
                writer_close_object(json);
        }
        writer_close_array(json);
}

static void write_rule(struct json_writer *json, const struct rules_timeline *timeline, uint32_t i)
{
        const struct rule *rule = &timeline->facts->rules[i];
        writer_open_object(json);
        writer_member_text(json, "rule", rule->id);
        writer_member_text(json, "kind", rule->kind_text);
        result_member_force(json, rule);
        if (rule->variant)
                writer_member_text(json, "variant", id_text(timeline->facts, rule->variant));
        writer_member_bool(json, "decides", rule_decides(rule));
        result_member_flat(json, "text", rule->text);
        write_band(json, timeline, i);
        writer_close_object(json);
}

void rules_timeline_write_bands(struct buffer *out, const struct rules_timeline *timeline)
{
        struct json_writer json = JSON_WRITER(out);
        const struct rules_facts *facts = timeline->facts;
        result_member_flat(&json, "name", facts->own ? facts->own->name : NULL);
        write_band(&json, timeline, -1);
        writer_key(&json, "rules");
        writer_open_array(&json);
        for (uint32_t i = 0; i < facts->rule_count; i++)
                write_rule(&json, timeline, i);
        writer_close_array(&json);
}
