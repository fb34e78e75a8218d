/*
 * Faults in a rule that its schema cannot express: bounds in the wrong order, exceptions without a unit, and
 * selectors that are too large, contradict themselves or would reveal a person's gender. What the schema
 * checks (types, names, numbers of items) is not checked again: a value that violates the schema is ignored.
 */
#include "rules/model/kind.h"
#include "rules/model/selector.h"
#include "rules/model/share.h"
#include "rules/rules.h"

#include "json/pointer.h"

#include <string.h>

static const char depth_text[] = "8", leaves_text[] = "64";
_Static_assert(SELECTOR_DEPTH_MAX == 8 && SELECTOR_LEAVES_MAX == 64, "the texts say so");

/* Jansson's iterators take objects as not const, though nothing is changed. */
static json_t *without_const(const json_t *json)
{
        return (json_t *)(uintptr_t)json;
}

static void find_order_fault(struct faults *faults, const struct pointer *at, const char *name,
                             const json_t *min, const json_t *max)
{
        struct pointer at_name = pointer_member(at, name);
        if (json_is_integer(min) && json_is_integer(max) && json_integer_value(min) > json_integer_value(max))
                pointer_fault(&at_name, faults, FAULT_MIN_OVER_MAX, NULL, NULL);
}

/* {min, max} that is to be found below `object`, or the object itself. */
static void find_range_faults(struct faults *faults, const struct pointer *at, const json_t *range)
{
        find_order_fault(faults, at, "min", json_object_get(range, "min"), json_object_get(range, "max"));
}

static bool read_share(const json_t *share, struct share *ret)
{
        return json_is_string(share) && share_parse(json_string_value(share), json_string_length(share), ret);
}

static void find_share_fault(struct faults *faults, const struct pointer *at, const json_t *rule)
{
        struct share least, most;
        struct pointer at_share = pointer_member(at, "minShare");
        if (read_share(json_object_get(rule, "minShare"), &least) &&
            read_share(json_object_get(rule, "maxShare"), &most) &&
            least.numerator * most.denominator > most.numerator * least.denominator)
                pointer_fault(&at_share, faults, FAULT_MIN_OVER_MAX, NULL, NULL);
}

static void find_step_faults(struct faults *faults, const struct pointer *at, const json_t *steps)
{
        for (size_t i = 0; i < json_array_size(steps); i++) {
                const json_t *step = json_array_get(steps, i);
                struct pointer at_step = pointer_item(at, i);
                find_order_fault(faults, &at_step, "from", json_object_get(step, "from"),
                                 json_object_get(step, "to"));
        }
}

/* One selector as it is walked through. */
struct walk {
        struct faults *faults;
        unsigned leaves;
        bool too_deep;
        bool names_gender, names_one; /* asks for a gender; asks for single persons */
};

static const json_t *only_value(const json_t *selector, const struct selector_key **ret_key)
{
        *ret_key = NULL;
        if (!json_is_object(selector) || json_object_size(selector) != 1)
                return NULL;
        void *first = json_object_iter(without_const(selector));
        *ret_key = selector_key_find(json_object_iter_key(first));
        return json_object_iter_value(first);
}

/* Recursion is bounded: nothing deeper than SELECTOR_DEPTH_MAX is looked at. */
static void walk_selector(struct walk *walk, const struct pointer *at, const json_t *selector, unsigned depth)
{
        const struct selector_key *key;
        const json_t *value = only_value(selector, &key);
        if (depth > SELECTOR_DEPTH_MAX) {
                if (!walk->too_deep)
                        pointer_fault(at, walk->faults, FAULT_TOO_DEEP, depth_text, NULL);
                walk->too_deep = true;
                return;
        }
        if (!key)
                return;
        struct pointer at_key = pointer_member(at, key->name);
        if (key->values == VALUE_PART)
                walk_selector(walk, &at_key, value, depth + 1);
        for (size_t i = 0; key->values == VALUE_PARTS && i < json_array_size(value); i++) {
                struct pointer at_item = pointer_item(&at_key, i);
                walk_selector(walk, &at_item, json_array_get(value, i), depth + 1);
        }
        if (key->values == VALUE_PART || key->values == VALUE_PARTS)
                return;
        if (++walk->leaves == SELECTOR_LEAVES_MAX + 1)
                pointer_fault(&at_key, walk->faults, FAULT_TOO_MANY, leaves_text, NULL);
        walk->names_gender = walk->names_gender || key->kind == SELECT_GENDER;
        walk->names_one = walk->names_one || key->names_one;
}

/* What a conjunction affirms and denies. */
struct literals {
        const json_t *items[2 * SELECTOR_LEAVES_MAX];
        bool denied[2 * SELECTOR_LEAVES_MAX];
        size_t count;
};

/* Recursion is bounded: called only on selectors that are not too deep. */
static void collect_literals(struct literals *literals, const json_t *selector, bool denied)
{
        const struct selector_key *key;
        const json_t *value = only_value(selector, &key);
        if (key && key->kind == SELECT_NOT) {
                collect_literals(literals, value, !denied);
                return;
        }
        if (key && key->kind == (denied ? SELECT_ANY : SELECT_ALL)) {
                for (size_t i = 0; i < json_array_size(value); i++)
                        collect_literals(literals, json_array_get(value, i), denied);
                return;
        }
        if (literals->count == 2 * SELECTOR_LEAVES_MAX)
                return;
        literals->items[literals->count] = selector;
        literals->denied[literals->count++] = denied;
}

static bool holds_item(const json_t *list, const json_t *item)
{
        for (size_t i = 0; i < json_array_size(list); i++) {
                if (json_equal(json_array_get(list, i), item))
                        return true;
        }
        return false;
}

static bool holds_all(const json_t *list, const json_t *items)
{
        for (size_t i = 0; i < json_array_size(items); i++) {
                if (!holds_item(list, json_array_get(items, i)))
                        return false;
        }
        return true;
}

/* The same selector; the order in a list is of no meaning. */
static bool same_selector(const json_t *a, const json_t *b)
{
        const struct selector_key *key_a, *key_b;
        const json_t *x = only_value(a, &key_a), *y = only_value(b, &key_b);
        if (!key_a || key_a != key_b || !json_is_array(x) || !json_is_array(y))
                return json_equal(a, b);
        return holds_all(y, x) && holds_all(x, y);
}

static bool contradicts_itself(const json_t *selector)
{
        struct literals literals = {.count = 0};
        collect_literals(&literals, selector, false);
        for (size_t i = 0; i < literals.count; i++) {
                for (size_t j = i + 1; j < literals.count; j++) {
                        if (literals.denied[i] != literals.denied[j] &&
                            same_selector(literals.items[i], literals.items[j]))
                                return true;
                }
        }
        return false;
}

/* The outermost conjunctions that contradict themselves. Recursion is bounded as above. */
static void find_contradictions(struct faults *faults, const struct pointer *at, const json_t *selector)
{
        const struct selector_key *key;
        const json_t *value = only_value(selector, &key);
        if (!key || (key->values != VALUE_PARTS && key->values != VALUE_PART))
                return;
        if (contradicts_itself(selector)) {
                pointer_fault(at, faults, FAULT_CONTRADICTION, NULL, NULL);
                return;
        }
        struct pointer at_key = pointer_member(at, key->name);
        if (key->values == VALUE_PART)
                find_contradictions(faults, &at_key, value);
        for (size_t i = 0; key->values == VALUE_PARTS && i < json_array_size(value); i++) {
                struct pointer at_item = pointer_item(&at_key, i);
                find_contradictions(faults, &at_item, json_array_get(value, i));
        }
}

/* True if it asks for a gender. Gender is asked of groups: a selector that names single persons as well would
 * reveal theirs. */
static bool find_selector_faults(struct faults *faults, const struct pointer *at, const json_t *selector)
{
        struct walk walk = {.faults = faults};
        walk_selector(&walk, at, selector, 1);
        if (!walk.too_deep && walk.leaves <= SELECTOR_LEAVES_MAX)
                find_contradictions(faults, at, selector);
        if (walk.names_gender && walk.names_one)
                pointer_fault(at, faults, FAULT_UNKNOWN_NAME, "gender", NULL);
        return walk.names_gender;
}

static bool is_listed(const json_t *list, const char *unit)
{
        bool listed = false;
        for (size_t i = 0; i < json_array_size(list) && !listed; i++) {
                const char *item = json_string_value(json_array_get(list, i));
                listed = item && strcmp(item, unit) == 0;
        }
        return listed;
}

/* Where the rule names its units, an exception from none of them is a slip. */
static void find_exception_faults(struct faults *faults, const struct pointer *at, const json_t *per)
{
        static const char *const lists[] = {"areas", "organisations", "categories", "traits"};
        const json_t *listed = NULL;
        const char *unit;
        json_t *bounds;
        struct pointer at_except = pointer_member(at, "except");
        for (size_t i = 0; i < sizeof lists / sizeof *lists && !listed; i++)
                listed = json_object_get(per, lists[i]);
        json_object_foreach(without_const(json_object_get(per, "except")), unit, bounds) {
                struct pointer at_unit = pointer_member(&at_except, unit);
                find_range_faults(faults, &at_unit, bounds);
                if (json_is_array(listed) && !is_listed(listed, unit))
                        pointer_fault(&at_unit, faults, FAULT_UNKNOWN_PROPERTY, unit, NULL);
        }
}

/* The selectors of a rule; true if one asks for a gender. */
static bool find_selectors_faults(struct faults *faults, const struct pointer *top, const json_t *rule)
{
        static const char *const names[] = {"who", "of"};
        const json_t *sides = json_object_get(rule, "sides");
        struct pointer at_sides = pointer_member(top, "sides");
        bool gender = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                struct pointer at = pointer_member(top, names[i]);
                gender |= find_selector_faults(faults, &at, json_object_get(rule, names[i]));
        }
        for (size_t i = 0; i < json_array_size(sides); i++) {
                struct pointer at = pointer_item(&at_sides, i);
                gender |= find_selector_faults(faults, &at, json_array_get(sides, i));
        }
        return gender;
}

/* A rule of the wrong owner would never be judged. */
static void find_owner_fault(struct faults *faults, const struct pointer *top, const struct rule_kind *kind,
                             const json_t *rule)
{
        static const char *const owners[] = {"body", "appliesTo", "agreement"};
        bool of_body = kind->subject != SUBJECT_AGREEMENT, of_agreement = kind->subject != SUBJECT_BODY;
        for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
                bool right = i < 2 ? of_body : of_agreement;
                struct pointer at = pointer_member(top, owners[i]);
                if (!right && json_object_get(rule, owners[i]))
                        pointer_fault(&at, faults, FAULT_NOT_FOR_KIND, kind->name, NULL);
        }
}

void rules_faults(const json_t *rule, struct faults *faults)
{
        const struct pointer top = {.name = ""};
        const json_t *per = json_object_get(rule, "per");
        const char *name = json_string_value(json_object_get(rule, "kind"));
        const struct rule_kind *kind = name ? rule_kind_find(name) : NULL;
        struct pointer at_count = pointer_member(&top, "count"), at_per = pointer_member(&top, "per"),
                       at_steps = pointer_member(&top, "steps"),
                       at_units = pointer_member(&at_per, "membersOf");
        if (!json_is_object(rule))
                return;
        find_range_faults(faults, &top, rule);
        find_range_faults(faults, &at_count, json_object_get(rule, "count"));
        find_share_fault(faults, &top, rule);
        find_step_faults(faults, &at_steps, json_object_get(rule, "steps"));
        find_exception_faults(faults, &at_per, per);
        bool gender = find_selectors_faults(faults, &top, rule);
        gender = gender || (kind && kind->counts_gender);
        if (gender && json_object_get(per, "membersOf"))
                pointer_fault(&at_units, faults, FAULT_UNKNOWN_NAME, "membersOf", NULL);
        if (kind)
                find_owner_fault(faults, &top, kind, rule);
        if (kind && kind->faults)
                kind->faults(rule, faults);
}

/* Recursion is bounded by the depth that the parser permits. */
static bool mentions_gender(const json_t *json)
{
        const char *key;
        json_t *value;
        size_t i;
        json_object_foreach(without_const(json), key, value) {
                if (strcmp(key, "gender") == 0 || mentions_gender(value))
                        return true;
        }
        json_array_foreach(json, i, value) {
                if (mentions_gender(value))
                        return true;
        }
        return false;
}

bool rules_ask_gender(const json_t *rule)
{
        const char *name = json_string_value(json_object_get(rule, "kind"));
        const struct rule_kind *kind = name ? rule_kind_find(name) : NULL;
        const char *const members[] = {"who", "of", "sides"};
        bool asks = kind && kind->counts_gender;
        for (size_t i = 0; i < sizeof members / sizeof *members; i++)
                asks = asks || mentions_gender(json_object_get(rule, members[i]));
        return asks;
}

const struct rules_facts *rules_facts_withhold_gender(struct arena *arena, const struct rules_facts *facts)
{
        struct rules_facts *copy = arena_alloc(arena, sizeof *copy);
        *copy = *facts;
        copy->withholds_gender = true;
        return copy;
}
