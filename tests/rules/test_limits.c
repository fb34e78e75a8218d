/*
 * The largest bodies there may be, made to be slow: ten thousand memberships, and as many
 * rules of each kind as there may be for so many. No check of one may take more than a second, read, judged
 * and written, nor may its timeline.
 *
 * Usage: test_limits [seconds [kind]]. A build with sanitizers is several times slower and is given more.
 */
#include "quoted.h"
#include "base/arena.h"
#include "rules/rules.h"
#include "rules/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MEMBERS_MAX   10000
/* Rules times memberships. */
#define PRODUCT_MAX   1000000
/* What a request may use. */
#define ARENA_LIMIT   ((size_t)64 * 1024 * 1024)
#define RESULT_LIMIT  ((size_t)512 * 1024 * 1024)
#define ORGANISATIONS 1000
#define AREAS         1000

/* A rule of each kind in its dearest forms; # stands for the rule's own number. */
static const struct representation {
        const char *kind, *parameters;
} forms[] = {
        {"seats",
         "'count':{'min':1},'who':{'any':[{'organisation':['o#']},{'trait':['t#']},{'area':['a#']}]}"},
        {"seats", "'count':{'min':3,'max':9},'role':'member','per':{'areaKind':'municipality'}"},
        {"seats", "'count':{'min':1},'role':'member','who':{'not':{'organisation':['o#']}}"},
        {"seats", "'count':{'min':1},'per':{'appointedBy':true}"},
        {"seats", "'count':{'min':1},'per':{'membersOf':{'body':'other'}}"},
        {"count", "'min':2,'who':{'memberOf':{'body':'other','role':['member']}},'of':{'trait':['t#']}"},
        {"count", "'minShare':'1/3','who':{'organisationWithin':'o#'},'per':{'areaKind':'municipality'}"},
        {"count", "'max':9000,'who':{'all':[{'areaWithin':'a#'},{'not':{'office':['f#']}}]}"},
        {"size", "'min':1,'max':10000,'even':true,'of':{'category':['c#']}"},
        {"size", "'in':[1,5,9999,10000],'of':{'not':{'category':['c#']}}"},
        {"balance", "'preset':'ldl-28','per':{'appointedBy':true}"},
        {"balance",
         "'steps':[{'from':1,'to':10000,'min':10000},{'from':2,'minShare':'2/5'}],'of':{'trait':['t#']}"},
        {"balance", "'steps':[{'from':1,'to':10000,'min':10000},{'from':2,'minShare':'2/5'}],"
                    "'per':{'areaKind':'municipality'}"},
        {"parity",
         "'sides':[{'category':['c#']},{'area':['a#']},{'organisationWithin':'o1'}],'difference':3"},
        {"split", "'roles':['chair','deputyChair','member'],'by':'category'"},
        {"split", "'roles':['chair','deputyChair','member'],'sides':[{'trait':['t#']},{'area':['a#']},"
                  "{'category':['c#']}]"},
        {"distinct", "'by':'category','min':5000,'of':{'trait':['t#']}"},
        {"distinct", "'by':'organisation','min':500"},
        {"rotation", "'role':'member','sides':[{'area':['a#']},{'trait':['t#']}],'every':'P1D',"
                     "'first':{'side':0,'from':'1900-01-01'}"},
        {"tenure", "'maxDuration':'P30Y'"},
        {"tenure", "'maxDuration':'P30Y','maxTerms':80,'of':{'trait':['t#']}"},
        {"term", "'length':'P4Y'"},
        {"deputies", "'personal':true"},
        {"deputies", "'count':2,'same':['organisation']"},
        {"deputies", "'same':['category'],'of':{'trait':['t#']}"},
        {"exclusion", "'who':{'memberOf':{'body':'other'}},'distinctPersons':true,'of':{'trait':['t#']}"},
        {"cadence", "'count':{'min':2,'max':1000},'every':'month'"},
        {"quorum", "'moreThanShare':'1/2','who':{'trait':['t#']}"},
        {"sequence", "'before':'other','after':'b','every':'year','per':{'areaKind':'municipality'}"},
        {"mirrors", "'of':'other'"},
        {"statement", "'note':{'nb':'x'}"},
};
#define FORMS (sizeof forms / sizeof *forms)

static json_t *rule_of(const struct representation *form, int number)
{
        char text[1024];
        size_t length =
                (size_t)snprintf(text, sizeof text,
                                 "{\"id\":\"r%04d\",\"body\":\"b\",\"kind\":\"%s\",\"force\":\"shall\","
                                 "\"basis\":\"stated\",\"text\":{\"nb\":\"Krav.\"},",
                                 number, form->kind);
        for (const char *from = form->parameters; *from; from++) {
                if (*from == '#')
                        length += (size_t)snprintf(text + length, sizeof text - length, "%d", number);
                else
                        text[length++] = *from == '\'' ? '"' : *from;
        }
        text[length++] = '}';
        return quoted_must(json_loadb(text, length, 0, NULL));
}

struct shape {
        int members;
        bool stated;  /* persons and coverage are; else anybody may be anybody */
        bool chained; /* each holder follows on another: stays and history are long */
};

static json_t *membership(const char *body, int i, const struct shape *shape)
{
        static const char *const roles[] = {"member", "deputy", "chair", "deputyChair", "observer"};
        int role = i < 2 ? i + 2 : i % 10 == 9 ? 1 : i % 50 == 8 ? 4 : 0;
        json_t *row = quoted_must(json_pack(
                "{s:o,s:s,s:s,s:o,s:o,s:o,s:[o,o,o],s:[o,o,o]}", "id", json_sprintf("%s-%05d", body, i),
                "body", body, "role", roles[role], "organisation", json_sprintf("o%d", i % ORGANISATIONS),
                "area", json_sprintf("a%d", (i * 7) % AREAS), "appointedBy",
                json_sprintf("o%d", (i * 3) % ORGANISATIONS), "categories", json_sprintf("c%d", i % 997),
                json_sprintf("c%d", i % 991), json_sprintf("c%d", i), "traits", json_sprintf("t%d", i % 1000),
                json_sprintf("t%d", i % 983), json_sprintf("t%d", i % 7)));
        if (shape->stated || i % 2)
                json_object_set_new(row, "person", json_sprintf("p%d", shape->chained ? i % 3 : i % 6000));
        else if (i % 4)
                json_object_set_new(row, "office", json_sprintf("f%d", i % 900));
        if (role == 1)
                json_object_set_new(row, "deputyFor", json_sprintf("%s-%05d", body, i - 1));
        if (shape->chained) {
                int year = 1950 + i / 120, month = 1 + i / 10 % 12;
                json_object_set_new(row, "validFrom", json_sprintf("%d-%02d-%02d", year, month, 1 + i % 10));
                if (i < 6000)
                        json_object_set_new(row, "validTo",
                                            json_sprintf("%d-%02d-%02d", year + 2, month, 28));
        }
        return row;
}

static json_t *memberships(const char *body, const struct shape *shape)
{
        json_t *list = quoted_must(json_array());
        for (int i = 0; i < shape->members; i++)
                json_array_append_new(list, membership(body, i, shape));
        return list;
}

static json_t *body_of(const char *id, const struct shape *shape)
{
        const char *level = shape->stated ? "complete" : "partial";
        return quoted_must(json_pack("{s:s,s:{s:s},s:{s:{s:s},s:{s:s}},s:b}", "id", id, "name", "nb", id,
                                     "coverage", "memberships", "level", level, "meetings", "level", level,
                                     "seatsExhaustive", 1));
}

static json_t *meetings(const char *body)
{
        json_t *list = quoted_must(json_array());
        for (int i = 0; i < 1200; i++)
                json_array_append_new(
                        list, quoted_must(json_pack("{s:s,s:s,s:o,s:o}", "body", body, "status", "held",
                                                    "area", json_sprintf("a%d", i % AREAS), "date",
                                                    json_sprintf("%d-%02d-01", 1924 + i / 12, 1 + i % 12))));
        return list;
}

static json_t *world(const char *prefix, int count, const char *kind)
{
        json_t *list = quoted_must(json_array());
        for (int i = 0; i < count; i++)
                json_array_append_new(
                        list, quoted_must(json_pack("{s:o,s:{s:s},s:s,s:s,s:[{s:o}],s:[{s:o}],s:s}", "id",
                                                    json_sprintf("%s%d", prefix, i), "name", "nb", "Navn",
                                                    "kind", kind, "sector", "municipal", "partOf",
                                                    "organisation", json_sprintf("o%d", (i + 1) % count),
                                                    "within", "area", json_sprintf("a%d", (i + 1) % count),
                                                    "gender", i % 2 ? "female" : "male")));
        return list;
}

static json_t *facts_of(const struct representation *form, int rules, const struct shape *shape)
{
        json_t *other = body_of("other", shape), *list = quoted_must(json_array());
        for (int i = 0; i < rules; i++)
                json_array_append_new(list, rule_of(form, i));
        json_object_set_new(other, "memberships", memberships("other", shape));
        json_object_set_new(other, "meetings", meetings("other"));
        return quoted_must(json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:[o]}", "body", body_of("b", shape),
                                     "rules", list, "memberships", memberships("b", shape), "meetings",
                                     meetings("b"), "organisations", world("o", ORGANISATIONS, "agency"),
                                     "areas", world("a", AREAS, "municipality"), "persons",
                                     world("p", 6000, ""), "bodies", other));
}

static double now(void)
{
        struct timespec time;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct cost {
        double read, check, write, timeline;
};

static struct cost measure(const json_t *facts)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        struct buffer out = BUFFER(RESULT_LIMIT);
        const char *reason = NULL;
        struct cost cost = {0};
        double start = now();
        const struct rules_facts *read = rules_read(arena, facts, &reason);
        cost.read = now() - start;
        start = now();
        const struct rules_result *result = read ? rules_check(arena, read, date_make(2024, 6, 1)) : NULL;
        cost.check = now() - start;
        if (!result) {
                printf("not judged: %s\n", reason ? reason : "memory");
                arena_free(arena);
                cost.check = 1000;
                return cost;
        }
        start = now();
        rules_write(&out, result);
        cost.write = now() - start;
        if (buffer_failed(&out))
                printf("not written\n");
        buffer_clear(&out);
        start = now();
        if (!rules_timeline(arena, read, date_make(2000, 1, 1), date_make(2030, 1, 1)))
                printf("no timeline\n");
        cost.timeline = now() - start;
        arena_free(arena);
        return cost;
}

static bool within(const struct representation *form, int rules, const struct shape *shape, double limit)
{
        json_t *facts = facts_of(form, rules, shape);
        struct cost cost = measure(facts);
        double whole = cost.read + cost.check + cost.write;
        bool good = whole <= limit && cost.timeline <= limit;
        if (!good || getenv("VERBOSE"))
                printf("%s %s {%s}: %d rules, %d memberships%s%s: read %.3f, check %.3f, write %.3f, "
                       "timeline %.3f s\n",
                       good ? "good" : "SLOW", form->kind, form->parameters, rules, shape->members,
                       shape->stated ? ", all known" : "", shape->chained ? ", chained" : "", cost.read,
                       cost.check, cost.write, cost.timeline);
        json_decref(facts);
        return good;
}

int main(int argc, char **argv)
{
        static const struct shape shapes[] = {{MEMBERS_MAX, true, false},
                                              {MEMBERS_MAX, false, false},
                                              {MEMBERS_MAX, true, true},
                                              {MEMBERS_MAX, false, true},
                                              {1000, false, true}};
        double limit = argc > 1 ? strtod(argv[1], NULL) : 1;
        unsigned passed = 0, failed = 0;
        for (size_t f = 0; f < FORMS; f++) {
                for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
                        for (int many = 0; many < 2; many++) {
                                if (argc > 2 && strcmp(argv[2], forms[f].kind) != 0)
                                        continue;
                                bool good = within(&forms[f], many ? PRODUCT_MAX / shapes[s].members : 1,
                                                   &shapes[s], limit);
                                passed += good;
                                failed += !good;
                        }
                }
        }
        printf("%u passed, %u failed\n", passed, failed);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
