#include "enrich.h"

#include <stdio.h>
#include <stdlib.h>

static void set(json_t *object, const char *key, json_t *value)
{
        if (json_object_set_new(object, key, value) != 0)
                abort();
}

static void append(json_t *array, json_t *value)
{
        if (json_array_append_new(array, value) != 0)
                abort();
}

static json_t *begin_rule(struct plan *plan, const char *kind, int number)
{
        char id[16];
        snprintf(id, sizeof id, "t%d", number);
        json_t *rule = json_pack("{s:s,s:s,s:s,s:s,s:s,s:{s:s}}", "id", id, "body", "b", "kind", kind,
                                 "force", random_chance(&plan->random, 80) ? "shall" : "should", "basis",
                                 "stated", "text", "nb", "Regel om tid.");
        if (random_chance(&plan->random, 30))
                generate_validity(plan, rule, 30, 40, 85);
        return rule;
}

static const char *pick(struct plan *plan, const char *const *words, int count)
{
        return words[random_below(&plan->random, count)];
}

/* Lengths after which something runs out near the date now and then. */
static json_t *length(struct plan *plan)
{
        static const char *const lengths[] = {"P1Y", "P2Y", "P18M", "P300D", "P1M", "P3M", "P4Y", "P1Y2M3D"};
        return json_string(pick(plan, lengths, 8));
}

static json_t *side(struct plan *plan)
{
        static const char *const categories[] = {"health", "municipal", "user", "profession"};
        static const char *const offices[] = {"f1", "f2"};
        if (random_chance(&plan->random, 25))
                return json_pack("{s:[s]}", "office", pick(plan, offices, 2));
        if (random_chance(&plan->random, 20))
                return json_pack("{s:s}", "organisationWithin", "o1");
        return json_pack("{s:[s]}", "category", pick(plan, categories, 4));
}

static json_t *tenure(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "tenure", number);
        if (random_chance(&plan->random, 30))
                set(rule, "maxTerms", json_integer(1 + random_below(&plan->random, 2)));
        else
                set(rule, "maxDuration", length(plan));
        if (random_chance(&plan->random, 30))
                set(rule, "of", side(plan));
        return rule;
}

static json_t *rotation(struct plan *plan, int number)
{
        char text[DATE_TEXT_SIZE];
        json_t *rule = begin_rule(plan, "rotation", number);
        set(rule, "role", json_string(random_chance(&plan->random, 70) ? "chair" : "member"));
        set(rule, "sides", json_pack("[o,o]", side(plan), side(plan)));
        set(rule, "every", length(plan));
        date_format(plan->at - random_below(&plan->random, 900) + 60, text);
        text[random_chance(&plan->random, 20) ? 7 : 10] = '\0';
        set(rule, "first", json_pack("{s:i,s:s}", "side", random_below(&plan->random, 2), "from", text));
        return rule;
}

static json_t *sequence(struct plan *plan, int number)
{
        static const char *const periods[] = {"month", "quarter", "half_year", "year"};
        json_t *rule = begin_rule(plan, "sequence", number);
        bool turned = random_chance(&plan->random, 30);
        set(rule, "before", json_pack("[s]", turned ? "b" : "b2"));
        set(rule, "after", json_pack("[s]", turned ? "b2" : "b"));
        if (random_chance(&plan->random, 80))
                set(rule, "every", json_string(pick(plan, periods, 4)));
        return rule;
}

static json_t *mirrors(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "mirrors", number);
        set(rule, "of", json_string("b2"));
        return rule;
}

static json_t *term(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "term", number);
        set(rule, "length", length(plan));
        return rule;
}

static json_t *split(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "split", number);
        set(rule, "roles", json_pack("[s,s]", "chair", "deputyChair"));
        set(rule, "sides", json_pack("[o,o]", side(plan), side(plan)));
        return rule;
}

static json_t *deputies(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "deputies", number);
        set(rule, "personal", json_boolean(random_chance(&plan->random, 30)));
        return rule;
}

/* Units that come and go: appointers, and those who sit in another body. */
static json_t *unit_count(struct plan *plan, int number)
{
        json_t *rule = begin_rule(plan, "count", number);
        set(rule, "min", json_integer(1));
        set(rule, "max", json_integer(2));
        set(rule, "per",
            random_chance(&plan->random, 50)
                    ? json_pack("{s:b}", "appointedBy", 1)
                    : json_pack("{s:{s:s,s:[s,s]}}", "membersOf", "body", "b2", "role", "member", "chair"));
        return rule;
}

/* The preset's years end and begin: a body before the law, too. */
static json_t *balance(struct plan *plan, int number)
{
        static const char *const presets[] = {"ldl-28", "asl-6-11a", "koml-7-7"};
        json_t *rule = begin_rule(plan, "balance", number);
        set(rule, "preset", json_string(pick(plan, presets, 3)));
        return rule;
}

/* Things that exist for a time only, and a hierarchy that is reorganised. */
static void date_world(struct plan *plan, json_t *list, const char *link, const char *above, const char *top)
{
        size_t i;
        json_t *item;
        json_array_foreach(list, i, item) {
                if (random_chance(&plan->random, 25))
                        generate_validity(plan, item, 30, 40, 80);
                if (!random_chance(&plan->random, 40))
                        continue;
                json_t *parent = json_pack("{s:s}", above, top);
                generate_validity(plan, parent, 20, 20, 60);
                set(item, link, json_pack("[o]", parent));
        }
}

static void add_meetings(struct plan *plan, json_t *body)
{
        json_t *meetings = json_array();
        int count = random_below(&plan->random, 8);
        for (int i = 0; i < count; i++) {
                char text[DATE_TEXT_SIZE];
                date_format(plan->at + 60 - random_below(&plan->random, 700), text);
                text[random_chance(&plan->random, 15) ? 7 : 10] = '\0';
                append(meetings, json_pack("{s:s,s:s,s:s}", "body", "b2", "status", "held", "date", text));
        }
        set(body, "meetings", meetings);
}

void enrich_facts(json_t *facts, uint64_t seed, date at)
{
        static json_t *(*const kinds[])(struct plan *, int) = {tenure,  rotation, sequence, mirrors,
                                                               term,    split,    deputies, unit_count,
                                                               balance, tenure,   rotation};
        struct plan plan = {.random = {seed ^ 0x5eedu}, .at = at};
        json_t *rules = json_object_get(facts, "rules");
        int count = random_below(&plan.random, 5);
        for (int i = 0; i < count; i++)
                append(rules, kinds[random_below(&plan.random, 11)](&plan, i + 1));
        date_world(&plan, json_object_get(facts, "organisations"), "partOf", "organisation", "o1");
        date_world(&plan, json_object_get(facts, "areas"), "within", "area", "a1");
        add_meetings(&plan, json_array_get(json_object_get(facts, "bodies"), 0));
}
