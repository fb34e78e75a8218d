/*
 * Meetings: quorums and who was there, case by case; and on random bodies with random attendance, that the
 * order of the facts means nothing and that what more becomes known never contradicts what was said before.
 *
 * Usage: test_meeting [instances [first-seed]]. Each instance has a seed of its own.
 */
#include "base/arena.h"
#include "compare.h"
#include "enrich.h"
#include "quoted.h"
#include "rules/meeting_check.h"
#include "rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTANCES    1000
#define ARENA_LIMIT  ((size_t)64 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)4 * 1024 * 1024)
static unsigned long passed, failed;

static void note(bool same, const char *what, uint64_t seed)
{
        passed += same;
        failed += !same;
        if (!same)
                printf("%s: %llu\n", what, (unsigned long long)seed);
}

/* The result as text; NULL if there is none. */
static char *meeting_answer(const json_t *json, const char *id)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const char *reason;
        size_t length;
        char *text = NULL;
        const struct rules_facts *facts = rules_read(arena, json, &reason);
        const struct rules_result *result = facts ? rules_check_meeting(arena, facts, id) : NULL;
        if (result) {
                buffer_add_char(&out, '{');
                rules_write(&out, result);
                buffer_add_char(&out, '}');
                text = buffer_take(&out, &length);
        }
        note(facts && (result != NULL) == rules_meeting_dated(facts, id), "dated", 0);
        arena_free(arena);
        return text;
}

/* Four municipal members, the first of them also chair, and three of health, the last without a vote; a
 * personal deputy for m2, another deputy, and an observer. */
static const char council[] =
        "{'body':{'id':'b','coverage':{'memberships':{'level':'complete'}}},'memberships':["
        "{'id':'m1','role':'chair','person':'p1','organisation':'o1','categories':['municipal']},"
        "{'id':'m2','role':'member','person':'p2','organisation':'o2','categories':['municipal']},"
        "{'id':'m3','role':'member','person':'p3','organisation':'o2','categories':['municipal']},"
        "{'id':'m4','role':'member','person':'p4','organisation':'o3','categories':['municipal']},"
        "{'id':'m5','role':'member','office':'f5','organisation':'o4','categories':['health']},"
        "{'id':'m6','role':'member','person':'p6','organisation':'o4','categories':['health']},"
        "{'id':'m7','role':'member','voting':false,'person':'p7','organisation':'o5','categories':['health']}"
        ","
        "{'id':'m8','role':'member','person':'p8','validTo':'2024-05-31','categories':['health']},"
        "{'id':'d1','role':'deputy','person':'q1','deputyFor':'m2','organisation':'o2'},"
        "{'id':'d2','role':'deputy','person':'q2','organisation':'o9'},"
        "{'id':'s1','role':'observer','person':'q3','organisation':'o8'}],"
        "'persons':[{'id':'p1','gender':'female'},{'id':'p2','gender':'male'},{'id':'p3','gender':'male'},"
        "{'id':'p4','gender':'male'},{'id':'p6','gender':'female'},{'id':'q1','gender':'female'}],'rules':["
        "{'id':'half','kind':'quorum','force':'shall','basis':'stated','moreThanShare':'1/2'},"
        "{'id':'health','kind':'quorum','force':'should','basis':'stated','minShare':'1/2',"
        "'who':{'category':['health']}},"
        "{'id':'size','kind':'size','force':'shall','basis':'stated','min':4},"
        "{'id':'chair','kind':'seats','force':'shall','basis':'stated','role':'chair'},"
        "{'id':'women','kind':'count','force':'shall','basis':'stated','who':{'gender':['female']},'min':2},"
        "{'id':'yearly','kind':'cadence','force':'shall','basis':'stated','every':'year','count':{'min':1}}]"
        "}";

static const struct test_case {
        const char *name;
        const char *attendance; /* NULL: not stated */
        const char *expected;   /* the whole, half, health, size, chair, women; of `half` certain, possible */
} cases[] = {
        /* six have a vote: four are more than half, three are not */
        {"not stated", NULL, "unknown unknown unknown unknown unknown unknown 0 6"},
        {"nobody", "[]", "not_met not_met not_met not_met not_met not_met 0 0"},
        {"four of six", "[m1 m2 m3 m5]", "met met met met met unknown 4 4"},
        {"three of six", "[m1 m2 m3]", "not_met not_met not_met not_met met not_met 3 3"},
        {"absent and excused",
         "[m1 m2 m3 {'membership':'m4','presence':'absent'} {'membership':'m5','presence':'excused'}]",
         "not_met not_met not_met not_met met not_met 3 3"},
        {"no vote", "[m1 m2 m3 m7 s1]", "not_met not_met not_met not_met met not_met 3 3"},
        {"not in force any more", "[m1 m2 m3 m8]", "not_met not_met not_met not_met met not_met 3 3"},
        {"said to have no vote", "[m1 m2 m3 {'membership':'m4','voting':false}]",
         "not_met not_met not_met not_met met not_met 3 3"},
        {"only observing", "[m1 m2 m3 {'membership':'m4','role':'observer'}]",
         "not_met not_met not_met not_met met not_met 3 3"},
        {"personal deputy", "[m1 d1 m3 m4]", "met met not_met met met met 4 4"},
        {"deputy beside the member", "[m1 m2 d1 m3]", "not_met not_met not_met not_met met not_met 3 3"},
        {"deputy said to stand in", "[m1 m2 m3 {'membership':'d2','deputyFor':'m5'}]",
         "met met met met met unknown 4 4"},
        {"stranger said to stand in", "[m1 m2 m3 {'name':'Kari','deputyFor':'m6'}]",
         "met met met met met unknown 4 4"},
        {"standing in for one without a vote", "[m1 m2 m3 {'name':'Kari','deputyFor':'m7'}]",
         "not_met not_met not_met not_met met not_met 3 3"},
        {"standing in for nobody here", "[m1 m2 m3 {'name':'Kari','deputyFor':'m99'}]",
         "not_met not_met not_met not_met met not_met 3 3"},
        {"deputy for nobody in particular", "[m1 m2 m3 d2]",
         "unknown unknown unknown unknown unknown unknown 3 4"},
        {"a deputy too few", "[m1 m2 d2]", "not_met not_met unknown unknown unknown unknown 2 3"},
        {"by person", "[{'person':'p1'} {'person':'p2'} {'person':'p3'} {'person':'p6'}]",
         "met met met met met met 4 4"},
        {"deputy by person", "[m1 {'person':'q1'} m3 m4]", "met met not_met met met met 4 4"},
        {"by office", "[m1 m2 m3 {'office':'f5'}]", "met met met met met unknown 4 4"},
        {"by organisation", "[m2 m3 m6 {'organisation':'o3'}]", "met met met met not_met not_met 4 4"},
        {"by organisation with two", "[m1 m2 m3 {'organisation':'o4'}]",
         "unknown unknown unknown unknown unknown unknown 3 4"},
        {"by name", "[m1 m2 m3 {'name':'Ola'}]", "unknown unknown unknown unknown unknown unknown 3 4"},
        {"by name with a vote", "[m1 m2 m3 {'name':'Ola','voting':true}]",
         "met met unknown unknown unknown unknown 4 4"},
        {"by names, too few", "[{'name':'Ola'} {'name':'Kari'} {'name':'Per'}]",
         "not_met not_met unknown unknown unknown unknown 0 3"},
        {"a person who is not a member", "[m1 m2 m3 {'person':'p99','office':'f9','organisation':'o99'}]",
         "not_met not_met not_met not_met met not_met 3 3"},
};

/* "[m1 m2 {…}]" as attendance: a bare id is a membership, and one who says nothing else was present. */
static json_t *attendance_of(const char *text)
{
        json_t *list = quoted_must(json_array());
        for (const char *at = text + 1; *at && *at != ']';) {
                char part[200];
                size_t length = 0;
                const char *end = *at == '{' ? strchr(at, '}') + 1 : at + strcspn(at, " ]");
                for (; at < end && length < sizeof part - 1; at++)
                        part[length++] = *at;
                part[length] = '\0';
                json_t *item = part[0] == '{' ? quoted_json(part)
                                              : quoted_must(json_pack("{s:s}", "membership", part));
                if (!json_object_get(item, "presence"))
                        json_object_set_new(item, "presence", json_string("present"));
                json_array_append_new(list, item);
                at += strspn(at, " ");
        }
        return list;
}

static const json_t *find_rule(const json_t *answer, const char *id)
{
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                if (strcmp(json_string_value(json_object_get(rule, "rule")), id) == 0)
                        return rule;
        }
        return NULL;
}

static const char *verdict_of(const json_t *object)
{
        const char *verdict = json_string_value(json_object_get(object, "verdict"));
        return verdict ? verdict : "(none)";
}

static void set_meeting(json_t *facts, const char *day, const char *status, json_t *attendance)
{
        json_t *meeting = quoted_must(json_pack("{s:s,s:s}", "id", "x", "status", status));
        if (day)
                json_object_set_new(meeting, "date", json_string(day));
        if (attendance)
                json_object_set_new(meeting, "attendance", attendance);
        json_object_set_new(
                facts, "meetings",
                json_pack("[{s:s,s:s,s:s},o]", "id", "w", "date", "2024-05-01", "status", "held", meeting));
}

static void test_case(const struct test_case *test)
{
        static const char *const ids[] = {"half", "health", "size", "chair", "women"};
        char found[200];
        json_t *facts = quoted_json(council);
        set_meeting(facts, "2024-06-01", "held", test->attendance ? attendance_of(test->attendance) : NULL);
        char *text = meeting_answer(facts, "x");
        json_t *answer = quoted_must(text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL);
        size_t length = (size_t)snprintf(found, sizeof found, "%s", verdict_of(answer));
        for (size_t i = 0; i < 5; i++)
                length += (size_t)snprintf(found + length, sizeof found - length, " %s",
                                           verdict_of(find_rule(answer, ids[i])));
        const json_t *half = find_rule(answer, "half");
        snprintf(found + length, sizeof found - length, " %d %d",
                 (int)json_integer_value(json_object_get(half, "certain")),
                 (int)json_integer_value(json_object_get(half, "possible")));
        note(strcmp(found, test->expected) == 0, test->name, 0);
        if (strcmp(found, test->expected) != 0)
                printf("  expected %s\n  found    %s\n  %s\n", test->expected, found, text);
        note(strcmp(verdict_of(find_rule(answer, "yearly")), "not_applicable") == 0, "cadence", 0);
        note(json_is_true(json_object_get(half, "decides")), "the quorum decides", 0);
        note(json_is_false(json_object_get(find_rule(answer, "size"), "decides")), "composition informs", 0);
        json_decref(answer);
        json_decref(facts);
        free(text);
}

static void expect_whole(const char *what, const json_t *facts, const char *expected)
{
        char *text = meeting_answer(facts, "x");
        json_t *answer = text ? json_loads(text, 0, NULL) : NULL;
        const char *found = answer ? verdict_of(answer) : "(no result)";
        note(strcmp(found, expected) == 0, what, 0);
        if (strcmp(found, expected) != 0)
                printf("  expected %s, found %s\n", expected, found);
        json_decref(answer);
        free(text);
}

static void test_surroundings(void)
{
        json_t *facts = quoted_json(council);
        set_meeting(facts, "2024-06-01", "cancelled", NULL);
        expect_whole("cancelled", facts, "no_rules");
        set_meeting(facts, "2024-06", "held", attendance_of("[m1 m2 m3 m4 m5 m6]"));
        expect_whole("known to the month", facts, "unknown");
        set_meeting(facts, NULL, "held", attendance_of("[m1]"));
        expect_whole("without a day", facts, "(no result)");
        set_meeting(facts, "2024-05-31", "held", attendance_of("[m1 m2 m3 m8]"));
        expect_whole("seven had a vote that day", facts, "met");
        set_meeting(facts, "2024-05-31", "held", attendance_of("[m1 m2 m3]"));
        expect_whole("three of seven", facts, "not_met");
        json_object_set_new(facts, "waivers", quoted_json("[{'rule':'half','validTo':'2024'}]"));
        expect_whole("waived", facts, "met");
        json_object_del(facts, "waivers");
        json_object_set_new(facts, "body",
                            quoted_json("{'id':'b','coverage':{'memberships':{'level':'partial'}}}"));
        expect_whole("too few, whoever is missing in the list", facts, "not_met");
        set_meeting(facts, "2024-06-01", "held", attendance_of("[m1 m2 m3 m4 m5 m6]"));
        expect_whole("all who are registered", facts, "unknown");
        json_array_clear(json_object_get(facts, "rules"));
        expect_whole("no quorum rule", facts, "no_rules");
        json_decref(facts);
}

/* The same quorum said twice, in two readings. */
static void test_variants(void)
{
        json_t *facts = quoted_json(council);
        json_object_set_new(
                facts, "rules",
                quoted_json("[{'id':'a','kind':'quorum','force':'shall','basis':'stated','variant':'v1',"
                            "'minShare':'1/2'},"
                            "{'id':'b','kind':'quorum','force':'shall','basis':'stated','variant':'v2','"
                            "minShare':'1'}]"));
        set_meeting(facts, "2024-06-01", "held", attendance_of("[m1 m2 m3]"));
        expect_whole("readings disagree", facts, "unknown");
        json_object_set_new(json_object_get(facts, "body"), "preferredVariant", json_string("v1"));
        expect_whole("the preferred one", facts, "met");
        json_decref(facts);
}

static json_t *random_attendee(struct random *random)
{
        char id[24];
        json_t *item =
                quoted_must(json_pack("{s:s}", "presence", random_chance(random, 80) ? "present" : "absent"));
        static const struct {
                const char *key, *prefix;
                int count, percent;
        } keys[] = {{"membership", "m", 10, 50},
                    {"person", "p", 9, 25},
                    {"organisation", "o", 6, 25},
                    {"office", "f", 5, 15},
                    {"deputyFor", "m", 10, 15}};
        for (size_t i = 0; i < 5; i++) {
                snprintf(id, sizeof id, "%s%d", keys[i].prefix, 1 + random_below(random, keys[i].count));
                if (random_chance(random, keys[i].percent))
                        json_object_set_new(item, keys[i].key, json_string(id));
        }
        if (random_chance(random, 20))
                json_object_set_new(item, "voting", json_boolean(random_chance(random, 60)));
        return item;
}

static json_t *random_attendance(struct random *random)
{
        json_t *list = quoted_must(json_array());
        int count = random_below(random, 9);
        for (int i = 0; i < count; i++)
                json_array_append_new(list, random_attendee(random));
        return list;
}

static void add_quorums(struct random *random, json_t *facts)
{
        static const char *const shares[] = {"1/2", "1/3", "2/3", "40%"};
        json_t *rules = json_object_get(facts, "rules");
        json_array_append_new(
                rules,
                quoted_must(json_pack("{s:s,s:s,s:s,s:s,s:s}", "id", "q1", "kind", "quorum", "force", "shall",
                                      "basis", "stated", "moreThanShare", shares[random_below(random, 4)])));
        json_array_append_new(
                rules, quoted_must(json_pack("{s:s,s:s,s:s,s:s,s:s,s:{s:[s]}}", "id", "q2", "kind", "quorum",
                                             "force", "shall", "basis", "stated", "minShare",
                                             shares[random_below(random, 4)], "who", "category", "health")));
}

/* That a rule was met says of nobody what it says of any who may have come: that it does not apply to nobody
 * is no other verdict. */
static bool is_for_nobody(const char *old, const json_t *rule)
{
        const char *reason = json_string_value(json_object_get(rule, "reason"));
        return strcmp(old, "met") == 0 && strcmp(verdict_of(rule), "not_applicable") == 0 && reason &&
               strcmp(reason, "nobody") == 0;
}

/* A verdict that was certain stays what it was when more becomes known. */
static void expect_stays(uint64_t seed, const char *less, const char *more)
{
        json_t *before = json_loads(less, 0, NULL), *after = json_loads(more, 0, NULL);
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(before, "rules"), i, rule) {
                const char *old = verdict_of(rule);
                const json_t *now = find_rule(after, json_string_value(json_object_get(rule, "rule")));
                if (strcmp(old, "unknown") == 0)
                        continue;
                note(strcmp(old, verdict_of(now)) == 0 || is_for_nobody(old, now), "what was certain changed",
                     seed);
        }
        json_decref(before);
        json_decref(after);
}

/* Somebody unnamed may have been any of them, or nobody of them. */
static void test_unnamed(uint64_t seed, json_t *facts, const char *day, json_t *attendance)
{
        json_t *more = quoted_must(json_deep_copy(attendance));
        json_array_append_new(more,
                              quoted_must(json_pack("{s:s,s:s}", "name", "N.N.", "presence", "present")));
        set_meeting(facts, day, "held", more);
        char *unnamed = meeting_answer(facts, "x");
        for (int i = 0; i <= 7 && unnamed; i++) {
                char id[16];
                snprintf(id, sizeof id, "m%d", i);
                more = quoted_must(json_deep_copy(attendance));
                if (i > 0)
                        json_array_append_new(more, quoted_must(json_pack("{s:s,s:s}", "membership", id,
                                                                          "presence", "present")));
                set_meeting(facts, day, "held", more);
                char *named = meeting_answer(facts, "x");
                if (named)
                        expect_stays(seed, unnamed, named);
                free(named);
        }
        free(unnamed);
}

static void test_seed(uint64_t seed)
{
        struct random random = {seed};
        char day[DATE_TEXT_SIZE];
        date at;
        json_t *facts = generate_facts(seed, &at);
        date_format(at, day);
        enrich_facts(facts, seed, at);
        generate_norms(facts, seed);
        add_quorums(&random, facts);
        json_t *attendance = random_attendance(&random);
        set_meeting(facts, day, "held", json_incref(attendance));
        json_t *other = shuffle_facts(facts, seed);
        char *one = meeting_answer(facts, "x"), *two = meeting_answer(other, "x");
        note(one && two && strcmp(one, two) == 0, "depends on the order", seed);
        json_object_del(json_array_get(json_object_get(facts, "meetings"), 1), "attendance");
        char *unstated = meeting_answer(facts, "x");
        if (one && unstated)
                expect_stays(seed, unstated, one);
        if (seed % 4 == 0)
                test_unnamed(seed, facts, day, attendance);
        json_decref(attendance);
        free(unstated);
        free(one);
        free(two);
        json_decref(other);
        json_decref(facts);
}

int main(int argc, char **argv)
{
        unsigned long instances = argc > 1 ? strtoul(argv[1], NULL, 10) : INSTANCES;
        unsigned long first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                test_case(&cases[i]);
        test_surroundings();
        test_variants();
        for (unsigned long i = 0; i < instances; i++)
                test_seed(first + i);
        printf("%lu passed, %lu failed\n", passed, failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
