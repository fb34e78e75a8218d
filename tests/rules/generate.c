#include "generate.h"

#include <stdio.h>
#include <stdlib.h>

#define MEMBERSHIPS_MAX 7

/* Mixes well from any seed, one after the other too (S. Vigna, splitmix64). */
uint64_t random_next(struct random *random)
{
        uint64_t z = random->state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
}

int random_below(struct random *random, int limit)
{
        return (int)(random_next(random) % (uint64_t)limit);
}

bool random_chance(struct random *random, int percent)
{
        return random_below(random, 100) < percent;
}

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

static json_t *numbered(const char *prefix, int number)
{
        char id[16];
        snprintf(id, sizeof id, "%s%d", prefix, number);
        return json_string(id);
}

static json_t *write_day(date day)
{
        char text[DATE_TEXT_SIZE];
        date_format(day, text);
        return json_string(text);
}

/* A day, written as exactly as it happens to be known. */
static json_t *write_date(struct plan *plan, date day)
{
        char text[DATE_TEXT_SIZE];
        date_format(day, text);
        int precision = random_below(&plan->random, 10);
        if (precision == 0)
                text[4] = '\0';
        else if (precision <= 2)
                text[7] = '\0';
        return json_string(text);
}

void generate_validity(struct plan *plan, json_t *object, int open_start, int open_end, int around)
{
        struct random *random = &plan->random;
        date from = plan->at - random_below(random, random_chance(random, 20) ? 5 : 1500);
        date to = plan->at + random_below(random, random_chance(random, 20) ? 5 : 900);
        if (!random_chance(random, around))
                from = plan->at + random_below(random, 400);
        else if (!random_chance(random, around))
                to = plan->at - random_below(random, 400);
        if (from > to) {
                date swap = from;
                from = to;
                to = swap;
        }
        if (!random_chance(random, open_start))
                set(object, "validFrom", write_date(plan, from));
        if (!random_chance(random, open_end))
                set(object, "validTo", write_date(plan, to));
}

static json_t *some_of(struct plan *plan, const char *const *words, int count, int percent)
{
        json_t *list = json_array();
        for (int i = 0; i < count; i++)
                if (random_chance(&plan->random, percent))
                        append(list, json_string(words[i]));
        return list;
}

static bool is_given(struct plan *plan)
{
        return !random_chance(&plan->random, plan->unknown);
}

static json_t *generate_membership(struct plan *plan, int number)
{
        static const char *const categories[] = {"health", "municipal", "user", "profession"};
        static const char *const traits[] = {"doctor", "union"};
        static const char *const roles[] = {"chair",     "deputyChair", "observer", "deputy",
                                            "secretary", "observer",    "deputy",   "deputy"};
        struct random *random = &plan->random;
        json_t *membership = json_object();
        int role = random_below(random, 30);
        set(membership, "id", numbered("m", number));
        set(membership, "body", json_string("b"));
        set(membership, "role", json_string(role < 8 ? roles[role] : "member"));
        if ((role >= 8 || role < 2) && random_chance(random, 8))
                set(membership, "voting", json_boolean(random_chance(random, 30)));
        if (is_given(plan))
                set(membership, "categories", some_of(plan, categories, 4, 40));
        if (is_given(plan))
                set(membership, "traits", some_of(plan, traits, 2, 35));
        if (is_given(plan))
                set(membership, "organisation", numbered("o", 1 + random_below(random, 5)));
        if (is_given(plan))
                set(membership, "area", numbered("a", 1 + random_below(random, 5)));
        if (is_given(plan))
                set(membership, "person", numbered("p", 1 + random_below(random, 8)));
        if (is_given(plan))
                set(membership, "appointedBy", numbered("o", 1 + random_below(random, 5)));
        if (random_chance(random, 30))
                set(membership, "office", numbered("f", 1 + random_below(random, 4)));
        generate_validity(plan, membership, 15, 55, 92);
        if (json_object_get(membership, "validTo") && !random_chance(random, 10))
                set(membership, "endReason",
                    json_string(random_chance(random, 60) ? "term_ended" : "resigned"));
        if (random_chance(random, 10))
                set(membership, "replaces", json_pack("[o]", numbered("m", 1 + random_below(random, 6))));
        if (role >= 2 && role < 8 && random_chance(random, 75))
                set(membership, "deputyOrder", json_integer(1 + random_below(random, 3)));
        if (random_chance(random, 6)) {
                json_t *absence = json_object();
                generate_validity(plan, absence, 10, 20, 70);
                set(membership, "absences", json_pack("[o]", absence));
        }
        if (random->state % 10 == 0) /* who acts for another counts by a membership of his own */
                set(membership, "actingFor", numbered("m", 1 + (int)(random->state / 10 % 6)));
        return membership;
}

static json_t *generate_memberships(struct plan *plan)
{
        json_t *memberships = json_array();
        int count = random_below(&plan->random, MEMBERSHIPS_MAX + 1);
        if (count < 3)
                count += random_below(&plan->random, 4);
        for (int i = 0; i < count; i++)
                append(memberships, generate_membership(plan, i + 1));
        return memberships;
}

/* o1 is above o2, and now and then above o3; o5 is referred to but not delivered. The same for areas. */
static json_t *generate_tree(struct plan *plan, const char *prefix, const char *list, const char *link,
                             const char *const kinds[4])
{
        json_t *items = json_array();
        for (int i = 1; i <= 4; i++) {
                json_t *item = json_pack("{s:o,s:s}", "id", numbered(prefix, i), "kind", kinds[i - 1]);
                if (i == 2 || i == 3) {
                        json_t *parent = json_pack("{s:o}", link, numbered(prefix, 1));
                        if (i == 3)
                                generate_validity(plan, parent, 40, 40, 60);
                        set(item, list, json_pack("[o]", parent));
                }
                append(items, item);
        }
        return items;
}

static json_t *generate_persons(struct plan *plan)
{
        json_t *persons = json_array();
        for (int i = 1; i <= 7; i++) {
                json_t *person = json_pack("{s:o,s:s}", "id", numbered("p", i), "name", "N");
                if (is_given(plan))
                        set(person, "gender",
                            json_string(random_chance(&plan->random, 50) ? "female" : "male"));
                append(persons, person);
        }
        return persons;
}

/* f1 is known with its holders, f2 has none now and then, f3 does not say, and f4 is not delivered. */
static json_t *generate_offices(struct plan *plan)
{
        json_t *offices = json_array();
        for (int i = 1; i <= 3; i++) {
                json_t *office = json_pack("{s:o,s:{s:s},s:b}", "id", numbered("f", i), "title", "nb", "E",
                                           "shared", 1);
                json_t *holders = json_array();
                for (int j = 0; i < 3 && j < 2; j++) {
                        json_t *holder = json_pack("{s:o}", "person",
                                                   numbered("p", 1 + random_below(&plan->random, 8)));
                        generate_validity(plan, holder, 20, 50, 80);
                        if (i == 1 || random_chance(&plan->random, 50))
                                append(holders, holder);
                        else
                                json_decref(holder);
                }
                if (i < 3)
                        set(office, "holders", holders);
                else
                        json_decref(holders);
                append(offices, office);
        }
        return offices;
}

static json_t *generate_coverage(struct plan *plan)
{
        int draw = random_below(&plan->random, 100);
        json_t *coverage = json_pack("{s:s}", "level",
                                     draw < 70   ? "complete"
                                     : draw < 90 ? "partial"
                                                 : "none");
        if (random_chance(&plan->random, 20)) {
                date since = plan->at + 100 - random_below(&plan->random, 600);
                set(coverage, "since", write_date(plan, since));
        }
        return coverage;
}

/* Another body, where some of the same persons sit; b3 is referred to but not delivered. */
static json_t *generate_other_body(struct plan *plan)
{
        static const char *const roles[] = {"chair", "member", "member", "observer"};
        json_t *rows = json_array();
        int count = random_below(&plan->random, 4);
        for (int i = 0; i < count; i++) {
                json_t *row = json_pack("{s:o,s:s,s:s}", "id", numbered("n", i + 1), "body", "b2", "role",
                                        roles[random_below(&plan->random, 4)]);
                if (random_chance(&plan->random, 85))
                        set(row, "person", numbered("p", 1 + random_below(&plan->random, 8)));
                if (random_chance(&plan->random, 30))
                        set(row, "office", numbered("f", 1 + random_below(&plan->random, 4)));
                generate_validity(plan, row, 30, 50, 85);
                append(rows, row);
        }
        json_t *coverage = generate_coverage(plan);
        json_t *body =
                json_pack("{s:s,s:{s:s},s:s,s:{s:o},s:o,s:[]}", "id", "b2", "name", "nb", "Nabo", "kind",
                          "board", "coverage", "memberships", coverage, "memberships", rows, "meetings");
        if (random_chance(&plan->random, 10))
                generate_validity(plan, body, 40, 40, 80);
        return body;
}

static json_t *generate_meetings(struct plan *plan)
{
        static const char *const states[] = {"held", "held", "held", "held", "planned", "cancelled"};
        json_t *meetings = json_array();
        int count = random_chance(&plan->random, 60) ? random_below(&plan->random, 12) : 0;
        int span = random_chance(&plan->random, 50) ? 120 : 700;
        bool exact = random_chance(&plan->random, 75);
        for (int i = 0; i < count; i++) {
                json_t *meeting = json_pack("{s:o,s:s,s:s}", "id", numbered("meeting", i + 1), "body", "b",
                                            "status", states[random_below(&plan->random, 6)]);
                date day = plan->at + 20 - random_below(&plan->random, span);
                if (exact || !random_chance(&plan->random, 10))
                        set(meeting, "date", exact ? write_day(day) : write_date(plan, day));
                append(meetings, meeting);
        }
        return meetings;
}

static json_t *generate_waivers(struct plan *plan, const json_t *rules)
{
        json_t *waivers = json_array();
        size_t i;
        const json_t *rule;
        json_array_foreach(rules, i, rule) {
                if (!random_chance(&plan->random, 10))
                        continue;
                json_t *waiver =
                        json_pack("{s:o,s:s,s:O,s:{s:s}}", "id", numbered("w", (int)i), "body", "b", "rule",
                                  json_object_get(rule, "id"), "ground", "nb", "Dispensasjon.");
                generate_validity(plan, waiver, 5, 30, 80);
                append(waivers, waiver);
        }
        return waivers;
}

static json_t *generate_body(struct plan *plan)
{
        json_t *body = json_pack("{s:s,s:{s:s},s:s}", "id", "b", "name", "nb", "Rådet", "kind", "council");
        json_t *coverage = json_object();
        if (!random_chance(&plan->random, 5))
                set(coverage, "memberships", generate_coverage(plan));
        if (!random_chance(&plan->random, 5))
                set(coverage, "meetings", generate_coverage(plan));
        set(body, "coverage", coverage);
        if (random_chance(&plan->random, 10))
                generate_validity(plan, body, 40, 40, 85);
        if (random_chance(&plan->random, 40))
                set(body, "seatsExhaustive", json_boolean(random_chance(&plan->random, 90)));
        if (plan->variants && random_chance(&plan->random, 50))
                set(body, "preferredVariant", json_string(random_chance(&plan->random, 50) ? "v1" : "v2"));
        return body;
}

json_t *generate_facts(uint64_t seed, date *ret_at)
{
        static const char *const organisation_kinds[] = {"association", "ministry", "directorate",
                                                         "municipality"};
        static const char *const area_kinds[] = {"county", "municipality", "municipality", "health_region"};
        struct plan plan = {.random = {seed}};
        plan.at = date_make(2018, 1, 1) + random_below(&plan.random, 3650);
        plan.variants = random_chance(&plan.random, 15);
        json_t *facts = json_object(), *rules = generate_rules(&plan);
        set(facts, "body", generate_body(&plan));
        set(facts, "rules", rules);
        set(facts, "memberships", generate_memberships(&plan));
        set(facts, "waivers", generate_waivers(&plan, rules));
        set(facts, "meetings", generate_meetings(&plan));
        set(facts, "organisations", generate_tree(&plan, "o", "partOf", "organisation", organisation_kinds));
        set(facts, "areas", generate_tree(&plan, "a", "within", "area", area_kinds));
        set(facts, "offices", generate_offices(&plan));
        set(facts, "persons", generate_persons(&plan));
        set(facts, "bodies", json_pack("[o]", generate_other_body(&plan)));
        *ret_at = plan.at;
        return facts;
}
