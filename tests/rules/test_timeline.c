/*
 * Timelines equal checking every single day, on random bodies over some months; and in any order of the
 * facts.
 *
 * Usage: test_timeline [instances [first-seed]]. Each instance has a seed of its own.
 */
#include "quoted.h"
#include "base/arena.h"
#include "compare.h"
#include "enrich.h"
#include "rules/rules.h"
#include "rules/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTANCES    300
#define SHOWN_MAX    5
#define ARENA_LIMIT  ((size_t)64 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)16 * 1024 * 1024)

static unsigned long passed, failed, intervals_seen;

static json_t *day_text(date day)
{
        char text[DATE_TEXT_SIZE];
        date_format(day, text);
        return quoted_must(json_string(text));
}

/* The verdicts of one day, as an interval has them. */
static json_t *verdicts_on(const struct rules_facts *facts, date day)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const struct rules_result *result = rules_check(arena, facts, day);
        size_t length, i;
        const json_t *rule;
        if (!result)
                abort();
        buffer_add_char(&out, '{');
        rules_write(&out, result);
        buffer_add_char(&out, '}');
        char *text = buffer_take(&out, &length);
        json_t *answer = quoted_must(json_loadb(text, length, 0, NULL)), *rules = quoted_must(json_array());
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                json_array_append_new(
                        rules, quoted_must(json_pack("{s:O,s:O}", "rule", json_object_get(rule, "rule"),
                                                     "verdict", json_object_get(rule, "verdict"))));
        }
        json_t *found = json_pack("{s:O,s:o}", "verdict", json_object_get(answer, "verdict"), "rules", rules);
        json_decref(answer);
        free(text);
        arena_free(arena);
        return quoted_must(found);
}

/* Day by day, days that are alike put together. */
static json_t *every_day(const struct rules_facts *facts, date from, date to)
{
        json_t *list = quoted_must(json_array()), *latest = NULL, *before = NULL;
        for (date day = from; day <= to; day++) {
                json_t *verdicts = verdicts_on(facts, day);
                if (!before || !json_equal(before, verdicts)) {
                        json_decref(before);
                        before = verdicts;
                        latest = quoted_must(json_copy(verdicts));
                        json_object_set_new(latest, "from", day_text(day));
                        json_array_append_new(list, latest);
                } else {
                        json_decref(verdicts);
                }
                json_object_set_new(latest, "to", day_text(day));
        }
        json_decref(before);
        return list;
}

static char *timeline_text(const json_t *json, date from, date to)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const char *reason = NULL;
        size_t length;
        const struct rules_facts *facts = rules_read(arena, json, &reason);
        const struct rules_timeline *timeline = facts ? rules_timeline(arena, facts, from, to) : NULL;
        if (timeline) {
                buffer_add_char(&out, '{');
                rules_timeline_write(&out, timeline);
                buffer_add_char(&out, '}');
        }
        char *text = buffer_take(&out, &length);
        arena_free(arena);
        return text;
}

static json_t *every_day_of(const json_t *json, date from, date to)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        const char *reason = NULL;
        const struct rules_facts *facts = rules_read(arena, json, &reason);
        if (!facts)
                abort();
        json_t *days = every_day(facts, from, to);
        arena_free(arena);
        return days;
}

static bool note(bool same)
{
        passed += same;
        failed += !same;
        return same || failed > SHOWN_MAX;
}

static void show(const char *what, uint64_t seed, date from, const json_t *facts)
{
        char day[DATE_TEXT_SIZE];
        date_format(from, day);
        printf("%s: seed %llu, from %s\n", what, (unsigned long long)seed, day);
        json_dumpf(facts, stdout, JSON_COMPACT | JSON_SORT_KEYS);
        printf("\n");
}

static void test_days(uint64_t seed, const json_t *facts, date from, date to)
{
        char *text = timeline_text(facts, from, to);
        json_t *timeline = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
        json_t *found = json_object_get(timeline, "intervals"), *expected = every_day_of(facts, from, to);
        intervals_seen += json_array_size(expected);
        if (!note(json_equal(found, expected))) {
                show("not what every day gives", seed, from, facts);
                json_dumpf(expected, stdout, JSON_SORT_KEYS | JSON_COMPACT);
                printf("\n%s\n", text ? text : "(none)");
        }
        json_decref(timeline);
        json_decref(expected);
        free(text);
}

static void test_order(uint64_t seed, const json_t *facts, date from, date to)
{
        json_t *other = shuffle_facts(facts, seed);
        char *one = timeline_text(facts, from, to), *two = timeline_text(other, from, to);
        if (!note(one && two && strcmp(one, two) == 0))
                show("depends on the order", seed, from, facts);
        json_decref(other);
        free(one);
        free(two);
}

static void test_seed(uint64_t seed)
{
        struct random random = {seed};
        date at;
        json_t *facts = generate_facts(seed, &at);
        enrich_facts(facts, seed, at);
        generate_norms(facts, seed);
        date from = at - random_below(&random, 300),
             to = from + random_below(&random, random_chance(&random, 20) ? 800 : 200);
        test_days(seed, facts, from, to);
        if (seed % 8 == 0)
                test_order(seed, facts, from, to);
        json_decref(facts);
}

/* A stretch without a day has no interval. */
static void test_no_day(void)
{
        date at;
        json_t *facts = generate_facts(1, &at);
        char *text = timeline_text(facts, at, at - 1);
        note(text && strcmp(text, "{\"intervals\":[]}") == 0);
        free(text);
        json_decref(facts);
}

/* A body so large that its whole timeline would take long gets the beginning of it, and says where it ends.
 */
static void test_large(void)
{
        json_t *memberships = quoted_must(json_array()), *rules = quoted_must(json_array());
        date from = date_make(2000, 1, 1), to = date_make(2030, 1, 1);
        for (int i = 0; i < 2000; i++)
                json_array_append_new(
                        memberships,
                        quoted_must(json_pack("{s:o,s:s,s:s,s:o}", "id", quoted_must(json_sprintf("m%d", i)),
                                              "body", "b", "role", "member", "validFrom",
                                              day_text(from + 3 * i))));
        for (int i = 0; i < 40; i++)
                json_array_append_new(
                        rules,
                        quoted_must(json_pack("{s:o,s:s,s:s,s:s,s:s,s:i}", "id",
                                              quoted_must(json_sprintf("r%d", i)), "body", "b", "kind",
                                              "size", "force", "shall", "basis", "stated", "min", 10 * i)));
        json_t *facts = quoted_must(json_pack("{s:{s:s},s:o,s:o}", "body", "id", "b", "memberships",
                                              memberships, "rules", rules));
        struct arena *arena = arena_new(ARENA_LIMIT);
        const char *reason;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        const struct rules_timeline *timeline = read ? rules_timeline(arena, read, from, to) : NULL;
        note(timeline && rules_timeline_end(timeline) > from && rules_timeline_end(timeline) < to);
        const struct rules_timeline *rest =
                timeline ? rules_timeline(arena, read, rules_timeline_end(timeline) + 1, to) : NULL;
        note(rest && rules_timeline_end(rest) > rules_timeline_end(timeline));
        arena_free(arena);
        json_decref(facts);
}

int main(int argc, char **argv)
{
        unsigned long instances = argc > 1 ? strtoul(argv[1], NULL, 10) : INSTANCES;
        unsigned long first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
        test_no_day();
        test_large();
        for (unsigned long i = 0; i < instances; i++)
                test_seed(first + i);
        printf("%lu instances, %lu intervals\n%lu passed, %lu failed\n", instances, intervals_seen, passed,
               failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
