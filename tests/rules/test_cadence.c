/*
 * The meetings of a body, counted period by period: on the edges of periods, of rules, of what is registered,
 * and of the years that are counted by halves.
 */
#include "base/arena.h"
#include "quoted.h"
#include "rules/cadence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT ((size_t)16 * 1024 * 1024)

static unsigned long passed, failed;

/* With single quotes. What is expected is a line for each rule and one for the meetings by themselves: its
 * verdict or its calendar and the undated ones, and of each period its last day, how many (and how many
 * possible), r where it is running, - where it is only partly within the rule, its coverage and its verdict.
 */
static const struct test_case {
        const char *coverage, *rules, *meetings, *at, *expected;
} cases[] = {
        /* a whole half-year is past on the day after its last; the day of the check itself is not counted */
        {"{'level':'complete','since':'2022-01-01'}",
         "[{'id':'a','kind':'cadence','every':'half_year','count':{'min':1,'max':2},'validFrom':'2022-01-01'}"
         "]",
         "[{'status':'held','date':'2022-06-30'},{'status':'held','date':'2022-07-01'},{'status':'planned','"
         "date':'2022-02-01'}]",
         "2022-07-01",
         "complete; a met 2022-06-30:1,c,met 2022-12-31:0r,c,pending; half_year 0 2022-06-30:1,c "
         "2022-12-31:0r,c"},
        {"{'level':'complete','since':'2022-01-02'}",
         "[{'id':'a','kind':'cadence','every':'half_year','count':{'min':1},'validFrom':'2022-01-01'}]",
         "[{'status':'held','date':'2022-06-30'},{'status':'held','date':'2022'},{'status':'held'}]",
         "2022-07-02",
         "complete; a met 2022-06-30:1/3,p,met 2022-12-31:0/2r,c,pending; half_year 1 2022-06-30:1/3,p "
         "2022-12-31:0/2r,c"},
        /* known to a year: it may have been in either half */
        {"{'level':'partial'}",
         "[{'id':'a','kind':'cadence','every':'half_year','count':{'min':2},'tolerance':1,'validFrom':'2021-"
         "03-01'}]",
         "[{'status':'held','date':'2021'},{'status':'held','date':'2021-12-31'}]", "2022-01-01",
         "partial; a met 2021-06-30:0/1-,p,not_applicable 2021-12-31:1/2,p,met 2022-06-30:0r,c,pending; "
         "half_year 0 2021-06-30:0/1,p 2021-12-31:1/2,p 2022-06-30:0r,c"},
        /* a rule that has ended is looked at on the day after; one that has not begun is not */
        {"{'level':'complete'}",
         "[{'id':'a','kind':'cadence','every':'year','count':{'min':1},'validFrom':'2020-01-01','validTo':'"
         "2021-12-31'},"
         "{'id':'b','kind':'cadence','every':'year','count':{'min':1},'validFrom':'2023-01-01'},"
         "{'id':'c','kind':'cadence','every':'quarter','count':{'max':1},'validFrom':'2022-10-01'},{'id':'d',"
         "'kind':'size','min':1}]",
         "[{'status':'held','date':'2021-05-01'},{'status':'held','date':'2022-10-01'},{'status':'held','"
         "date':'2022-12-30'}]",
         "2022-12-31",
         "complete; a not_applicable 2020-12-31:0,c,not_met 2021-12-31:1,c,met; c not_met "
         "2022-12-31:2r,c,not_met; half_year 0 2021-06-30:1,c 2021-12-31:0,c 2022-06-30:0,c"},
        {"{'level':'complete'}",
         "[{'id':'a','kind':'cadence','every':'year','count':{'min':1},'validFrom':'2020-01-01','validTo':'"
         "2021-12-31'},"
         "{'id':'b','kind':'cadence','every':'year','count':{'min':1},'validFrom':'2023-01-01'}]",
         "[{'status':'held','date':'2021-05-01'}]", "2023-01-01",
         "complete; a not_applicable 2020-12-31:0,c,not_met 2021-12-31:1,c,met; b pending "
         "2023-12-31:0r,c,pending; half_year 0 2021-06-30:1,c 2021-12-31:0,c 2022-06-30:0,c"},
        /* by the half-year as long as the first was within four years, to the day */
        {"{'level':'complete'}", "[]", "[{'status':'held','date':'2019-02-01'}]", "2023-02-01",
         "complete; half_year 0 2019-06-30:1,c 2019-12-31:0,c 2020-06-30:0,c"},
        {"{'level':'complete'}", "[]", "[{'status':'held','date':'2019-02-01'}]", "2023-02-02",
         "complete; year 0 2019-12-31:1,c 2020-12-31:0,c 2021-12-31:0,c"},
        {"{'level':'complete'}", "[]",
         "[{'status':'held','date':'2023-02-01'},{'status':'cancelled','date':'2022-02-01'}]", "2023-02-01",
         "complete; year 0"},
        {"{'level':'none'}", "[]", "[{'status':'held','date':'2022-12-31'}]", "2023-01-01",
         "none; half_year 0 2022-12-31:1,n 2023-06-30:0r,c"},
        /* not further back than a hundred years */
        {"{'level':'complete'}", "[]",
         "[{'status':'held','date':'1900-02-01'},{'status':'held','date':'1924-01-01'}]", "1999-12-31",
         "complete; year 0 1900-12-31:1,c 1901-12-31:0,c 1902-12-31:0,c"},
        {"{'level':'complete'}", "[]",
         "[{'status':'held','date':'1900-02-01'},{'status':'held','date':'1924-01-01'}]", "2001-01-01",
         "complete; year 0 1901-12-31:0,c 1902-12-31:0,c 1903-12-31:0,c"},
};

static void add_period(const json_t *period, char *text, size_t size)
{
        size_t used = strlen(text);
        const json_t *possible = json_object_get(period, "possible"),
                     *whole = json_object_get(period, "whole");
        const char *verdict = json_string_value(json_object_get(period, "verdict"));
        used += (size_t)snprintf(text + used, size - used, " %s:%lld",
                                 json_string_value(json_object_get(period, "to")),
                                 json_integer_value(json_object_get(period, "count")));
        if (possible)
                used += (size_t)snprintf(text + used, size - used, "/%lld", json_integer_value(possible));
        snprintf(text + used, size - used, "%s%s,%.1s%s%s",
                 json_is_true(json_object_get(period, "running")) ? "r" : "",
                 whole && !json_is_true(whole) ? "-" : "",
                 json_string_value(json_object_get(period, "coverage")), verdict ? "," : "",
                 verdict ? verdict : "");
}

static void describe(const json_t *answer, char *text, size_t size)
{
        size_t i, j;
        const json_t *rule, *period, *meetings = json_object_get(answer, "meetings");
        snprintf(text, size, "%s", json_string_value(json_object_get(answer, "coverage")));
        json_array_foreach(json_object_get(answer, "rules"), i, rule) {
                size_t used = strlen(text);
                snprintf(text + used, size - used, "; %s %s",
                         json_string_value(json_object_get(rule, "rule")),
                         json_string_value(json_object_get(rule, "verdict")));
                json_array_foreach(json_object_get(rule, "periods"), j, period)
                        add_period(period, text, size);
        }
        size_t used = strlen(text);
        snprintf(text + used, size - used, "; %s %lld", json_string_value(json_object_get(meetings, "every")),
                 json_integer_value(json_object_get(meetings, "undated")));
        json_array_foreach(json_object_get(meetings, "periods"), j, period)
                if (j < 3)
                        add_period(period, text, size);
}

static void test_case(const struct test_case *test)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(1 << 20);
        const char *reason;
        char found[2000];
        size_t i, length;
        date at;
        json_t *rule, *meeting, *rules = quoted_json(test->rules), *meetings = quoted_json(test->meetings);
        json_array_foreach(rules, i, rule) {
                json_object_set_new(rule, "force", json_string("shall"));
                json_object_set_new(rule, "basis", json_string("stated"));
        }
        json_array_foreach(meetings, i, meeting) {
                json_object_set_new(meeting, "id", json_sprintf("m%zu", i));
                json_object_set_new(meeting, "body", json_string("b"));
        }
        json_t *facts =
                json_pack("{s:{s:s,s:{s:o}},s:o,s:o,s:[]}", "body", "id", "b", "coverage", "meetings",
                          quoted_json(test->coverage), "rules", rules, "meetings", meetings, "memberships");
        date_parse(test->at, strlen(test->at), &at);
        buffer_add_char(&out, '{');
        if (!rules_cadence_write(&out, arena, rules_check(arena, rules_read(arena, facts, &reason), at)))
                abort();
        buffer_add_char(&out, '}');
        char *text = buffer_take(&out, &length);
        json_t *answer = text ? json_loadb(text, length, 0, NULL) : NULL;
        if (!answer)
                abort();
        describe(answer, found, sizeof found);
        bool same = strcmp(found, test->expected) == 0;
        passed += same;
        failed += !same;
        if (!same)
                printf("at %s of %s: found\n%s\n", test->at, test->meetings, found);
        json_decref(answer);
        json_decref(facts);
        free(text);
        arena_free(arena);
}

int main(void)
{
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                test_case(&cases[i]);
        printf("%lu passed, %lu failed\n", passed, failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
