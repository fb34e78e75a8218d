/*
 * Instances made small, and instances in another order: what the tests do to facts.
 */
#include "compare.h"
#include "generate.h"

#include <stdlib.h>
#include <string.h>

/* Takes items out of one array, last first, as long as the answers still differ without them. */
static bool shrink_array(json_t *facts, json_t *array, date at)
{
        bool shrunk = false;
        for (size_t i = json_array_size(array); i-- > 0;) {
                json_t *item = json_incref(json_array_get(array, i));
                json_array_remove(array, i);
                if (compare_answers(facts, at, NULL) == COMPARE_DIFFERENT)
                        shrunk = true;
                else
                        json_array_insert(array, i, item);
                json_decref(item);
        }
        return shrunk;
}

static bool shrink_key(json_t *facts, json_t *object, const char *key, date at)
{
        json_t *value = json_incref(json_object_get(object, key));
        if (!value)
                return false;
        json_object_del(object, key);
        bool shrunk = compare_answers(facts, at, NULL) == COMPARE_DIFFERENT;
        if (!shrunk)
                json_object_set(object, key, value);
        json_decref(value);
        return shrunk;
}

/* What may be absent without making a rule another kind of thing. */
static bool shrink_optional(json_t *facts, json_t *object, date at)
{
        static const char *const keys[] = {
                "variant",     "validFrom",  "validTo",        "of",    "per",          "text",
                "tolerance",   "difference", "role",           "roles", "except",       "preferredVariant",
                "appointedBy", "person",     "traits",         "area",  "organisation", "categories",
                "voting",      "since",      "seatsExhaustive"};
        bool shrunk = false;
        const char *own_kind = json_string_value(json_object_get(object, "kind"));
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
                bool needed = strcmp(keys[i], "role") == 0 && !own_kind; /* the role of a membership */
                if (!needed)
                        shrunk |= shrink_key(facts, object, keys[i], at);
        }
        return shrunk;
}

void shrink_facts(json_t *facts, date at)
{
        static const char *const arrays[] = {"rules",    "waivers", "memberships",   "persons",
                                             "meetings", "areas",   "organisations", "offices"};
        bool shrunk = true;
        while (shrunk) {
                shrunk = shrink_optional(facts, json_object_get(facts, "body"), at);
                for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
                        json_t *array = json_object_get(facts, arrays[i]);
                        shrunk |= shrink_array(facts, array, at);
                        for (size_t j = 0; i < 3 && j < json_array_size(array); j++) {
                                json_t *item = json_array_get(array, j);
                                shrunk |= shrink_optional(facts, item, at);
                                shrunk |= shrink_array(facts, json_object_get(item, "categories"), at);
                        }
                }
        }
}

static void shuffle_order(struct random *random, size_t *order, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                size_t j = (size_t)random_below(random, (int)i + 1);
                order[i] = order[j];
                order[j] = i;
        }
}

static json_t *shuffle(struct random *random, const json_t *value);

/* Sources, sides and steps mean something by their order; nothing else does. */
static bool order_matters(const char *key)
{
        return strcmp(key, "sources") == 0 || strcmp(key, "sides") == 0 || strcmp(key, "steps") == 0 ||
               strcmp(key, "weights") == 0;
}

static json_t *shuffle_object(struct random *random, const json_t *object)
{
        size_t count = json_object_size(object), i = 0;
        const char **keys = calloc(count + 1, sizeof *keys);
        size_t *order = calloc(count + 1, sizeof *order);
        json_t *result = json_object(), *value;
        const char *key;
        if (!keys || !order || !result)
                abort();
        json_object_foreach((json_t *)object, key, value)
                keys[i++] = key;
        shuffle_order(random, order, count);
        for (i = 0; i < count; i++) {
                key = keys[order[i]];
                value = json_object_get(object, key);
                json_object_set_new(result, key,
                                    order_matters(key) ? json_deep_copy(value) : shuffle(random, value));
        }
        free(keys);
        free(order);
        return result;
}

static json_t *shuffle(struct random *random, const json_t *value)
{
        if (json_is_object(value))
                return shuffle_object(random, value);
        if (!json_is_array(value))
                return json_deep_copy(value);
        size_t count = json_array_size(value);
        size_t *order = calloc(count + 1, sizeof *order);
        json_t *result = json_array();
        if (!order || !result)
                abort();
        shuffle_order(random, order, count);
        for (size_t i = 0; i < count; i++)
                json_array_append_new(result, shuffle(random, json_array_get(value, order[i])));
        free(order);
        return result;
}

json_t *shuffle_facts(const json_t *facts, uint64_t seed)
{
        struct random random = {seed};
        return shuffle(&random, facts);
}
