/* Checks a value: the keywords for values of any type, numbers, strings and arrays. */
#include "schema/schema_check.h"

#include "json/parse.h"
#include "json/scan.h"
#include "json/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

/* The most steps that a check may take. Schemas whose alternatives contain each other can make a small value
 * a lot of work. One of our own large bodies takes some ten steps for each of its values; this many steps
 * take about a second. */
#define STEPS_MAX ((size_t)10 * 1000 * 1000)

bool schema_fault(struct check *check, const struct pointer *at, enum fault_code code, const char *arg0,
                  const char *arg1)
{
        /* Once the check has given up, it returns false for values that it has not looked at. */
        if (!check->faults || check->exhausted || check->too_deep || check->no_memory)
                return false;
        if (check->named)
                fault_add(check->faults, check->named_kind, check->named, code, arg0, arg1);
        else
                pointer_fault(at, check->faults, code, arg0, arg1);
        return false;
}

bool schema_fault_count(struct check *check, const struct pointer *at, enum fault_code code, size_t count)
{
        char text[24];
        snprintf(text, sizeof text, "%zu", count);
        return schema_fault(check, at, code, text, NULL);
}

static bool is_listed(const json_t *list, const json_t *value)
{
        for (size_t i = 0; i < json_array_size(list); i++)
                if (json_equal(json_array_get(list, i), value))
                        return true;
        return false;
}

/* Checks enum and const. */
static bool check_permitted(struct check *check, const struct schema *schema, const json_t *value,
                            const struct pointer *at)
{
        if (schema->enumeration && !is_listed(schema->enumeration, value))
                return schema_fault(check, at, FAULT_ENUM, schema->enum_words, NULL);
        if (schema->constant && !json_equal(schema->constant, value))
                return schema_fault(check, at, FAULT_CONST, schema->const_words, NULL);
        return true;
}

static bool check_number(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at)
{
        const struct schema_bound *minimum = &schema->minimum, *maximum = &schema->maximum;
        const struct schema_bound *above = &schema->above, *below = &schema->below;
        bool ok = true;
        if (minimum->number && schema_compare(value, minimum->number) < 0)
                ok = schema_fault(check, at, FAULT_MINIMUM, minimum->words, NULL);
        if (above->number && schema_compare(value, above->number) <= 0)
                ok = schema_fault(check, at, FAULT_MINIMUM, above->words, NULL);
        if (maximum->number && schema_compare(value, maximum->number) > 0)
                ok = schema_fault(check, at, FAULT_MAXIMUM, maximum->words, NULL);
        if (below->number && schema_compare(value, below->number) >= 0)
                ok = schema_fault(check, at, FAULT_MAXIMUM, below->words, NULL);
        return ok;
}

/* The fault of a string that is not of its format. In a query an unescaped plus means a blank, so an instant
 * that ends with +01:00 gets a fault of its own that explains this. */
static enum fault_code fault_of_format(const struct check *check, const struct schema_format *format,
                                       const char *text)
{
        bool blank = check->named && check->named_kind == FAULT_PARAMETER && strchr(text, ' ');
        return blank && format->fault == FAULT_FORMAT_INSTANT ? FAULT_FORMAT_INSTANT_PLUS : format->fault;
}

/* Checks a string. If its length is wrong, format and pattern are not checked: they would mostly add a second
 * fault for the same reason. */
static bool check_string(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at)
{
        const char *text = json_string_value(value);
        size_t length = json_string_length(value);
        if (schema->min_length || schema->max_length != SCHEMA_NO_MAX) {
                size_t characters = u8_mbsnlen((const uint8_t *)text, length);
                if (characters < schema->min_length)
                        return schema_fault_count(check, at, FAULT_MIN_LENGTH, schema->min_length);
                if (characters > schema->max_length)
                        return schema_fault_count(check, at, FAULT_MAX_LENGTH, schema->max_length);
        }
        /* The format comes first, since its fault says in words what that of the pattern shows as an
         * expression. */
        if (schema->format && !schema->format->accepts(text, length))
                return schema_fault(check, at, fault_of_format(check, schema->format, text), NULL, NULL);
        if (schema->pattern && !schema_pattern_found(schema->pattern, text, length))
                return schema_fault(check, at, FAULT_PATTERN, schema->pattern_words, NULL);
        return true;
}

/* Notes that the item at `index` has this text. *ret_earlier is the index of an earlier item with the same
 * text, else `index`. False if memory runs out. */
static bool note_item(json_t *seen, const char *text, size_t index, size_t *ret_earlier)
{
        const json_t *earlier = json_object_get(seen, text);
        *ret_earlier = earlier ? (size_t)json_integer_value(earlier) : index;
        return earlier || json_object_set_new_nocheck(seen, text, json_integer((json_int_t)index)) == 0;
}

/* Checks that no two items are equal. Equal values have equal texts once their members are sorted, so looking
 * each text up in an object finds them in linear time. */
static bool check_unique(struct check *check, const json_t *array, const struct pointer *at)
{
        bool ok = true, memory = true;
        json_t *seen = json_object();
        if (check->arena)
                tree_tie(check->arena, seen);
        for (size_t i = 0; memory && schema_goes_on(check, ok) && i < json_array_size(array); i++) {
                char *text = tree_dump(json_array_get(array, i), JSON_SORT_KEYS | JSON_COMPACT);
                size_t earlier = i;
                memory = seen && text && note_item(seen, text, i, &earlier);
                free(text);
                if (earlier == i)
                        continue;
                char first[24], second[24];
                snprintf(first, sizeof first, "%zu", earlier);
                snprintf(second, sizeof second, "%zu", i);
                ok = schema_fault(check, at, FAULT_UNIQUE_ITEMS, first, second);
        }
        if (!check->arena)
                json_decref(seen);
        check->no_memory = check->no_memory || !memory;
        return ok && memory;
}

static bool check_array(struct check *check, const struct schema *schema, const json_t *array,
                        const struct pointer *at)
{
        size_t size = json_array_size(array);
        bool ok = true;
        if (size < schema->min_items)
                ok = schema_fault_count(check, at, FAULT_MIN_ITEMS, schema->min_items);
        if (size > schema->max_items)
                return schema_fault_count(check, at, FAULT_MAX_ITEMS, schema->max_items);
        if (schema_goes_on(check, ok) && schema->unique_items)
                ok = check_unique(check, array, at) && ok;
        for (size_t i = 0; schema_goes_on(check, ok) && schema->items && i < size; i++) {
                const struct pointer here = pointer_item(at, i);
                ok = schema_check_inside(check, schema->items, json_array_get(array, i), &here) && ok;
        }
        return ok;
}

/* Checks the keywords that apply to values of this type only. */
static bool check_by_type(struct check *check, const struct schema *schema, const json_t *value,
                          const struct pointer *at, struct schema_marks *marks)
{
        switch (schema_type_of(value)) {
        case SCHEMA_INTEGER:
        case SCHEMA_NUMBER:
                return check_number(check, schema, value, at);
        case SCHEMA_STRING:
                return check_string(check, schema, value, at);
        case SCHEMA_ARRAY:
                return check_array(check, schema, value, at);
        case SCHEMA_OBJECT:
                return schema_check_object(check, schema, value, at, marks);
        default:
                return true;
        }
}

/* Checks all keywords except unevaluatedProperties. */
static bool check_keywords(struct check *check, const struct schema *schema, const json_t *value,
                           const struct pointer *at, struct schema_marks *marks)
{
        if (schema->types && !(schema->types & schema_type_of(value)))
                return schema_fault(check, at, FAULT_TYPE, schema->type_words, NULL);
        bool ok = check_permitted(check, schema, value, at);
        if (schema_goes_on(check, ok))
                ok = check_by_type(check, schema, value, at, marks) && ok;
        if (schema_goes_on(check, ok))
                ok = schema_check_parts(check, schema, value, at, marks) && ok;
        return ok;
}

bool schema_marks_new(struct check *check, size_t count, struct schema_marks *ret)
{
        ret->count = count;
        ret->seen = check->arena ? arena_array(check->arena, count + 1, sizeof *ret->seen)
                                 : calloc(count + 1, sizeof *ret->seen);
        check->no_memory = check->no_memory || !ret->seen;
        return ret->seen;
}

void schema_marks_free(const struct check *check, struct schema_marks *marks)
{
        if (!check->arena)
                free(marks->seen);
}

/* Checks an object by a schema with unevaluatedProperties. It uses marks of its own, since those of the
 * schema above may be set by keywords that are not part of this schema, and adds them to these at the end. */
static bool check_marked(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at, struct schema_marks *marks)
{
        struct schema_marks own;
        if (!schema_marks_new(check, json_object_size(value), &own))
                return false;
        bool ok = check_keywords(check, schema, value, at, &own);
        if (schema_goes_on(check, ok))
                ok = schema_check_unevaluated(check, schema, value, at, &own) && ok;
        for (size_t i = 0; marks && i < own.count; i++)
                marks->seen[i] = marks->seen[i] || own.seen[i];
        schema_marks_free(check, &own);
        return ok;
}

bool schema_check_value(struct check *check, const struct schema *schema, const json_t *value,
                        const struct pointer *at, struct schema_marks *marks)
{
        if (++check->steps > STEPS_MAX)
                check->exhausted = true;
        if (check->exhausted)
                return false;
        if (schema->never)
                return schema_fault(check, at, FAULT_NOT, NULL, NULL);
        if (schema->unevaluated && json_is_object(value))
                return check_marked(check, schema, value, at, marks);
        return check_keywords(check, schema, value, at, marks);
}

bool schema_check_inside(struct check *check, const struct schema *schema, const json_t *value,
                         const struct pointer *at)
{
        if (check->depth == POINTER_DEPTH_MAX) {
                check->too_deep = true;
                return false;
        }
        check->depth++;
        bool ok = schema_check_value(check, schema, value, at, NULL);
        check->depth--;
        return ok;
}

/* Checks the value, and adds a fault if the check had to give up. */
static bool check_whole(struct check *check, const struct schema *schema, const json_t *value,
                        const char *prefix)
{
        const struct pointer top = {.name = prefix};
        bool ok = schema_check_value(check, schema, value, &top, NULL);
        bool too_deep = check->too_deep, exhausted = check->exhausted, no_memory = check->no_memory;
        check->too_deep = check->exhausted = check->no_memory = false;
        if (too_deep)
                schema_fault_count(check, &top, FAULT_TOO_DEEP, POINTER_DEPTH_MAX);
        if (exhausted)
                schema_fault_count(check, &top, FAULT_TOO_MANY, STEPS_MAX);
        if (no_memory)
                memory_ran_out();
        return ok && !too_deep && !exhausted;
}

bool schema_check(const struct schema *schema, const json_t *value, const char *prefix, unsigned flags,
                  struct faults *faults)
{
        struct check check = {.arena = faults->arena, .faults = faults, .flags = flags};
        bool ok = check_whole(&check, schema, value, prefix);
        if (flags & SCHEMA_REQUEST)
                ok = scan_identity(value, prefix, faults) && ok;
        return ok;
}

bool schema_check_named(const struct schema *schema, const json_t *value, enum fault_place place,
                        const char *name, struct faults *faults)
{
        struct check check = {.arena = faults->arena, .faults = faults, .named_kind = place, .named = name};
        return check_whole(&check, schema, value, "");
}

bool schema_matches(const struct schema *schema, const json_t *value)
{
        struct check check = {0};
        return check_whole(&check, schema, value, "");
}
