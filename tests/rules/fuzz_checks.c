/*
 * Fuzz entry of what is built on a check: bytes that are JSON are taken as facts; the changes in them are
 * thought through, their meetings judged, a month of them followed. Nothing may crash, leak, or write what is
 * not JSON.
 *
 * "at" in the facts is the date, "changes" are the changes.
 */
#include "fuzz/replay.h"

#include "base/arena.h"
#include "rules/meeting_check.h"
#include "rules/rules.h"
#include "rules/timeline.h"
#include "rules/whatif.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT  ((size_t)16 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)8 * 1024 * 1024)
#define SPAN_DAYS    31

/* What was written is JSON; takes the buffer. */
static void must_be_json(struct buffer *out)
{
        size_t length;
        char *text = buffer_take(out, &length);
        json_t *json = text ? json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL) : NULL;
        if (text && !json)
                abort();
        json_decref(json);
        free(text);
}

static date date_of(const json_t *facts)
{
        const char *text = json_string_value(json_object_get(facts, "at"));
        date at;
        int year, unused;
        if (!text || !date_parse(text, strlen(text), &at))
                return date_make(2024, 1, 1);
        date_split(at, &year, &unused, &unused);
        return year < 9000 ? at : date_make(2024, 1, 1);
}

static void follow(const struct rules_facts *facts, struct arena *arena, date at)
{
        struct buffer out = BUFFER(RESULT_LIMIT);
        const struct rules_timeline *timeline = rules_timeline(arena, facts, at, at + SPAN_DAYS);
        if (timeline) {
                buffer_add_char(&out, '{');
                rules_timeline_write(&out, timeline);
                buffer_add_char(&out, '}');
                must_be_json(&out);
        }
}

static void contradict(const json_t *json, const struct rules_facts *facts, struct arena *arena, date at)
{
        const json_t *first = json_array_get(json_object_get(json, "rules"), 0);
        const char *rule = json_string_value(json_object_get(first, "id"));
        struct buffer out = BUFFER(RESULT_LIMIT);
        if (rule && rules_contradictions_write(&out, arena, facts, rule, at))
                must_be_json(&out);
        else
                buffer_clear(&out);
}

static void judge_meetings(const json_t *json, const struct rules_facts *facts, struct arena *arena)
{
        size_t i;
        const json_t *meeting;
        json_array_foreach(json_object_get(json, "meetings"), i, meeting) {
                const char *id = json_string_value(json_object_get(meeting, "id"));
                struct buffer out = BUFFER(RESULT_LIMIT);
                const struct rules_result *result =
                        id && i < 3 ? rules_check_meeting(arena, facts, id) : NULL;
                if (!result)
                        continue;
                buffer_add_char(&out, '{');
                rules_write(&out, result);
                buffer_add_char(&out, '}');
                must_be_json(&out);
        }
}

static void compare(const struct rules_facts *before, const json_t *json, struct arena *arena, date at)
{
        const char *reason = NULL;
        struct buffer out = BUFFER(RESULT_LIMIT);
        const struct rules_facts *after = rules_read(arena, json, &reason);
        const struct rules_result *one = rules_check(arena, before, at);
        const struct rules_result *two = after ? rules_check(arena, after, at) : NULL;
        if (!one || !two)
                return;
        rules_difference_write(&out, one, two);
        must_be_json(&out);
}

static struct arena *whole; /* of one input */

static void check_facts(const json_t *json)
{
        struct arena *arena = arena_new_below(whole, ARENA_LIMIT);
        struct faults faults;
        const char *reason = NULL;
        date at = date_of(json);
        const struct rules_facts *facts = rules_read(arena, json, &reason);
        if (facts) {
                fault_init(&faults, arena);
                json_t *changed = rules_whatif(json, json_object_get(json, "changes"), at, &faults);
                if (changed)
                        compare(facts, changed, arena, at);
                judge_meetings(json, facts, arena);
                follow(facts, arena, at);
                contradict(json, facts, arena, at);
                arena_free(arena);
                json_decref(changed);
                return;
        }
        arena_free(arena);
}

static void check_input(void *facts)
{
        check_facts(facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        json_t *facts = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
        whole = arena_new(ARENA_LIMIT);
        if (json_is_object(facts) && whole)
                memory_guard(check_input, facts);
        arena_free(whole);
        json_decref(facts);
        return 0;
}
