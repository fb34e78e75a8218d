/*
 * Compares the rules engine with the oracle on random instances, and the engine with itself: in another order
 * of the facts, and read once against read anew for each date.
 *
 * Usage: test_oracle [instances [first-seed [shown]]], or ORACLE_INSTANCES, ORACLE_SEED and ORACLE_SHOWN.
 * Each instance has a seed of its own, so `test_oracle 1 SEED` repeats one.
 */
#include "base/arena.h"
#include "compare.h"
#include "generate.h"
#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#define INSTANCES    20000
#define FIRST_SEED   1
#define SHOWN_MAX    10 /* or ORACLE_SHOWN */
#define ARENA_LIMIT  ((size_t)64 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)4 * 1024 * 1024)
#define RANGE_DATES  25

struct tally {
        unsigned long passed;
        unsigned long failed;
        unsigned long skipped;
        unsigned long shown_max;
};

static void note(struct tally *tally, bool passed)
{
        tally->passed += passed;
        tally->failed += !passed;
}

static void show(const char *what, uint64_t seed, date at, const json_t *facts)
{
        char day[DATE_TEXT_SIZE];
        date_format(at, day);
        printf("%s: seed %llu, at %s\n", what, (unsigned long long)seed, day);
        json_dumpf(facts, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
        printf("\n");
}

static void explain(uint64_t seed, date at, json_t *facts)
{
        json_t *small = json_deep_copy(facts);
        shrink_facts(small, at);
        show("differs", seed, at, small);
        char *answer = engine_answer(small, at);
        compare_answers(small, at, stdout);
        printf("  the engine's answer: %s\n", answer ? answer : "(none)");
        free(answer);
        json_decref(small);
}

static void test_instance(struct tally *tally, uint64_t seed, json_t *facts, date at)
{
        enum comparison comparison = compare_answers(facts, at, NULL);
        if (comparison == COMPARE_SKIPPED) {
                tally->skipped++;
                return;
        }
        note(tally, comparison == COMPARE_SAME);
        if (comparison == COMPARE_DIFFERENT && tally->failed <= tally->shown_max)
                explain(seed, at, facts);
}

static void test_order(struct tally *tally, uint64_t seed, const json_t *facts, date at)
{
        json_t *other = shuffle_facts(facts, seed);
        char *one = engine_answer(facts, at), *two = engine_answer(other, at);
        bool same = one && two && strcmp(one, two) == 0;
        note(tally, same);
        if (!same && tally->failed <= tally->shown_max) {
                show("depends on the order", seed, at, facts);
                printf("  %s\n  %s\n", one ? one : "(none)", two ? two : "(none)");
        }
        free(one);
        free(two);
        json_decref(other);
}

static char *check_again(struct arena *arena, const struct rules_facts *read, date at)
{
        const struct rules_result *result = rules_check(arena, read, at);
        struct buffer out = BUFFER(RESULT_LIMIT);
        size_t length;
        if (!result)
                return NULL;
        buffer_add_char(&out, '{');
        rules_write(&out, result);
        buffer_add_char(&out, '}');
        return buffer_take(&out, &length);
}

/* Facts read once and checked at many dates, against facts read anew for each. */
static void test_range(struct tally *tally, uint64_t seed, const json_t *facts, date at)
{
        struct random random = {seed};
        struct arena *arena = arena_new(ARENA_LIMIT);
        const char *reason = NULL;
        const struct rules_facts *read = arena ? rules_read(arena, facts, &reason) : NULL;
        bool same = read != NULL;
        for (int i = 0; same && i < RANGE_DATES; i++) {
                date day = at + random_below(&random, 1200) - 600;
                char *again = check_again(arena, read, day), *anew = engine_answer(facts, day);
                same = again && anew && strcmp(again, anew) == 0;
                if (!same && tally->failed < tally->shown_max) {
                        show("depends on what was asked before", seed, day, facts);
                        printf("  %s\n  %s\n", again ? again : "(none)", anew ? anew : "(none)");
                }
                free(again);
                free(anew);
        }
        note(tally, same);
        arena_free(arena);
}

/* What of an answer holds until it says that something changes: the verdicts. NULL if there is no answer. */
static json_t *verdicts_of(const json_t *facts, date at, date *ret_next)
{
        char *text = engine_answer(facts, at);
        json_t *answer = text ? json_loads(text, 0, NULL) : NULL, *verdicts = json_array();
        const char *next = json_string_value(json_object_get(answer, "nextChange"));
        json_array_append(verdicts, json_object_get(answer, "verdict"));
        json_array_append(verdicts, json_object_get(json_object_get(answer, "seating"), "verdict"));
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                json_array_append(verdicts, json_object_get(rule, "verdict"));
        }
        if (!next || !date_parse(next, strlen(next), ret_next))
                *ret_next = at + 1000;
        json_decref(answer);
        free(text);
        return verdicts;
}

/* No verdict is another on a day before `nextChange`. */
static void test_next_change(struct tally *tally, uint64_t seed, const json_t *facts, date at)
{
        struct random random = {seed};
        date next, unused;
        json_t *now = verdicts_of(facts, at, &next);
        bool same = next > at;
        for (int i = 0; same && next > at + 1 && i < RANGE_DATES; i++) {
                date day = i == 0 ? next - 1 : at + 1 + random_below(&random, (int)(next - at - 1));
                json_t *then = verdicts_of(facts, day, &unused);
                same = json_equal(now, then);
                if (!same && tally->failed < tally->shown_max)
                        show("changes before nextChange", seed, day, facts);
                json_decref(then);
        }
        note(tally, same);
        json_decref(now);
}

/* The members of one list of seats join those that sit already; false if one sits twice. */
static bool seat_all(json_t *seated, const json_t *holder)
{
        size_t i;
        const json_t *id;
        json_array_foreach(json_object_get(holder, "members"), i, id) {
                if (json_object_get(seated, json_string_value(id)))
                        return false;
                json_object_set_new(seated, json_string_value(id), json_true());
        }
        return true;
}

/* One seating is shown: nobody stands in two seats of those that one reading shows. */
static bool one_seat_each(const json_t *answer)
{
        json_t *seated = json_object();
        bool once = true;
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                if (strcmp(json_string_value(json_object_get(rule, "kind")), "seats") == 0 &&
                    !json_object_get(rule, "variant"))
                        once = once && seat_all(seated, rule);
        }
        json_decref(seated);
        return once;
}

/* The numbers of an answer: nothing in them hangs on who is called what. */
static json_t *numbers_of(const json_t *answer)
{
        static const char *const keys[] = {"rule", "verdict", "missing", "certain", "possible"};
        json_t *numbers = json_array();
        size_t i;
        json_t *rule;
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
                        json_t *value = json_object_get(rule, keys[k]);
                        json_array_append_new(numbers, value ? json_copy(value) : json_null());
                }
        }
        json_array_append(numbers, json_object_get(answer, "vacancies"));
        return numbers;
}

/* The last of the members are called what the first were. */
static json_t *rename_members(const json_t *facts)
{
        json_t *other = json_deep_copy(facts);
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(other, "memberships"), i, row) {
                char name[16];
                snprintf(name, sizeof name, "m%zu", 99 - i);
                json_object_set_new(row, "id", json_string(name));
                json_object_del(row, "replaces");
        }
        return other;
}

static void test_seating(struct tally *tally, uint64_t seed, const json_t *facts, date at)
{
        json_t *other = rename_members(facts), *plain = json_deep_copy(facts);
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(plain, "memberships"), i, row) {
                json_object_del(row, "replaces"); /* names others */
        }
        char *one = engine_answer(plain, at), *two = engine_answer(other, at);
        json_t *first = json_loads(one ? one : "", 0, NULL), *second = json_loads(two ? two : "", 0, NULL);
        json_t *numbers = numbers_of(first), *renamed = numbers_of(second);
        bool good = one_seat_each(first) && json_equal(numbers, renamed);
        note(tally, good);
        if (!good && tally->failed <= tally->shown_max) {
                show("seats somebody twice, or by name", seed, at, facts);
                printf("  %s\n  %s\n", one ? one : "(none)", two ? two : "(none)");
        }
        json_decref(numbers);
        json_decref(renamed);
        json_decref(first);
        json_decref(second);
        json_decref(other);
        json_decref(plain);
        free(one);
        free(two);
}

/* The rules as generated are well-formed: the engine must find no fault in them. */
static void test_faultless(struct tally *tally, uint64_t seed, const json_t *facts)
{
        size_t i;
        const json_t *rule;
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct faults faults;
        fault_init(&faults, arena);
        json_array_foreach(json_object_get(facts, "rules"), i, rule) {
                rules_faults(rule, &faults);
        }
        note(tally, faults.count == 0);
        if (faults.count && tally->failed <= tally->shown_max)
                printf("seed %llu: fault %s at %s\n", (unsigned long long)seed,
                       fault_code(faults.first->code), faults.first->where);
        arena_free(arena);
}

static void test_seed(struct tally *tally, uint64_t seed)
{
        date at;
        json_t *facts = generate_facts(seed, &at);
        struct random random = {seed};
        generate_norms(facts, seed);
        test_instance(tally, seed, facts, at);
        test_instance(tally, seed, facts, at + random_below(&random, 800) - 400);
        test_faultless(tally, seed, facts);
        if (seed % 4 == 0)
                test_order(tally, seed, facts, at);
        if (seed % 4 == 1)
                test_seating(tally, seed, facts, at);
        if (seed % 16 == 0)
                test_range(tally, seed, facts, at);
        if (seed % 16 == 8)
                test_next_change(tally, seed, facts, at);
        json_decref(facts);
}

static unsigned long setting(int argc, char **argv, int place, const char *name, unsigned long otherwise)
{
        const char *text = argc > place ? argv[place] : getenv(name);
        return text ? strtoul(text, NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
        unsigned long instances = setting(argc, argv, 1, "ORACLE_INSTANCES", INSTANCES);
        unsigned long seed = setting(argc, argv, 2, "ORACLE_SEED", FIRST_SEED);
        struct tally tally = {.shown_max = setting(argc, argv, 3, "ORACLE_SHOWN", SHOWN_MAX)};
        for (unsigned long i = 0; i < instances; i++)
                test_seed(&tally, seed + i);
        printf("%lu instances, %lu checks too large for the oracle\n", instances, tally.skipped);
        if (instances >= 1000 && tally.skipped > instances / 5) {
                printf("too many were skipped\n");
                tally.failed++;
        }
        printf("%lu passed, %lu failed\n", tally.passed, tally.failed);
        return tally.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
