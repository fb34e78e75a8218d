/*
 * What is said of rules that contradict each other is held to brute force: random rules, and every
 * composition of a few members of random sorts. No claim is made of rules that some composition satisfies;
 * and of small sets of rules that no composition satisfies, most are told (how many is printed).
 */
#include "base/arena.h"
#include "generate.h"
#include "rules/rules.h"
#include "sorts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTANCES   150
#define MEMBERS_MAX 5
#define ARENA_LIMIT ((size_t)64 * 1024 * 1024)

static unsigned long passed, failed, claimed, untold;

static bool is_kept(json_t *rules, json_t *const *sorts, const int *counts, bool exhaustive)
{
        json_t *facts = sorts_body(rules, sorts, counts, exhaustive);
        struct arena *arena = arena_new(ARENA_LIMIT);
        const char *reason;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        enum verdict verdict = rules_result_verdict(rules_check(arena, read, date_make(2024, 1, 1)));
        arena_free(arena);
        json_decref(facts);
        return verdict == VERDICT_MET || verdict == VERDICT_NO_RULES;
}

/* Every composition of at most `left` more members. */
static bool some_composition_keeps(json_t *rules, json_t *const *sorts, int *counts, int from, int left,
                                   bool exhaustive)
{
        if (is_kept(rules, sorts, counts, exhaustive))
                return true;
        for (int s = from; s < SORTS && left > 0; s++) {
                counts[s]++;
                bool kept = some_composition_keeps(rules, sorts, counts, s, left - 1, exhaustive);
                counts[s]--;
                if (kept)
                        return true;
        }
        return false;
}

/* The rules of each contradiction that is told of a body without members. */
static json_t *list_contradictions(json_t *rules, bool exhaustive)
{
        json_t *facts = json_pack("{s:{s:s,s:b},s:O,s:[]}", "body", "id", "b", "seatsExhaustive", exhaustive,
                                  "rules", rules, "memberships");
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(1 << 20);
        const char *reason;
        size_t length, i;
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        buffer_add_char(&out, '{');
        rules_write(&out, rules_check(arena, read, date_make(2024, 1, 1)));
        buffer_add_char(&out, '}');
        char *text = buffer_take(&out, &length);
        json_t *answer = json_loadb(text, length, 0, NULL), *advice, *found = json_array();
        json_array_foreach(json_object_get(answer, "advice"), i, advice) {
                if (json_object_get(advice, "rules"))
                        json_array_append(found, json_object_get(advice, "rules"));
        }
        json_decref(answer);
        json_decref(facts);
        free(text);
        arena_free(arena);
        return found;
}

static void test_seed(uint64_t seed, bool verbose)
{
        struct random random = {seed * 7919 + 1};
        json_t *rules = json_array(), *sorts[SORTS];
        int counts[SORTS] = {0}, rule_count = 2 + random_below(&random, 3);
        bool exhaustive = random_chance(&random, 25);
        for (int i = 0; i < rule_count; i++)
                json_array_append_new(rules, sorts_random_rule(&random, i));
        for (int i = 0; i < SORTS; i++)
                sorts[i] = sorts_random_member(&random);
        json_t *found = list_contradictions(rules, exhaustive);
        bool kept = some_composition_keeps(rules, sorts, counts, 0, MEMBERS_MAX, exhaustive);
        bool told = json_array_size(found) > 0;
        claimed += told;
        untold += !told && !kept;
        passed += !(told && kept);
        failed += told && kept;
        if ((told && kept) || (verbose && !kept && !told)) {
                char *text = json_dumps(rules, JSON_COMPACT), *claim = json_dumps(found, JSON_COMPACT);
                printf("seed %llu%s: %s\nfound %s, %s\n", (unsigned long long)seed,
                       exhaustive ? ", exhaustive" : "", text, claim,
                       kept ? "but a composition keeps them" : "and no small composition keeps them");
                free(text);
                free(claim);
        }
        for (int i = 0; i < SORTS; i++)
                json_decref(sorts[i]);
        json_decref(found);
        json_decref(rules);
}

int main(int argc, char **argv)
{
        unsigned long instances = argc > 1 ? strtoul(argv[1], NULL, 10) : INSTANCES;
        unsigned long first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
        for (unsigned long i = 0; i < instances; i++)
                test_seed(first + i, argc > 3);
        printf("%lu claims; %lu sets that no small composition keeps were not told; %lu passed, %lu failed\n",
               claimed, untold, passed, failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
