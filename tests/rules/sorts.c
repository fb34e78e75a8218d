#include "sorts.h"

#include <string.h>

static const char *pick(struct random *random, const char *const *list, int count)
{
        return list[random_below(random, count)];
}

static const char *const categories[] = {"x", "y"}, *const organisations[] = {"o1", "o2"},
                         *const roles[] = {"chair", "deputyChair", "member", "observer", "deputy"},
                         *const shares[] = {"1/2", "1/3", "2/3", "40%"};

static json_t *random_selector(struct random *random, int depth)
{
        int kind = random_below(random, depth > 0 ? 9 : 6);
        if (kind < 3 && random_chance(random, 20))
                return kind < 2 ? json_pack("{s:[s,s]}", "category", "x", "y")
                                : json_pack("{s:[s,s]}", "organisation", "o1", "o2");
        if (kind < 2)
                return json_pack("{s:[s]}", "category", pick(random, categories, 2));
        if (kind == 2)
                return json_pack("{s:[s]}", "organisation", pick(random, organisations, 2));
        if (kind == 3)
                return json_pack("{s:[s]}", "role", pick(random, roles, 5));
        if (kind == 4)
                return json_pack("{s:[s]}", "trait", "t");
        if (kind == 5)
                return json_pack("{s:[s]}", "gender", random_chance(random, 50) ? "female" : "male");
        if (kind == 6)
                return json_pack("{s:o}", "not", random_selector(random, depth - 1));
        return json_pack("{s:[o,o]}", kind == 7 ? "all" : "any", random_selector(random, depth - 1),
                         random_selector(random, depth - 1));
}

static void set_bounds(struct random *random, json_t *rule, int most)
{
        int min = random_below(random, most), max = min + random_below(random, 3);
        if (random_chance(random, 60))
                json_object_set_new(rule, "min", json_integer(min));
        if (random_chance(random, 60))
                json_object_set_new(rule, "max", json_integer(max));
}

static json_t *random_sides(struct random *random)
{
        return json_pack("[{s:[s]},{s:[s]}]", "category", categories[random_below(random, 2)], "organisation",
                         pick(random, organisations, 2));
}

static void fill_count(struct random *random, json_t *rule)
{
        static const char *const bounds[] = {"minShare", "maxShare", "moreThanShare"};
        json_object_set_new(rule, "who", random_selector(random, 2));
        if (random_chance(random, 30))
                json_object_set_new(rule, "of", random_selector(random, 1));
        if (random_chance(random, 50))
                json_object_set_new(rule, pick(random, bounds, 3), json_string(pick(random, shares, 4)));
        else
                set_bounds(random, rule, 4);
        if (random_chance(random, 15))
                json_object_set_new(rule, "per", json_pack("{s:[s,s]}", "organisations", "o1", "o2"));
}

static void fill_seats(struct random *random, json_t *rule)
{
        int min = random_below(random, 3);
        json_object_set_new(rule, "count",
                            json_pack("{s:i,s:i}", "min", min, "max", min + random_below(random, 2)));
        if (random_chance(random, 80))
                json_object_set_new(rule, "who", random_selector(random, 1));
        if (random_chance(random, 30))
                json_object_set_new(rule, "role", json_string(pick(random, roles, 5)));
}

static void fill_size(struct random *random, json_t *rule)
{
        int kind = random_below(random, 4);
        if (kind == 0)
                json_object_set_new(rule, random_chance(random, 50) ? "odd" : "even", json_true());
        else if (kind == 1)
                json_object_set_new(rule, "in",
                                    json_pack("[i,i]", random_below(random, 3), 3 + random_below(random, 2)));
        else
                set_bounds(random, rule, 5);
        if (random_chance(random, 20))
                json_object_set_new(rule, "of", random_selector(random, 1));
}

json_t *sorts_random_rule(struct random *random, int number)
{
        static const char *const kinds[] = {"count",    "count",      "size",     "size",    "exclusion",
                                            "seats",    "seats",      "parity",   "balance", "split",
                                            "deputies", "proportion", "rotation", "distinct"};
        const char *kind = pick(random, kinds, sizeof kinds / sizeof *kinds);
        json_t *rule = json_pack("{s:o,s:s,s:s,s:s}", "id", json_sprintf("r%d", number), "kind", kind,
                                 "force", random_chance(random, 90) ? "shall" : "should", "basis", "stated");
        if (strcmp(kind, "count") == 0)
                fill_count(random, rule);
        else if (strcmp(kind, "size") == 0)
                fill_size(random, rule);
        else if (strcmp(kind, "seats") == 0)
                fill_seats(random, rule);
        else if (strcmp(kind, "exclusion") == 0)
                json_object_set_new(rule, "who", random_selector(random, 2));
        else if (strcmp(kind, "balance") == 0 && random_chance(random, 50))
                json_object_set_new(rule, "preset", json_string("ldl-28"));
        else if (strcmp(kind, "balance") == 0)
                json_object_set_new(rule, "steps",
                                    json_pack("[{s:i,s:i,s:i},{s:i,s:s}]", "from", 2, "to", 3, "min", 1,
                                              "from", 4, "minShare", "40%"));
        else if (strcmp(kind, "distinct") == 0)
                json_object_update_new(rule, json_pack("{s:s,s:i}", "by", "organisation", "min",
                                                       1 + random_below(random, 2)));
        else if (strcmp(kind, "deputies") == 0 && random_chance(random, 50))
                json_object_set_new(rule, "plus", json_integer(random_below(random, 2)));
        else
                json_object_set_new(rule, "sides", random_sides(random));
        if (strcmp(kind, "split") == 0)
                json_object_set_new(rule, "roles", json_pack("[s,s]", "chair", "deputyChair"));
        if (strcmp(kind, "rotation") == 0)
                json_object_update_new(rule, json_pack("{s:s,s:s,s:{s:i,s:s}}", "role", "chair", "every",
                                                       "P2Y", "first", "side", 0, "from", "2020-01-01"));
        if (strcmp(kind, "proportion") == 0)
                json_object_set_new(rule, "weights", json_pack("[i,i]", 1 + random_below(random, 3), 1));
        return rule;
}

json_t *sorts_random_member(struct random *random)
{
        json_t *list = json_array();
        for (int i = 0; i < 2; i++)
                if (random_chance(random, 45))
                        json_array_append_new(list, json_string(categories[i]));
        return json_pack("{s:s,s:o,s:s,s:o,s:b}", "role",
                         random_chance(random, 50) ? "member" : pick(random, roles, 5), "categories", list,
                         "organisation", pick(random, organisations, 2), "traits",
                         random_chance(random, 50) ? json_pack("[s]", "t") : json_array(), "woman",
                         random_chance(random, 50));
}

json_t *sorts_body(json_t *rules, json_t *const *sorts, const int *counts, bool exhaustive)
{
        json_t *memberships = json_array(), *persons = json_array();
        int number = 0;
        for (int s = 0; s < SORTS; s++) {
                for (int i = 0; i < counts[s]; i++) {
                        char id[24];
                        json_t *row = json_deep_copy(sorts[s]);
                        snprintf(id, sizeof id, "p%d", number++);
                        const char *gender = json_is_true(json_object_get(row, "woman")) ? "female" : "male";
                        json_object_del(row, "woman");
                        json_object_set_new(row, "id", json_string(id));
                        json_object_set_new(row, "person", json_string(id));
                        json_array_append_new(memberships, row);
                        json_array_append_new(persons, json_pack("{s:s,s:s}", "id", id, "gender", gender));
                }
        }
        return json_pack("{s:{s:s,s:b,s:{s:{s:s}}},s:O,s:o,s:o}", "body", "id", "b", "seatsExhaustive",
                         exhaustive, "coverage", "memberships", "level", "complete", "rules", rules,
                         "memberships", memberships, "persons", persons);
}
