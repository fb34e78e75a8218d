/*
 * Faults of a rule: its kind, its parameters, what they are together.
 */
#include "rules/rule_faults.h"
#include "rules/kinds/preset.h"

#include <stdio.h>
#include <string.h>

/* What every rule may have, whatever its kind. */
static const char *const common_names[] = {
        "id",          "version",   "createdAt", "updatedAt",      "sources", "basisOf", "statements",
        "identifiers", "body",      "agreement", "kind",           "force",   "basis",   "variant",
        "text",        "validFrom", "validTo",   "interpretation", "note",    NULL};

static bool among(const char *name, const char *const *names)
{
        for (size_t i = 0; names[i]; i++) {
                if (strcmp(names[i], name) == 0)
                        return true;
        }
        return false;
}

void rule_unknown_keys(struct faults *faults, const struct pointer *place, const json_t *object,
                       const char *const *names)
{
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)object, name, value)
        {
                struct pointer at = pointer_member(place, name);
                if (!among(name, names))
                        rule_fault(faults, &at, FAULT_UNKNOWN_PROPERTY, name);
        }
}

void rule_number_fault(struct faults *faults, const struct pointer *place, const json_t *number)
{
        if (!json_is_integer(number))
                rule_fault(faults, place, FAULT_TYPE, "integer");
        else if (json_integer_value(number) < 0)
                rule_fault(faults, place, FAULT_MINIMUM, "0");
}

static void find_order_fault(struct faults *faults, const struct pointer *place, const json_t *min,
                             const json_t *max)
{
        if (json_is_integer(min) && json_is_integer(max) && json_integer_value(min) > json_integer_value(max))
                rule_fault(faults, place, FAULT_MIN_OVER_MAX, NULL);
}

void rule_count_faults(struct faults *faults, const struct pointer *place, const json_t *count)
{
        static const char *const names[] = {"min", "max", NULL};
        if (!json_is_object(count)) {
                rule_fault(faults, place, FAULT_TYPE, "object");
                return;
        }
        rule_unknown_keys(faults, place, count, names);
        for (size_t i = 0; names[i]; i++) {
                struct pointer at = pointer_member(place, names[i]);
                if (json_object_get(count, names[i]))
                        rule_number_fault(faults, &at, json_object_get(count, names[i]));
        }
        struct pointer at = pointer_member(place, "min");
        find_order_fault(faults, &at, json_object_get(count, "min"), json_object_get(count, "max"));
}

void rule_string_fault(struct faults *faults, const struct pointer *place, const json_t *string)
{
        if (!json_is_string(string))
                rule_fault(faults, place, FAULT_TYPE, "string");
        else if (json_string_length(string) == 0)
                rule_fault(faults, place, FAULT_MIN_LENGTH, "1");
}

void rule_strings_faults(struct faults *faults, const struct pointer *place, const json_t *strings)
{
        if (!json_is_array(strings)) {
                rule_fault(faults, place, FAULT_TYPE, "array");
                return;
        }
        if (json_array_size(strings) == 0)
                rule_fault(faults, place, FAULT_MIN_ITEMS, "1");
        for (size_t i = 0; i < json_array_size(strings); i++) {
                struct pointer at = pointer_item(place, i);
                rule_string_fault(faults, &at, json_array_get(strings, i));
        }
}

void rule_role_fault(struct faults *faults, const struct pointer *place, const json_t *role)
{
        if (!json_is_string(role) ||
            role_parse(json_string_value(role), json_string_length(role)) == ROLE_COUNT)
                rule_fault(faults, place, FAULT_ENUM,
                           "chair, deputyChair, member, observer, secretary, deputy");
}

void rule_roles_faults(struct faults *faults, const struct pointer *place, const json_t *roles)
{
        if (!json_is_array(roles)) {
                rule_fault(faults, place, FAULT_TYPE, "array");
                return;
        }
        if (json_array_size(roles) == 0)
                rule_fault(faults, place, FAULT_MIN_ITEMS, "1");
        for (size_t i = 0; i < json_array_size(roles); i++) {
                struct pointer at = pointer_item(place, i);
                rule_role_fault(faults, &at, json_array_get(roles, i));
        }
}

static void find_share_fault(struct faults *faults, const struct pointer *place, const json_t *share)
{
        struct share read;
        if (!json_is_string(share) ||
            !share_parse(json_string_value(share), json_string_length(share), &read))
                rule_fault(faults, place, FAULT_FORMAT_SHARE, NULL);
}

static void find_span_fault(struct faults *faults, const struct pointer *place, const json_t *span)
{
        struct span read;
        if (!json_is_string(span) || !span_parse(json_string_value(span), json_string_length(span), &read))
                rule_fault(faults, place, FAULT_FORMAT_PERIOD, NULL);
}

static void find_word_fault(struct faults *faults, const struct pointer *place, const json_t *word,
                            const char *const *words, const char *list)
{
        if (!json_is_string(word) || !among(json_string_value(word), words))
                rule_fault(faults, place, FAULT_ENUM, list);
}

static void find_attribute_fault(struct faults *faults, const struct pointer *place, const json_t *attribute)
{
        static const char *const names[] = {"organisation", "area",     "appointedBy",
                                            "office",       "category", NULL};
        find_word_fault(faults, place, attribute, names, "organisation, area, appointedBy, office, category");
}

static void find_step_faults(struct faults *faults, const struct pointer *place, const json_t *step)
{
        static const char *const names[] = {"from", "to", "min", "minShare", NULL};
        if (!json_is_object(step)) {
                rule_fault(faults, place, FAULT_TYPE, "object");
                return;
        }
        rule_unknown_keys(faults, place, step, names);
        for (size_t i = 0; i < 3; i++) {
                struct pointer at = pointer_member(place, names[i]);
                if (json_object_get(step, names[i]))
                        rule_number_fault(faults, &at, json_object_get(step, names[i]));
        }
        struct pointer at_from = pointer_member(place, "from"), at_share = pointer_member(place, "minShare");
        if (!json_object_get(step, "from"))
                rule_fault(faults, place, FAULT_REQUIRED, "from");
        find_order_fault(faults, &at_from, json_object_get(step, "from"), json_object_get(step, "to"));
        if (json_object_get(step, "minShare"))
                find_share_fault(faults, &at_share, json_object_get(step, "minShare"));
        if (!json_object_get(step, "min") == !json_object_get(step, "minShare"))
                rule_fault(faults, place, FAULT_ONE_OF_MEMBERS, "min, minShare");
}

static void find_first_faults(struct faults *faults, const struct pointer *place, const json_t *first)
{
        static const char *const names[] = {"side", "from", NULL};
        const json_t *side = json_object_get(first, "side"), *from = json_object_get(first, "from");
        struct pointer at_side = pointer_member(place, "side"), at_from = pointer_member(place, "from");
        struct partial_date day;
        if (!json_is_object(first)) {
                rule_fault(faults, place, FAULT_TYPE, "object");
                return;
        }
        rule_unknown_keys(faults, place, first, names);
        if (!side)
                rule_fault(faults, place, FAULT_REQUIRED, "side");
        else
                rule_number_fault(faults, &at_side, side);
        if (!from)
                rule_fault(faults, place, FAULT_REQUIRED, "from");
        else if (!json_is_string(from) ||
                 !date_parse_partial(json_string_value(from), json_string_length(from), &day))
                rule_fault(faults, &at_from, FAULT_FORMAT_PARTIAL_DATE, NULL);
}

typedef void item_faults(struct faults *faults, const struct pointer *place, const json_t *item);

static void find_list_faults(struct faults *faults, const struct pointer *place, const json_t *list,
                             size_t most, const char *most_text, item_faults *item)
{
        if (!json_is_array(list)) {
                rule_fault(faults, place, FAULT_TYPE, "array");
                return;
        }
        if (json_array_size(list) == 0)
                rule_fault(faults, place, FAULT_MIN_ITEMS, "1");
        if (json_array_size(list) > most) {
                rule_fault(faults, place, FAULT_MAX_ITEMS, most_text);
                return;
        }
        for (size_t i = 0; i < json_array_size(list); i++) {
                struct pointer at = pointer_item(place, i);
                item(faults, &at, json_array_get(list, i));
        }
}

static void find_sides_faults(struct faults *faults, const struct pointer *place, const json_t *sides,
                              const char *own_body)
{
        if (!json_is_array(sides)) {
                rule_fault(faults, place, FAULT_TYPE, "array");
                return;
        }
        if (json_array_size(sides) < 2)
                rule_fault(faults, place, FAULT_MIN_ITEMS, "2");
        if (json_array_size(sides) > SIDES_MAX)
                rule_fault(faults, place, FAULT_MAX_ITEMS, "16");
        for (size_t i = 0; i < json_array_size(sides) && i < SIDES_MAX; i++) {
                struct pointer at = pointer_item(place, i);
                rule_selector_faults(faults, &at, json_array_get(sides, i), own_body);
        }
}

/* Parameters that are one value. */
static void find_value_faults(struct faults *faults, const struct pointer *at, enum parameter_type type,
                              const json_t *value)
{
        static const char *const calendars[] = {"month", "quarter", "half_year", "year", NULL};
        if (type == PARAM_ROLE)
                rule_role_fault(faults, at, value);
        else if (type == PARAM_NUMBER)
                rule_number_fault(faults, at, value);
        else if (type == PARAM_SHARE)
                find_share_fault(faults, at, value);
        else if (type == PARAM_FLAG && !json_is_boolean(value))
                rule_fault(faults, at, FAULT_TYPE, "boolean");
        else if (type == PARAM_PRESET && (!json_is_string(value) || !preset_exists(json_string_value(value))))
                rule_fault(faults, at, FAULT_ENUM, PRESET_NAMES);
        else if (type == PARAM_ATTRIBUTE)
                find_attribute_fault(faults, at, value);
        else if (type == PARAM_CALENDAR)
                find_word_fault(faults, at, value, calendars, "month, quarter, half_year, year");
        else if (type == PARAM_SPAN)
                find_span_fault(faults, at, value);
        else if (type == PARAM_BODY || type == PARAM_STRING)
                rule_string_fault(faults, at, value);
}

static void find_parameter_faults(struct faults *faults, const struct pointer *at, enum parameter_type type,
                                  const json_t *value, const char *own_body)
{
        if (type == PARAM_SELECTOR)
                rule_selector_faults(faults, at, value, own_body);
        else if (type == PARAM_SELECTORS)
                find_sides_faults(faults, at, value, own_body);
        else if (type == PARAM_PER)
                rule_per_faults(faults, at, value, own_body);
        else if (type == PARAM_ROLES)
                rule_roles_faults(faults, at, value);
        else if (type == PARAM_COUNT || (type == PARAM_NUMBER_OR_COUNT && json_is_object(value)))
                rule_count_faults(faults, at, value);
        else if (type == PARAM_NUMBER_OR_COUNT)
                rule_number_fault(faults, at, value);
        else if (type == PARAM_NUMBERS)
                find_list_faults(faults, at, value, 1000, "1000", rule_number_fault);
        else if (type == PARAM_STEPS)
                find_list_faults(faults, at, value, STEPS_MAX, "64", find_step_faults);
        else if (type == PARAM_ATTRIBUTES)
                find_list_faults(faults, at, value, ATTRIBUTE_COUNT, "5", find_attribute_fault);
        else if (type == PARAM_FIRST)
                find_first_faults(faults, at, value);
        else if (type == PARAM_BODIES && json_is_array(value))
                rule_strings_faults(faults, at, value);
        else if (type == PARAM_BODIES)
                rule_string_fault(faults, at, value);
        else
                find_value_faults(faults, at, type, value);
}

static const struct parameter *parameter_of(const struct rule_kind *kind, const char *name)
{
        for (const struct parameter *parameter = kind->parameters; parameter->name; parameter++) {
                if (strcmp(parameter->name, name) == 0)
                        return parameter;
        }
        return NULL;
}

static bool of_any_kind(const char *name)
{
        for (size_t i = 0; rule_kind_at(i); i++) {
                if (parameter_of(rule_kind_at(i), name))
                        return true;
        }
        return false;
}

static void check_members(struct faults *faults, const struct rule_kind *kind, const json_t *rule)
{
        const struct pointer top = {.name = ""};
        const char *own_body = json_string_value(json_object_get(rule, "body"));
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)rule, name, value)
        {
                struct pointer at = pointer_member(&top, name);
                const struct parameter *parameter = parameter_of(kind, name);
                if (parameter)
                        find_parameter_faults(faults, &at, parameter->type, value, own_body);
                else if (among(name, common_names))
                        continue;
                else if (of_any_kind(name))
                        rule_fault(faults, &at, FAULT_NOT_FOR_KIND, kind->name);
                else
                        rule_fault(faults, &at, FAULT_UNKNOWN_PROPERTY, name);
        }
}

static bool has_any(const json_t *rule, const char *const *names)
{
        for (size_t i = 0; names[i]; i++) {
                if (json_object_get(rule, names[i]))
                        return true;
        }
        return false;
}

/* A count or a size that bounds nothing says nothing. */
static void check_bounds(struct faults *faults, const struct rule_kind *kind, const json_t *rule)
{
        static const char *const of_count[] = {"min",           "max", "minShare", "maxShare",
                                               "moreThanShare", "per", NULL};
        static const char *const of_size[] = {"min", "max", "in", "even", "odd", NULL};
        const struct pointer top = {.name = ""};
        struct pointer at = pointer_member(&top, "min"), at_share = pointer_member(&top, "minShare");
        struct share least, most;
        find_order_fault(faults, &at, json_object_get(rule, "min"), json_object_get(rule, "max"));
        const json_t *min = json_object_get(rule, "minShare"), *max = json_object_get(rule, "maxShare");
        if (json_is_string(min) && json_is_string(max) &&
            share_parse(json_string_value(min), json_string_length(min), &least) &&
            share_parse(json_string_value(max), json_string_length(max), &most) &&
            least.numerator * most.denominator > most.numerator * least.denominator)
                rule_fault(faults, &at_share, FAULT_MIN_OVER_MAX, NULL);
        if (kind == &kind_count && !has_any(rule, of_count))
                rule_fault(faults, &top, FAULT_REQUIRED, "min");
        if (kind == &kind_size && !has_any(rule, of_size))
                rule_fault(faults, &top, FAULT_REQUIRED, "min");
}

void rules_faults(const json_t *rule, struct faults *faults)
{
        const struct pointer top = {.name = ""};
        struct pointer at_kind = pointer_member(&top, "kind");
        const json_t *name = json_object_get(rule, "kind");
        if (!json_is_object(rule)) {
                rule_fault(faults, &top, FAULT_TYPE, "object");
                return;
        }
        if (!name) {
                rule_fault(faults, &top, FAULT_REQUIRED, "kind");
                return;
        }
        const struct rule_kind *kind = json_is_string(name) ? rule_kind_find(json_string_value(name)) : NULL;
        if (!kind) {
                rule_fault(faults, &at_kind, FAULT_ENUM, RULE_KIND_NAMES);
                return;
        }
        check_members(faults, kind, rule);
        for (const struct parameter *parameter = kind->parameters; parameter->name; parameter++) {
                if (parameter->required && !json_object_get(rule, parameter->name))
                        rule_fault(faults, &top, FAULT_REQUIRED, parameter->name);
        }
        check_bounds(faults, kind, rule);
        if (kind->faults)
                kind->faults(rule, faults);
}
