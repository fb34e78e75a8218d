/*
 * General rules: some of the rules of an instance become general ones, which apply to its body, may apply, or
 * do not, on all days or on some; and others derogate from them.
 */
#include "generate.h"

#include <stdlib.h>

static void set(json_t *object, const char *key, json_t *value)
{
        if (json_object_set_new(object, key, value) != 0)
                abort();
}

static json_t *generate_applies_to(struct random *random)
{
        static const char *const kinds[] = {"council", "board", "municipality", "county"};
        static const char *const areas[] = {"a1", "a1", "a2", "a3"};
        json_t *applies_to = json_object();
        if (random_chance(random, 60))
                set(applies_to, "bodyKind", json_pack("[s,s]", kinds[random_chance(random, 8)], "forum"));
        if (random_chance(random, 25))
                set(applies_to, "areaKind", json_pack("[s]", kinds[2 + random_below(random, 2)]));
        if (random_chance(random, 30))
                set(applies_to, "areaWithin", json_string(areas[random_below(random, 4)]));
        if (random_chance(random, 15))
                set(applies_to, "establishedBy",
                    json_pack("[s,s]", random_chance(random, 80) ? "o1" : "o2", "o3"));
        if (random_chance(random, 10))
                set(applies_to, "within", json_string(random_chance(random, 70) ? "b7" : "b6"));
        if (random_chance(random, 10) || json_object_size(applies_to) == 0)
                set(applies_to, "bodies", json_pack("[s,s]", random_chance(random, 85) ? "b" : "b5", "b4"));
        return applies_to;
}

/* Where the body stands; what is not said is not known, but of what it is within. */
static void place_body(struct random *random, json_t *facts)
{
        static const char *const areas[] = {"a2", "a3", "a3", "a3", "a4", "a5"};
        json_t *body = json_object_get(facts, "body");
        if (random_chance(random, 85))
                set(body, "area", json_string(areas[random_below(random, 6)]));
        if (random_chance(random, 70))
                set(body, "establishedBy", json_pack("[s]", random_chance(random, 70) ? "o1" : "o4"));
        if (random_chance(random, 60))
                set(facts, "above", json_pack("[s,s]", "b8", "b7"));
}

void generate_norms(json_t *facts, uint64_t seed)
{
        struct random random = {seed ^ 0x6e6f726d};
        json_t *rules = json_object_get(facts, "rules"), *rule;
        const char *general = NULL;
        size_t i;
        if (!random_chance(&random, 40))
                return;
        place_body(&random, facts);
        json_array_foreach(rules, i, rule) {
                if (random_chance(&random, 40)) {
                        json_object_del(rule, "body");
                        set(rule, "appliesTo", generate_applies_to(&random));
                        set(rule, "issuedBy", json_string("o1"));
                        general = json_string_value(json_object_get(rule, "id"));
                } else if (general && random_chance(&random, 35)) {
                        set(rule, "derogatesFrom", json_string(general));
                }
        }
}
