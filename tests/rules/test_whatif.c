/*
 * What-if: what cannot be applied is told place by place; what can equals changing the facts by hand and
 * checking.
 *
 * Usage: test_whatif [instances [first-seed]]. Each instance has a seed of its own.
 */
#include "base/arena.h"
#include "compare.h"
#include "enrich.h"
#include "quoted.h"
#include "rules/rules.h"
#include "rules/whatif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTANCES    400
#define ARENA_LIMIT  ((size_t)64 * 1024 * 1024)
#define RESULT_LIMIT ((size_t)4 * 1024 * 1024)

static unsigned long passed, failed;

static void note(bool same, const char *what, uint64_t seed)
{
        passed += same;
        failed += !same;
        if (!same)
                printf("%s: seed %llu\n", what, (unsigned long long)seed);
}

static void append(json_t *list, json_t *item)
{
        if (json_array_append_new(list, quoted_must(item)) != 0)
                abort();
}

/* Applied, or what is wrong as lines of "pointer code". */
static json_t *apply(const json_t *facts, const json_t *changes, date at, char *ret_faults, size_t size)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct faults faults;
        size_t length = 0;
        fault_init(&faults, arena);
        json_t *result = rules_whatif(facts, changes, at, &faults);
        ret_faults[0] = '\0';
        for (const struct fault *fault = faults.first; fault && length < size; fault = fault->next)
                length += (size_t)snprintf(ret_faults + length, size - length, "%s %s;", fault->where,
                                           fault_code(fault->code));
        arena_free(arena);
        return result;
}

static const char small_facts[] =
        "{'body':{'id':'b','coverage':{'memberships':{'level':'complete'}}},"
        "'rules':[{'id':'r1','body':'b','kind':'size','force':'shall','basis':'stated','min':2,'max':3}],"
        "'memberships':[{'id':'m1','body':'b','role':'member','validFrom':'2020'},"
        "{'id':'m2','body':'b','role':'member','validFrom':'2020','validTo':'2022-03'},"
        "{'id':'m3','body':'b','role':'member','validFrom':'2024-06-01'}]}";

static const struct faulty {
        const char *changes, *faults;
} faulty[] = {
        {"[]", " type;"},
        {"{'end':['m1','m9']}", "/end/1 unknown_reference;"},
        {"{'end':['m1','m1']}", "/end/1 duplicate;"},
        {"{'end':[1]}", "/end/0 type;"},
        {"{'end':'m1'}", "/end type;"},
        {"{'add':[{'id':'m1','role':'member'}]}", "/add/0/id duplicate;"},
        {"{'add':[{'id':'m4','role':'member'},{'id':'m4','role':'chair'}]}", "/add/1/id duplicate;"},
        {"{'add':[{'id':'m4','body':'c','role':'member'}]}", "/add/0/body const;"},
        {"{'add':[{'id':7}, 'm']}", "/add/0/id type;/add/1 type;"},
        {"{'change':[{'id':'m9','role':'chair'},{'role':'chair'}]}",
         "/change/0/id unknown_reference;/change/1 required;"},
        {"{'change':[{'id':'m1','body':'c'}]}", "/change/0/body const;"},
        {"{'end':['m1'],'change':[{'id':'m1','role':'chair'}]}", "/change/0/id duplicate;"},
        {"{'rules':{'end':['r2'],'add':[{'id':'r1','kind':'size'}]}}",
         "/rules/add/0/id duplicate;/rules/end/0 unknown_reference;"},
        {"{'rules':{'replace':[{'id':'r1','kind':'size'}],'end':['r1']}}", "/rules/end/0 duplicate;"},
        {"{'rules':{'replace':[{'id':'r1','body':'c','kind':'size'}]}}", "/rules/replace/0/body const;"},
        {"{'rules':[]}", "/rules type;"},
        {"{'at':'2024-01-01','remove':[],'rules':{'change':[]}}",
         "/remove unknown_property;/rules/change unknown_property;"},
};

static void test_faults(void)
{
        json_t *facts = quoted_json(small_facts), *kept = json_deep_copy(facts);
        char found[1000];
        for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
                json_t *changes = quoted_json(faulty[i].changes);
                json_t *result = apply(facts, changes, date_make(2024, 1, 1), found, sizeof found);
                note(!result && strcmp(found, faulty[i].faults) == 0, faulty[i].changes, i);
                if (strcmp(found, faulty[i].faults) != 0)
                        printf("  expected %s\n  found    %s\n", faulty[i].faults, found);
                json_decref(result);
                json_decref(changes);
        }
        note(json_equal(facts, kept), "the facts are as they were", 0);
        json_decref(facts);
        json_decref(kept);
}

static const struct applied {
        const char *changes;
        const char *where; /* the list that is compared */
        const char *expected;
} applied[] = {
        {"{}", "rules",
         "[{'id':'r1','body':'b','kind':'size','force':'shall','basis':'stated','min':2,'max':3}]"},
        {"{'end':['m1','m2','m3']}", "memberships",
         "[{'id':'m1','body':'b','role':'member','validFrom':'2020','validTo':'2023-12-31'},"
         "{'id':'m2','body':'b','role':'member','validFrom':'2020','validTo':'2022-03'}]"},
        {"{'end':['m2','m3'],'add':[{'role':'chair'},{'id':'new-2','role':'member'},{'role':'observer'}],"
         "'change':[{'id':'m1','role':'observer','validFrom':null,'traits':['doctor']}]}",
         "memberships",
         "[{'id':'m1','body':'b','role':'observer','traits':['doctor']},"
         "{'id':'m2','body':'b','role':'member','validFrom':'2020','validTo':'2022-03'},"
         "{'id':'new-1','body':'b','role':'chair'},{'id':'new-2','body':'b','role':'member'},"
         "{'id':'new-3','body':'b','role':'observer'}]"},
        {"{'rules':{'add':[{'kind':'statement'}],'replace':[{'id':'r1','kind':'size','max':1}]}}", "rules",
         "[{'id':'r1','body':'b','kind':'size','max':1},{'id':'new-1','body':'b','kind':'statement'}]"},
        {"{'rules':{'end':['r1']}}", "rules",
         "[{'id':'r1','body':'b','kind':'size','force':'shall','basis':'stated','min':2,'max':3,"
         "'validTo':'2023-12-31'}]"},
};

static void test_applied(void)
{
        json_t *facts = quoted_json(small_facts), *kept = json_deep_copy(facts);
        char found[1000];
        for (size_t i = 0; i < sizeof applied / sizeof *applied; i++) {
                json_t *changes = quoted_json(applied[i].changes),
                       *expected = quoted_json(applied[i].expected);
                json_t *result = apply(facts, changes, date_make(2024, 1, 1), found, sizeof found);
                bool same = json_equal(json_object_get(result, applied[i].where), expected);
                note(same, applied[i].changes, i);
                if (!same) {
                        printf("  %s\n  ", found);
                        json_dumpf(json_object_get(result, applied[i].where), stdout, JSON_COMPACT);
                        printf("\n");
                }
                json_decref(result);
                json_decref(changes);
                json_decref(expected);
        }
        note(json_equal(facts, kept), "the facts are as they were", 1);
        json_decref(facts);
        json_decref(kept);
}

/* At the calendar's first day nothing has a day before: what is ended is gone. */
static void test_first_day(void)
{
        json_t *facts = quoted_json("{'body':{'id':'b'},'memberships':[{'id':'m1','role':'member'}]}"),
               *changes = quoted_json("{'end':['m1']}");
        char found[100];
        json_t *result = apply(facts, changes, date_make(1, 1, 1), found, sizeof found);
        note(result && json_array_size(json_object_get(result, "memberships")) == 0, "the first day", 0);
        json_decref(result);
        json_decref(changes);
        json_decref(facts);
}

/* By hand: the same changes as the contract words them, straight onto a copy. */
struct hand {
        json_t *facts, *changes;
        struct random random;
        date at;
};

static json_t *list_of(json_t *changes, const char *name)
{
        json_t *list = json_object_get(changes, name);
        if (!list && json_object_set_new(changes, name, list = quoted_must(json_array())) != 0)
                abort();
        return list;
}

/* Ends on the day before; never begins where it would begin later. False: take it out. */
static bool end_by_hand(json_t *row, date at)
{
        struct partial_date from, to;
        const char *start = json_string_value(json_object_get(row, "validFrom"));
        const char *end = json_string_value(json_object_get(row, "validTo"));
        char text[DATE_TEXT_SIZE];
        if (end && date_parse_partial(end, strlen(end), &to) && to.last < at)
                return true;
        if (start && date_parse_partial(start, strlen(start), &from) && from.first >= at)
                return false;
        date_format(at - 1, text);
        json_object_set_new(row, "validTo", json_string(text));
        return true;
}

static void change_by_hand(struct hand *hand, json_t *row)
{
        struct random *random = &hand->random;
        json_t *patch = quoted_must(json_pack("{s:O}", "id", json_object_get(row, "id")));
        if (random_chance(random, 50)) {
                json_object_set_new(patch, "role", json_string("chair"));
                json_object_set_new(row, "role", json_string("chair"));
        }
        if (random_chance(random, 50)) {
                json_object_set_new(patch, "categories", json_pack("[s]", "health"));
                json_object_set_new(row, "categories", json_pack("[s]", "health"));
        }
        if (random_chance(random, 50)) {
                json_object_set_new(patch, "validTo", json_null());
                json_object_del(row, "validTo");
        }
        append(list_of(hand->changes, "change"), patch);
}

static void alter_rows(struct hand *hand, const char *name, json_t *changes)
{
        json_t *rows = json_object_get(hand->facts, name);
        bool rules = strcmp(name, "rules") == 0;
        for (size_t i = json_array_size(rows); i-- > 0;) {
                json_t *row = json_array_get(rows, i);
                int what = random_below(&hand->random, 6);
                if (what == 0) {
                        append(list_of(changes, "end"), json_incref(json_object_get(row, "id")));
                        if (!end_by_hand(row, hand->at))
                                json_array_remove(rows, i);
                } else if (what == 1 && rules) {
                        json_object_set_new(row, "basis", json_string("derived"));
                        append(list_of(changes, "replace"), json_deep_copy(row));
                } else if (what == 1) {
                        change_by_hand(hand, row);
                }
        }
}

/* Rows of another random body, under other ids. */
static void add_rows(struct hand *hand, const char *name, const json_t *from, json_t *changes)
{
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(from, name), i, row) {
                char id[24];
                if (!random_chance(&hand->random, 30))
                        continue;
                json_t *other = quoted_must(json_deep_copy(row));
                snprintf(id, sizeof id, "x%zu", i);
                json_object_set_new(other, "id", json_string(id));
                append(list_of(changes, "add"), json_deep_copy(other));
                append(json_object_get(hand->facts, name), other);
        }
}

static json_t *or_null(json_t *value)
{
        return value ? json_incref(value) : json_null();
}

/* What two answers differ in, as the contract has it. */
static json_t *difference_by_hand(const json_t *before, const json_t *after)
{
        json_t *froms = json_object(), *tos = json_object(), *rules = json_array();
        size_t i;
        const json_t *rule;
        json_array_foreach(json_object_get(before, "rules"), i, rule) {
                json_object_set(froms, json_string_value(json_object_get(rule, "rule")),
                                json_object_get(rule, "verdict"));
        }
        json_array_foreach(json_object_get(after, "rules"), i, rule) {
                json_object_set(tos, json_string_value(json_object_get(rule, "rule")),
                                json_object_get(rule, "verdict"));
        }
        json_t *all = json_copy(froms);
        json_object_update(all, tos);
        char *sorted = json_dumps(all, JSON_SORT_KEYS);
        json_t *order = quoted_must(json_loads(sorted, 0, NULL));
        const char *id;
        json_t *unused;
        json_object_foreach(order, id, unused) {
                json_t *from = json_object_get(froms, id), *to = json_object_get(tos, id);
                if (!from || !to || !json_equal(from, to))
                        append(rules, json_pack("{s:s,s:o,s:o}", "rule", id, "from", or_null(from), "to",
                                                or_null(to)));
        }
        free(sorted);
        json_decref(order);
        json_decref(all);
        json_decref(froms);
        json_decref(tos);
        return quoted_must(json_pack("{s:[O,O],s:o}", "verdict", json_object_get(before, "verdict"),
                                     json_object_get(after, "verdict"), "rules", rules));
}

static char *difference_text(const json_t *before, const json_t *after, date at)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const char *reason;
        size_t length;
        const struct rules_facts *old = rules_read(arena, before, &reason),
                                 *new = rules_read(arena, after, &reason);
        rules_difference_write(&out, rules_check(arena, old, at), rules_check(arena, new, at));
        char *text = buffer_take(&out, &length);
        arena_free(arena);
        return text;
}

static void test_difference(uint64_t seed, const json_t *before, const json_t *after, date at)
{
        char *text = difference_text(before, after, at);
        char *one = engine_answer(before, at), *two = engine_answer(after, at);
        json_t *old = quoted_must(json_loads(one, 0, NULL)), *new = quoted_must(json_loads(two, 0, NULL));
        json_t *expected = difference_by_hand(old, new), *found = quoted_must(json_loads(text, 0, NULL));
        note(json_equal(expected, found), "the difference", seed);
        if (!json_equal(expected, found))
                printf("  %s\n", text);
        json_decref(expected);
        json_decref(found);
        json_decref(old);
        json_decref(new);
        free(one);
        free(two);
        free(text);
}

static void test_seed(uint64_t seed)
{
        date at, unused;
        json_t *facts = generate_facts(seed, &at), *other = generate_facts(seed + 1000000, &unused);
        enrich_facts(facts, seed, at);
        struct hand hand = {json_deep_copy(facts), quoted_must(json_pack("{s:{}}", "rules")), {seed}, at};
        json_t *rules = json_object_get(hand.changes, "rules"), *kept = json_deep_copy(facts);
        alter_rows(&hand, "memberships", hand.changes);
        alter_rows(&hand, "rules", rules);
        add_rows(&hand, "memberships", other, hand.changes);
        add_rows(&hand, "rules", other, rules);
        char found[1000];
        json_t *result = apply(facts, hand.changes, at, found, sizeof found);
        char *one = result ? engine_answer(result, at) : NULL, *two = engine_answer(hand.facts, at);
        note(one && two && strcmp(one, two) == 0, "not what changing by hand gives", seed);
        note(json_equal(facts, kept), "the facts were changed", seed);
        if (result)
                test_difference(seed, facts, result, at);
        free(one);
        free(two);
        json_decref(result);
        json_decref(kept);
        json_decref(hand.facts);
        json_decref(hand.changes);
        json_decref(facts);
        json_decref(other);
}

int main(int argc, char **argv)
{
        unsigned long instances = argc > 1 ? strtoul(argv[1], NULL, 10) : INSTANCES;
        unsigned long first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
        test_faults();
        test_applied();
        test_first_day();
        for (unsigned long i = 0; i < instances; i++)
                test_seed(first + i);
        printf("%lu passed, %lu failed\n", passed, failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
