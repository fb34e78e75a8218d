/*
 * Advice is held to what it says, on random bodies of which not all is known: everybody who could be
 * appointed is appointed in turn. Somebody makes the seats whole; whoever does, breaks the rules that the
 * advice says it breaks; and somebody does who breaks no other.
 *
 * Usage: test_advice [instances [first-seed]]. Each instance has a seed of its own.
 */
#include "base/arena.h"
#include "rules/rules.h"
#include "sorts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTANCES   1500
#define SHOWN_MAX   5
#define PAIRS       400 /* of two who are appointed */
#define ARENA_LIMIT ((size_t)64 * 1024 * 1024)
#define PROFILES    (5 * 4 * 3 * 2 * 2)

static unsigned long passed, failed, given, skipped;

static void note(bool holds, const char *what, uint64_t seed, const json_t *facts, const json_t *answer)
{
        passed += holds;
        failed += !holds;
        if (holds || failed > SHOWN_MAX)
                return;
        printf("%s: seed %llu\n", what, (unsigned long long)seed);
        json_dumpf(facts, stdout, JSON_COMPACT);
        printf("\n  ");
        json_dumpf(json_object_get(answer, "advice"), stdout, JSON_COMPACT);
        printf("\n");
}

static json_t *check(const json_t *facts)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(1 << 20);
        const char *reason;
        size_t length;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        buffer_add_char(&out, '{');
        rules_write(&out, rules_check(arena, read, date_make(2024, 1, 1)));
        buffer_add_char(&out, '}');
        char *text = buffer_take(&out, &length);
        json_t *answer = json_loadb(text, length, 0, NULL);
        free(text);
        arena_free(arena);
        return answer;
}

/* Everybody there could be, by number; with a person of that name. */
static json_t *profile(int number, const char *name, json_t *persons)
{
        static const char *const roles[] = {"member", "chair", "deputyChair", "observer", "deputy"},
                                 *const organisations[] = {"o1", "o2", "o3"};
        json_t *categories = json_array(), *traits = json_array();
        if (number / 5 % 2)
                json_array_append_new(categories, json_string("x"));
        if (number / 10 % 2)
                json_array_append_new(categories, json_string("y"));
        if (number / 60 % 2)
                json_array_append_new(traits, json_string("t"));
        json_array_append_new(
                persons, json_pack("{s:s,s:s}", "id", name, "gender", number / 120 % 2 ? "female" : "male"));
        return json_pack("{s:s,s:s,s:s,s:o,s:s,s:o}", "id", name, "person", name, "role", roles[number % 5],
                         "categories", categories, "organisation", organisations[number / 20 % 3], "traits",
                         traits);
}

/* Takes away some of what is known of the members. */
static void forget(struct random *random, json_t *facts)
{
        static const char *const keys[] = {"categories", "organisation", "traits"};
        size_t i;
        json_t *row, *person;
        json_array_foreach(json_object_get(facts, "memberships"), i, row) {
                for (size_t k = 0; k < 3; k++)
                        if (random_chance(random, 15))
                                json_object_del(row, keys[k]);
        }
        json_array_foreach(json_object_get(facts, "persons"), i, person) {
                if (random_chance(random, 15))
                        json_object_del(person, "gender");
        }
}

static json_t *random_body(struct random *random)
{
        json_t *rules = json_array(), *sorts[SORTS];
        int counts[SORTS] = {0}, count = 1 + random_below(random, 4), members = random_below(random, 5);
        int min = 1 + random_below(random, 2);
        json_t *seats = sorts_random_rule(random, 0);
        for (int i = 1; i <= count; i++)
                json_array_append_new(rules, sorts_random_rule(random, i));
        if (strcmp(json_string_value(json_object_get(seats, "kind")), "seats") == 0)
                json_object_set_new(seats, "count", json_pack("{s:i,s:i}", "min", min, "max", min + 1));
        json_array_insert_new(rules, 0, seats);
        for (int s = 0; s < SORTS; s++)
                sorts[s] = sorts_random_member(random);
        for (int i = 0; i < members; i++)
                counts[random_below(random, SORTS)]++;
        json_t *facts = sorts_body(rules, sorts, counts, random_chance(random, 20));
        for (int s = 0; s < SORTS; s++)
                json_decref(sorts[s]);
        json_decref(rules);
        forget(random, facts);
        return facts;
}

/* The facts without those whom the advice ends; *ret_appointed is how many it appoints. */
static json_t *carry_out(const json_t *facts, const json_t *answer, int *ret_appointed)
{
        json_t *after = json_deep_copy(facts), *rows = json_object_get(after, "memberships");
        size_t i, j;
        const json_t *advice, *id;
        *ret_appointed = 0;
        json_array_foreach(json_object_get(answer, "advice"), i, advice) {
                if (json_object_get(advice, "rule"))
                        *ret_appointed += (int)json_integer_value(json_object_get(advice, "count"));
                json_array_foreach(json_object_get(advice, "members"), j, id) {
                        for (size_t r = json_array_size(rows); r-- > 0;)
                                if (json_equal(json_object_get(json_array_get(rows, r), "id"), id))
                                        json_array_remove(rows, r);
                }
        }
        return after;
}

static json_t *with_appointed(const json_t *facts, const int *numbers, int count)
{
        static const char *const names[] = {"n1", "n2"};
        json_t *after = json_deep_copy(facts);
        for (int i = 0; i < count; i++)
                json_array_append_new(json_object_get(after, "memberships"),
                                      profile(numbers[i], names[i], json_object_get(after, "persons")));
        return after;
}

static bool is_named(const json_t *list, const json_t *rule)
{
        size_t i;
        const json_t *id;
        json_array_foreach(list, i, id) {
                if (json_equal(id, json_object_get(rule, "rule")))
                        return true;
        }
        return false;
}

static bool has_verdict(const json_t *object, const char *verdict)
{
        const char *found = json_string_value(json_object_get(object, "verdict"));
        return found && strcmp(found, verdict) == 0;
}

/* What one way of carrying out the advice shows. */
struct way {
        bool whole;  /* the seats are, as far as is known */
        bool breaks; /* all the rules that the advice says it breaks */
        bool spares; /* all other deciding rules that were met; those by gender may not be named, and do not
                        count */
};

static struct way try_way(const json_t *facts, const json_t *before, const json_t *named)
{
        json_t *after = check(facts), *was, *rules = json_object_get(facts, "rules");
        struct way way = {!has_verdict(json_object_get(after, "seating"), "not_met"), true, true};
        size_t i;
        json_array_foreach(json_object_get(before, "rules"), i, was) {
                char *text = json_dumps(json_array_get(rules, i), 0);
                bool by_gender = strstr(text, "gender") || strstr(text, "balance");
                bool broken = has_verdict(json_array_get(json_object_get(after, "rules"), i), "not_met");
                free(text);
                if (is_named(named, was))
                        way.breaks = way.breaks && broken;
                else if (has_verdict(was, "met") && json_is_true(json_object_get(was, "decides")) &&
                         !by_gender)
                        way.spares = way.spares && !broken;
        }
        json_decref(after);
        return way;
}

static const json_t *advice_of(const json_t *answer)
{
        size_t i;
        const json_t *advice;
        json_array_foreach(json_object_get(answer, "advice"), i, advice) {
                if (!json_object_get(advice, "rules"))
                        return advice;
        }
        return NULL;
}

static void test_ways(struct random *random, uint64_t seed, const json_t *facts, const json_t *answer)
{
        int appointed, count;
        bool whole = false, breaks = true, spares = false;
        const json_t *named = json_object_get(advice_of(answer), "breaks");
        json_t *ended = carry_out(facts, answer, &appointed);
        count = appointed == 0 ? 1 : appointed == 1 ? PROFILES : PAIRS;
        for (int i = 0; appointed <= 2 && i < count; i++) {
                int numbers[2] = {appointed == 1 ? i : random_below(random, PROFILES),
                                  random_below(random, PROFILES)};
                json_t *after = with_appointed(ended, numbers, appointed);
                struct way way = try_way(after, answer, named);
                whole |= way.whole;
                breaks = breaks && (way.breaks || !way.whole);
                spares |= way.whole && way.spares;
                json_decref(after);
        }
        skipped += appointed > 2;
        given += appointed <= 2;
        if (appointed <= 2)
                note(breaks, "breaks less than it says", seed, facts, answer);
        if (appointed <= 1)
                note(whole, "makes nothing whole", seed, facts, answer);
        if (appointed <= 1)
                note(spares, "breaks more than it says", seed, facts, answer);
        json_decref(ended);
}

static void test_seed(uint64_t seed)
{
        struct random random = {seed};
        json_t *facts = random_body(&random), *answer = check(facts);
        if (advice_of(answer))
                test_ways(&random, seed, facts, answer);
        json_decref(answer);
        json_decref(facts);
}

int main(int argc, char **argv)
{
        unsigned long instances = argc > 1 ? strtoul(argv[1], NULL, 10) : INSTANCES;
        unsigned long first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
        for (unsigned long i = 0; i < instances; i++)
                test_seed(first + i);
        printf("%lu bodies with advice, %lu of them appoint too many to be tried\n", given + skipped,
               skipped);
        printf("%lu passed, %lu failed\n", passed, failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
