#include "rules/area_timeline.h"

#include "rules/judge.h"
#include "rules/model/reference.h"
#include "rules/result_members.h"

#include <string.h>

/* What one check may use; it is given back before the next. */
#define CHECK_MEMORY_MAX ((size_t)256 * 1024 * 1024)

/* The work of a timeline, in the steps of judgement.h, and what a day takes besides what it counts: about
 * half a second. */
#define WORK_MAX INT64_C(100000000)
#define DAY_WORK 1000

struct interval {
        struct interval *next;
        date from, last;
        enum verdict verdict;
};

struct band {
        struct interval *first, *last;
};

struct area_band {
        struct area_band *next; /* in order of ids */
        uint32_t id;
        struct band band;
};

struct area_timeline {
        const struct rules_facts *facts;
        struct band whole;
        struct area_band *areas;
        date end;
};

/* The days join the latest interval where it ends on the day before them with the same verdict. */
static void add_days(struct arena *arena, struct band *band, date from, date last, enum verdict verdict)
{
        struct interval *latest = band->last;
        if (latest && latest->last == from - 1 && latest->verdict == verdict) {
                latest->last = last;
                return;
        }
        struct interval *interval = arena_alloc(arena, sizeof *interval);
        *interval = (struct interval){.from = from, .last = last, .verdict = verdict};
        if (latest)
                latest->next = interval;
        else
                band->first = interval;
        band->last = interval;
}

/* The band of an area, at or behind a place in the list; *ret_place is where it stands. */
static struct area_band *find_band(struct arena *arena, const struct rules_facts *facts, uint32_t id,
                                   struct area_band ***ret_place)
{
        struct area_band **place = *ret_place;
        while (*place && strcmp(id_text(facts, (*place)->id), id_text(facts, id)) < 0)
                place = &(*place)->next;
        if (!*place || (*place)->id != id) {
                struct area_band *made = arena_alloc(arena, sizeof *made);
                *made = (struct area_band){.next = *place, .id = id};
                *place = made;
        }
        *ret_place = place;
        return *place;
}

static void add_result(struct arena *arena, struct area_timeline *timeline, const struct rules_result *result,
                       date last)
{
        const struct outcome *outcome = &result->outcomes[0];
        struct area_band **place = &timeline->areas;
        add_days(arena, &timeline->whole, result->at, last, outcome->verdict);
        for (uint32_t i = 0; i < outcome->unit_count; i++) {
                const struct unit_outcome *unit = &outcome->units[i];
                struct area_band *area = find_band(arena, timeline->facts, unit->id, &place);
                add_days(arena, &area->band, result->at, last, unit->verdict);
        }
}

static bool judge_days(struct arena *arena, struct arena *scratch, struct area_timeline *timeline, date from,
                       date to)
{
        int64_t work = 0;
        date day = from;
        while (day <= to && work <= WORK_MAX) {
                arena_reset(scratch);
                const struct rules_result *result = judge_verdicts(scratch, timeline->facts, day);
                if (!result)
                        return false;
                date next = result->next_change > to ? to + 1 : result->next_change;
                add_result(arena, timeline, result, next - 1);
                day = next;
                work += DAY_WORK + result->work;
        }
        timeline->end = day - 1;
        return true;
}

const struct area_timeline *area_timeline_judge(struct arena *arena, const struct rules_facts *facts,
                                                date from, date to)
{
        struct area_timeline *timeline = arena_alloc(arena, sizeof *timeline);
        struct arena *scratch = arena_new_below(arena, CHECK_MEMORY_MAX);
        *timeline = (struct area_timeline){.facts = facts, .end = from - 1};
        bool done = facts->rule_count == 1 && judge_days(arena, scratch, timeline, from, to);
        arena_free(scratch);
        return done ? timeline : NULL;
}

date area_timeline_end(const struct area_timeline *timeline)
{
        return timeline->end;
}

static void write_band(struct json_writer *json, const struct band *band)
{
        writer_key(json, "intervals");
        writer_open_array(json);
        for (const struct interval *interval = band->first; interval; interval = interval->next) {
                writer_open_object(json);
                result_member_date(json, "from", interval->from);
                result_member_date(json, "to", interval->last);
                writer_member_text(json, "verdict", verdict_name(interval->verdict));
                writer_close_object(json);
        }
        writer_close_array(json);
}

void area_timeline_write(struct buffer *out, const struct area_timeline *timeline)
{
        struct json_writer json = JSON_WRITER(out);
        const struct rules_facts *facts = timeline->facts;
        write_band(&json, &timeline->whole);
        writer_key(&json, "areas");
        writer_open_array(&json);
        for (const struct area_band *area = timeline->areas; area; area = area->next) {
                writer_open_object(&json);
                writer_member_text(&json, "area", id_text(facts, area->id));
                result_member_flat(&json, "name", reference_area_names(facts, area->id));
                write_band(&json, &area->band);
                writer_close_object(&json);
        }
        writer_close_array(&json);
}
