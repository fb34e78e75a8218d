/*
 * Faults of selectors and of `per`.
 */
#include "rules/rule_faults.h"
#include "rules/judging/columns.h"

#include <stdio.h>
#include <string.h>

static const char depth_text[] = "8", leaves_text[] = "64";
_Static_assert(SELECTOR_DEPTH_MAX == 8 && SELECTOR_LEAVES_MAX == 64, "the texts say so");

struct walk {
        struct faults *faults;
        const char *own_body;
        unsigned leaves;
        bool too_deep;
};

/* Jansson's iterators take objects as not const, though nothing is changed. */
static json_t *loose(const json_t *json)
{
        return (json_t *)(uintptr_t)json;
}

static const json_t *only_value(const json_t *selector, const struct selector_key **ret_key)
{
        *ret_key = NULL;
        if (!json_is_object(selector) || json_object_size(selector) != 1)
                return NULL;
        void *first = json_object_iter(loose(selector));
        *ret_key = selector_key_find(json_object_iter_key(first));
        return json_object_iter_value(first);
}

static void check_member_of(struct walk *walk, const struct pointer *place, const json_t *value)
{
        static const char *const names[] = {"body", "role", NULL};
        const json_t *body = json_object_get(value, "body"), *roles = json_object_get(value, "role");
        struct pointer at_body = pointer_member(place, "body"), at_role = pointer_member(place, "role");
        if (!json_is_object(value)) {
                rule_fault(walk->faults, place, FAULT_TYPE, "object");
                return;
        }
        rule_unknown_keys(walk->faults, place, value, names);
        if (!body)
                rule_fault(walk->faults, place, FAULT_REQUIRED, "body");
        else
                rule_string_fault(walk->faults, &at_body, body);
        if (roles)
                rule_roles_faults(walk->faults, &at_role, roles);
        const char *id = json_string_value(body);
        if (id && walk->own_body && strcmp(id, walk->own_body) == 0)
                rule_fault(walk->faults, &at_body, FAULT_CIRCLE, id);
}

static void check_genders(struct walk *walk, const struct pointer *place, const json_t *list)
{
        rule_strings_faults(walk->faults, place, list);
        for (size_t i = 0; i < json_array_size(list); i++) {
                const char *gender = json_string_value(json_array_get(list, i));
                struct pointer at = pointer_item(place, i);
                if (gender && strcmp(gender, "female") != 0 && strcmp(gender, "male") != 0)
                        rule_fault(walk->faults, &at, FAULT_ENUM, "female, male");
        }
}

static void check_leaf(struct walk *walk, const struct pointer *place, const struct selector_key *key,
                       const json_t *value)
{
        if (++walk->leaves == SELECTOR_LEAVES_MAX + 1)
                rule_fault(walk->faults, place, FAULT_TOO_MANY, leaves_text);
        if (key->values == VALUE_BODY)
                check_member_of(walk, place, value);
        else if (key->values == VALUE_ONE)
                rule_string_fault(walk->faults, place, value);
        else if (key->kind == SELECT_ROLE)
                rule_roles_faults(walk->faults, place, value);
        else if (key->kind == SELECT_GENDER)
                check_genders(walk, place, value);
        else
                rule_strings_faults(walk->faults, place, value);
}

static void check_selector(struct walk *walk, const struct pointer *place, const json_t *selector,
                           unsigned depth);

static void check_parts(struct walk *walk, const struct pointer *place, const json_t *list, unsigned depth)
{
        if (!json_is_array(list)) {
                rule_fault(walk->faults, place, FAULT_TYPE, "array");
                return;
        }
        for (size_t i = 0; i < json_array_size(list); i++) {
                struct pointer at = pointer_item(place, i);
                check_selector(walk, &at, json_array_get(list, i), depth + 1);
        }
}

static void check_keys(struct walk *walk, const struct pointer *place, const json_t *selector)
{
        const char *name;
        json_t *value;
        json_object_foreach(loose(selector), name, value)
        {
                struct pointer at = pointer_member(place, name);
                if (!selector_key_find(name))
                        rule_fault(walk->faults, &at, FAULT_UNKNOWN_PROPERTY, name);
        }
        if (json_object_size(selector) > 1)
                rule_fault(walk->faults, place, FAULT_MAX_PROPERTIES, "1");
        if (json_object_size(selector) == 0)
                rule_fault(walk->faults, place, FAULT_MIN_PROPERTIES, "1");
}

/* Recursion is bounded: nothing deeper than SELECTOR_DEPTH_MAX is looked at. */
static void check_selector(struct walk *walk, const struct pointer *place, const json_t *selector,
                           unsigned depth)
{
        const struct selector_key *key;
        const json_t *value = only_value(selector, &key);
        if (depth > SELECTOR_DEPTH_MAX) {
                if (!walk->too_deep)
                        rule_fault(walk->faults, place, FAULT_TOO_DEEP, depth_text);
                walk->too_deep = true;
                return;
        }
        if (!json_is_object(selector)) {
                rule_fault(walk->faults, place, FAULT_TYPE, "object");
                return;
        }
        if (!key) {
                check_keys(walk, place, selector);
                return;
        }
        struct pointer at = pointer_member(place, key->name);
        if (key->values == VALUE_PARTS)
                check_parts(walk, &at, value, depth);
        else if (key->values == VALUE_PART)
                check_selector(walk, &at, value, depth + 1);
        else
                check_leaf(walk, &at, key, value);
}

/* What a conjunction asserts and denies, its nested conjunctions included. */
struct literals {
        const json_t *items[2 * SELECTOR_LEAVES_MAX];
        bool denied[2 * SELECTOR_LEAVES_MAX];
        size_t count;
};

/* Recursion is bounded: called only on selectors that are not too deep. */
static void collect(struct literals *literals, const json_t *selector, bool denied)
{
        const struct selector_key *key;
        const json_t *value = only_value(selector, &key);
        if (key && key->kind == SELECT_NOT) {
                collect(literals, value, !denied);
                return;
        }
        if (key && key->kind == (denied ? SELECT_ANY : SELECT_ALL)) {
                for (size_t i = 0; i < json_array_size(value); i++)
                        collect(literals, json_array_get(value, i), denied);
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

/* The same selector; the order in a list is of no meaning. */
static bool same(const json_t *a, const json_t *b)
{
        const struct selector_key *key_a, *key_b;
        const json_t *x = only_value(a, &key_a), *y = only_value(b, &key_b);
        if (!key_a || key_a != key_b || !json_is_array(x) || !json_is_array(y))
                return json_equal(a, b);
        for (size_t i = 0; i < json_array_size(x); i++) {
                if (!holds_item(y, json_array_get(x, i)))
                        return false;
        }
        for (size_t i = 0; i < json_array_size(y); i++) {
                if (!holds_item(x, json_array_get(y, i)))
                        return false;
        }
        return true;
}

static bool contradicts(const json_t *selector)
{
        struct literals literals = {.count = 0};
        collect(&literals, selector, false);
        for (size_t i = 0; i < literals.count; i++) {
                for (size_t j = i + 1; j < literals.count; j++) {
                        if (literals.denied[i] != literals.denied[j] &&
                            same(literals.items[i], literals.items[j]))
                                return true;
                }
        }
        return false;
}

/* The outermost conjunctions that contradict themselves. Recursion is bounded as above. */
static void find_contradictions(struct walk *walk, const struct pointer *place, const json_t *selector)
{
        const struct selector_key *key;
        const json_t *value = only_value(selector, &key);
        if (!key || (key->values != VALUE_PARTS && key->values != VALUE_PART))
                return;
        if (contradicts(selector)) {
                rule_fault(walk->faults, place, FAULT_CONTRADICTION, NULL);
                return;
        }
        struct pointer at = pointer_member(place, key->name);
        if (key->values == VALUE_PART)
                find_contradictions(walk, &at, value);
        for (size_t i = 0; key->values == VALUE_PARTS && i < json_array_size(value); i++) {
                struct pointer at_item = pointer_item(&at, i);
                find_contradictions(walk, &at_item, json_array_get(value, i));
        }
}

void rule_selector_faults(struct faults *faults, const struct pointer *place, const json_t *selector,
                          const char *own_body)
{
        struct walk walk = {.faults = faults, .own_body = own_body};
        check_selector(&walk, place, selector, 1);
        if (!walk.too_deep && walk.leaves <= SELECTOR_LEAVES_MAX)
                find_contradictions(&walk, place, selector);
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

/* `listed` are the units, where the rule names them: an exception from none of them is a slip. */
static void check_except(struct faults *faults, const struct pointer *place, const json_t *except,
                         const json_t *listed)
{
        const char *unit;
        json_t *bounds;
        if (!json_is_object(except)) {
                rule_fault(faults, place, FAULT_TYPE, "object");
                return;
        }
        json_object_foreach(loose(except), unit, bounds)
        {
                struct pointer at = pointer_member(place, unit);
                rule_count_faults(faults, &at, bounds);
                if (listed && !is_listed(listed, unit))
                        rule_fault(faults, &at, FAULT_UNKNOWN_PROPERTY, unit);
        }
}

static void check_members_of(struct faults *faults, const struct pointer *place, const json_t *value,
                             const char *own_body)
{
        struct walk walk = {.faults = faults, .own_body = own_body};
        check_member_of(&walk, place, value);
}

void rule_per_faults(struct faults *faults, const struct pointer *place, const json_t *per,
                     const char *own_body)
{
        static const char *const names[] = {"areaKind",   "within", "areas",       "organisations",
                                            "categories", "traits", "appointedBy", "membersOf",
                                            "except",     NULL};
        static const char *const lists[] = {"areas", "organisations", "categories", "traits", NULL};
        static const char *const choices =
                "areaKind, areas, organisations, categories, traits, appointedBy, membersOf";
        if (!json_is_object(per)) {
                rule_fault(faults, place, FAULT_TYPE, "object");
                return;
        }
        rule_unknown_keys(faults, place, per, names);
        int chosen = 0;
        for (size_t i = 0; names[i]; i++) {
                bool choice = strcmp(names[i], "within") != 0 && strcmp(names[i], "except") != 0;
                chosen += choice && json_object_get(per, names[i]);
        }
        if (chosen != 1)
                rule_fault(faults, place, FAULT_ONE_OF_MEMBERS, choices);
        const json_t *listed = NULL;
        for (size_t i = 0; lists[i]; i++) {
                struct pointer at = pointer_member(place, lists[i]);
                const json_t *list = json_object_get(per, lists[i]);
                if (list)
                        rule_strings_faults(faults, &at, list);
                listed = list ? list : listed;
        }
        struct pointer at = pointer_member(place, "appointedBy");
        const json_t *value = json_object_get(per, "appointedBy");
        if (value && !json_is_true(value))
                rule_fault(faults, &at, FAULT_CONST, "true");
        at = pointer_member(place, "membersOf");
        if ((value = json_object_get(per, "membersOf")))
                check_members_of(faults, &at, value, own_body);
        at = pointer_member(place, "except");
        if ((value = json_object_get(per, "except")))
                check_except(faults, &at, value, listed);
}
