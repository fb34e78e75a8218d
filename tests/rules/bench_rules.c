/*
 * bench_rules - how long the parts of a check take: reading the facts, checking, writing the answer, and a
 * timeline over twenty years.
 *
 * Usage: bench_rules [rounds]. One body with 15 rules and 40 members for the single check, and the same rules
 * with 40 seats that change hands until the facts have 500 breakpoints for the timeline. Ratios hold on any
 * machine, times on this one; the best of several runs is told, as the machine has other things to do.
 */
#include "quoted.h"
#include "base/arena.h"
#include "rules/rules.h"
#include "rules/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ARENA_LIMIT  ((size_t)256 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)64 * 1024 * 1024)
#define ROUNDS       200
#define RUNS         15
#define SEATS        40
#define GROUPS       4

static const char *const groups[GROUPS] = {"health", "municipal", "user", "profession"};

/* The rules of a body as mandates have them: fifteen, most kinds, seats with overlap. */
static const char rules_text[] =
        "[{'id':'r01','kind':'seats','role':'chair','who':{'category':['health']}},"
        "{'id':'r02','kind':'seats','role':'deputyChair','who':{'category':['municipal']}},"
        "{'id':'r03','kind':'seats','role':'member','count':{'min':12},'who':{'category':['health','user']}},"
        "{'id':'r04','kind':'seats','role':'member','count':{'min':8},'who':{'category':['municipal']}},"
        "{'id':'r05','kind':'seats','role':'member','count':{'min':1},"
        "'per':{'areas':['a0','a1','a2','a3','a4','a5','a6']}},"
        "{'id':'r06','kind':'count','who':{'trait':['doctor']},'min':2},"
        "{'id':'r07','kind':'count','who':{'organisationWithin':'o0'},'maxShare':'1/2'},"
        "{'id':'r08','kind':'size','min':20,'max':45},"
        "{'id':'r09','kind':'balance','preset':'ldl-28'},"
        "{'id':'r10','kind':'parity','sides':[{'category':['health']},{'category':['municipal']}],'"
        "difference':2},"
        "{'id':'r11','kind':'distinct','by':'area','min':5},"
        "{'id':'r12','kind':'tenure','maxDuration':'P8Y'},"
        "{'id':'r13','kind':'exclusion','who':{'all':[{'organisation':['o9']},{'not':{'trait':['union']}}]}},"
        "{'id':'r14','kind':'cadence','every':'half_year','count':{'min':2}},"
        "{'id':'r15','kind':'split','roles':['chair','deputyChair'],"
        "'sides':[{'category':['municipal']},{'category':['health']}]}]";

static void add(json_t *list, json_t *item)
{
        if (json_array_append_new(list, quoted_must(item)) != 0)
                abort();
}

static json_t *make_rules(void)
{
        char text[sizeof rules_text];
        for (size_t i = 0; i < sizeof rules_text; i++)
                text[i] = rules_text[i];
        for (char *at = text; *at; at++)
                *at = *at == '\'' ? '"' : *at;
        json_t *rules = quoted_must(json_loads(text, 0, NULL));
        size_t i;
        json_t *rule;
        json_array_foreach(rules, i, rule) {
                json_object_set_new(rule, "body", json_string("b"));
                json_object_set_new(rule, "force", json_string("shall"));
                json_object_set_new(rule, "basis", json_string("stated"));
                json_object_set_new(rule, "text",
                                    json_pack("{s:s}", "nb", "Kravet slik det står i mandatet."));
        }
        return rules;
}

static void set_day(json_t *object, const char *key, date day)
{
        char text[DATE_TEXT_SIZE];
        date_format(day, text);
        json_object_set_new(object, key, json_string(text));
}

/* The i-th holder of a seat, from one day to the day before another. */
static json_t *make_membership(int seat, int holder, date from, date to)
{
        char id[24], person[24], organisation[24], area[24];
        snprintf(id, sizeof id, "m%02d-%02d", seat, holder);
        snprintf(person, sizeof person, "p%d", (seat * 7 + holder) % 60);
        snprintf(organisation, sizeof organisation, "o%d", seat % 9);
        snprintf(area, sizeof area, "a%d", seat % 7);
        json_t *row =
                quoted_must(json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:[s],s:[]}", "id", id, "body", "b", "role",
                                      seat == 0   ? "chair"
                                      : seat == 1 ? "deputyChair"
                                                  : "member",
                                      "person", person, "organisation", organisation, "area", area,
                                      "categories", groups[(seat + (holder % 5 == 3)) % GROUPS], "traits"));
        if (seat % 5 == 0)
                add(json_object_get(row, "traits"), json_string("doctor"));
        set_day(row, "validFrom", from);
        if (to != DATE_END)
                set_day(row, "validTo", to - 1);
        return row;
}

/* Each seat passes on `turns` times at days of its own in the years between. */
static json_t *make_memberships(date from, date to, int turns)
{
        json_t *rows = quoted_must(json_array());
        for (int seat = 0; seat < SEATS; seat++) {
                date start = from - 100 - seat;
                for (int turn = 0; turn <= turns; turn++) {
                        date end = from + (to - from) / (turns + 1) * (turn + 1) + (seat * 37) % 300 - 150;
                        add(rows, make_membership(seat, turn, start, turn == turns ? DATE_END : end));
                        start = end;
                }
        }
        return rows;
}

static json_t *make_world(const char *prefix, int count, const char *kind, const char *link,
                          const char *above)
{
        json_t *list = quoted_must(json_array());
        for (int i = 0; i < count; i++) {
                char id[16];
                snprintf(id, sizeof id, "%s%d", prefix, i);
                json_t *item =
                        quoted_must(json_pack("{s:s,s:{s:s},s:s}", "id", id, "name", "nb", id, "kind", kind));
                if (i % 3 == 1)
                        json_object_set_new(item, link,
                                            json_pack("[{s:s}]", above, above[0] == 'o' ? "o0" : "a0"));
                add(list, item);
        }
        return list;
}

static json_t *make_meetings(date from, date to)
{
        json_t *list = quoted_must(json_array());
        for (date day = from; day < to; day += 61) {
                json_t *meeting = quoted_must(json_pack("{s:s,s:s}", "body", "b", "status", "held"));
                set_day(meeting, "date", day);
                add(list, meeting);
        }
        return list;
}

static json_t *make_facts(date from, date to, int turns, bool meetings)
{
        json_t *persons = quoted_must(json_array());
        for (int i = 0; i < 60; i++) {
                char id[16];
                snprintf(id, sizeof id, "p%d", i);
                add(persons, json_pack("{s:s,s:s}", "id", id, "gender", i % 2 ? "female" : "male"));
        }
        return quoted_must(json_pack(
                "{s:{s:s,s:{s:s},s:{s:{s:s},s:{s:s}}},s:o,s:o,s:o,s:o,s:o,s:o}", "body", "id", "b", "name",
                "nb", "Rådet", "coverage", "memberships", "level", "complete", "meetings", "level",
                "complete", "rules", make_rules(), "memberships", make_memberships(from, to, turns),
                "meetings", meetings ? make_meetings(from, to) : json_array(), "organisations",
                make_world("o", 10, "association", "partOf", "organisation"), "areas",
                make_world("a", 8, "municipality", "within", "area"), "persons", persons));
}

static double now(void)
{
        struct timespec time;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

struct times {
        double read, check, write; /* microseconds each */
};

static void keep_best(double *best, double time)
{
        if (*best <= 0 || time < *best)
                *best = time;
}

/* One run: so many rounds of each part by itself. */
static void run(const json_t *facts, date at, int rounds, struct times *best)
{
        struct arena *arena = arena_new(ARENA_LIMIT), *scratch = arena_new(ARENA_LIMIT);
        const struct rules_facts *read = NULL;
        const char *reason;
        double start = now();
        for (int i = 0; i < rounds; i++) {
                arena_reset(arena);
                read = rules_read(arena, facts, &reason);
        }
        keep_best(&best->read, (now() - start) / rounds);
        const struct rules_result *result = NULL;
        start = now();
        for (int i = 0; i < rounds; i++) {
                arena_reset(scratch);
                result = rules_check(scratch, read, at);
        }
        keep_best(&best->check, (now() - start) / rounds);
        struct buffer out = BUFFER(RESULT_LIMIT);
        start = now();
        for (int i = 0; i < rounds; i++) {
                out.length = 0;
                rules_write(&out, result);
        }
        keep_best(&best->write, (now() - start) / rounds);
        buffer_clear(&out);
        arena_free(scratch);
        arena_free(arena);
}

static struct times measure(const char *what, const json_t *facts, date at, int rounds)
{
        struct times best = {0};
        for (int i = 0; i < RUNS; i++)
                run(facts, at, rounds, &best);
        printf("%s: %zu memberships: read %.1f us, check %.1f us, write %.1f us\n", what,
               json_array_size(json_object_get(facts, "memberships")), best.read, best.check, best.write);
        return best;
}

static void measure_timeline(const json_t *facts, date from, date to, size_t breakpoints, struct times single)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const char *reason;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        const struct rules_timeline *timeline = NULL;
        double best = 0;
        for (int i = 0; i < RUNS; i++) {
                double start = now();
                timeline = rules_timeline(arena, read, from, to);
                keep_best(&best, now() - start);
        }
        rules_timeline_write(&out, timeline);
        size_t intervals = 0;
        for (size_t i = 0; i + 6 < out.length; i++)
                intervals += memcmp(out.bytes + i, "\"from\"", 6) == 0;
        double per_hundred = best / (double)breakpoints * 100;
        printf("timeline: %zu breakpoints, %zu intervals: %.0f us, %.1f single checks (read and check) for "
               "each 100 "
               "breakpoints; at most 30\n",
               breakpoints, intervals, best, per_hundred / (single.read + single.check));
        buffer_clear(&out);
        arena_free(arena);
}

int main(int argc, char **argv)
{
        int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : ROUNDS;
        date from = date_make(2006, 1, 1), to = date_make(2026, 1, 1);
        json_t *one = make_facts(from, to, 0, true), *many = make_facts(from, to, 12, false);
        measure("a body", one, to - 100, rounds);
        struct times single = measure("many turns", many, to - 100, rounds);
        measure_timeline(many, from, to - 1, (size_t)SEATS * 12, single);
        json_decref(one);
        json_decref(many);
        return EXIT_SUCCESS;
}
