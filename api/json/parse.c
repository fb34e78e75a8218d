#include "json/parse.h"

#include "json/pointer.h"
#include "json/parse_scan.h"
#include "json/text.h"
#include "json/tree.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A double cannot represent every integer beyond 2^53, so a real number beyond it (9007199254740993.0) must
 * not be made an integer. */
#define EXACT_MAX 9007199254740992.0

/* Programs on Windows put it before a text; it is ignored, as RFC 8259 (8.1) permits. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const struct pointer top = {.name = ""};

/* A walk over the parsed tree that brings each value into its one form. */
struct walk {
        struct arena *arena; /* for values that are made on the way */
        const char *bytes;   /* the body, in which the positions of faults are looked up */
        size_t length;
        size_t keys; /* how many member names the walk has met, in the order of the text */
        struct faults *faults;
};

static void fault_at(struct faults *faults, enum fault_code code, struct text_position position)
{
        char line[24], column[24];
        snprintf(line, sizeof line, "%zu", position.line);
        snprintf(column, sizeof column, "%zu", position.column);
        pointer_fault(&top, faults, code, line, column);
}

/* Returns a replacement for the value, as a new reference; NULL if the value can stay as it is. */
static json_t *walk_value(struct walk *walk, const struct pointer *at, json_t *value);

static json_t *walk_string(struct walk *walk, const struct pointer *at, const json_t *value)
{
        const char *text = json_string_value(value);
        size_t length = json_string_length(value);
        if (text_has_control(text, length, true))
                pointer_fault(at, walk->faults, FAULT_CONTROL_CHARACTER, NULL, NULL);
        const char *normalised = text_normalise(walk->arena, text, &length);
        return normalised == text ? NULL : memory_need(json_stringn_nocheck(normalised, length));
}

static json_t *walk_real(const json_t *value)
{
        double number = json_real_value(value);
        if (number < -EXACT_MAX || number > EXACT_MAX)
                return NULL;
        json_int_t whole = (json_int_t)number;
        if ((double)whole < number || (double)whole > number)
                return NULL;
        return memory_need(json_integer(whole));
}

static void walk_array(struct walk *walk, const struct pointer *at, json_t *array)
{
        for (size_t i = 0; i < json_array_size(array); i++) {
                struct pointer here = pointer_item(at, i);
                json_t *new_value = walk_value(walk, &here, json_array_get(array, i));
                if (new_value && json_array_set_new(array, i, new_value) != 0)
                        memory_ran_out();
        }
}

/* A copy of the members before `stop`. */
static json_t *members_before(struct arena *arena, json_t *object, const char *stop)
{
        json_t *copy = tree_object(arena);
        const char *key;
        json_t *value;
        json_object_foreach(object, key, value) {
                if (key == stop)
                        break;
                tree_set(copy, key, json_incref(value));
        }
        return copy;
}

/* Puts the member into the object under its new name; takes ownership of `value`. */
static void put_renamed(struct walk *walk, size_t ordinal, json_t *object, const char *key, json_t *value)
{
        if (!json_object_get(object, key)) {
                tree_set(object, key, value);
                return;
        }
        json_decref(value);
        /* Looking up the position reads the text again, so only those faults that will be shown get one. */
        if (walk->faults->count < FAULTS_LISTED_MAX)
                fault_at(walk->faults, FAULT_JSON_DUPLICATE_KEY,
                         parse_scan_key(walk->bytes, walk->length, ordinal));
}

/* Names cannot be changed in place: from the first name that has to change, the members go into a new object.
 */
static json_t *walk_object(struct walk *walk, const struct pointer *at, json_t *object)
{
        json_t *renamed = NULL, *value;
        const char *key;
        void *next;
        json_object_foreach_safe(object, next, key, value) {
                const size_t ordinal = walk->keys++;
                const struct pointer here = pointer_member(at, key);
                size_t length = strlen(key);
                if (text_has_control(key, length, false))
                        pointer_fault(&here, walk->faults, FAULT_CONTROL_CHARACTER, NULL, NULL);
                const char *name = text_normalise(walk->arena, key, &length);
                if (name != key && !renamed)
                        renamed = members_before(walk->arena, object, key);
                json_t *new_value = walk_value(walk, &here, value);
                if (renamed)
                        put_renamed(walk, ordinal, renamed, name, new_value ? new_value : json_incref(value));
                else if (new_value)
                        tree_set(object, key, new_value);
        }
        return json_incref(renamed);
}

static json_t *walk_value(struct walk *walk, const struct pointer *at, json_t *value)
{
        switch (json_typeof(value)) {
        case JSON_STRING:
                return walk_string(walk, at, value);
        case JSON_REAL:
                return walk_real(value);
        case JSON_ARRAY:
                walk_array(walk, at, value);
                return NULL;
        case JSON_OBJECT:
                return walk_object(walk, at, value);
        default:
                return NULL;
        }
}

static void add_parser_fault(const char *bytes, size_t length, const json_error_t *error,
                             struct faults *faults)
{
        size_t line = error->line > 0 ? (size_t)error->line : 1;
        size_t column = error->column > 0 ? (size_t)error->column : 1;
        size_t end = error->position > 0 ? (size_t)error->position : 0;
        switch (json_error_code(error)) {
        case json_error_duplicate_key:
                fault_at(faults, FAULT_JSON_DUPLICATE_KEY, parse_scan_key_before(bytes, length, end));
                break;
        case json_error_numeric_overflow:
                fault_at(faults, FAULT_JSON_NUMBER, (struct text_position){line, column});
                break;
        default:
                fault_at(faults, FAULT_JSON_SYNTAX, (struct text_position){line, column});
        }
}

json_t *parse_json(struct arena *arena, const char *bytes, size_t length, struct faults *faults)
{
        const size_t mark = sizeof BYTE_ORDER_MARK - 1;
        if (length >= mark && memcmp(bytes, BYTE_ORDER_MARK, mark) == 0) {
                bytes += mark;
                length -= mark;
        }
        if (!parse_scan(bytes, length, faults))
                return NULL;
        json_error_t error;
        tree_was_refused();
        json_t *tree = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
        bool exhausted = tree_was_refused();
        if (tree)
                tree_tie(arena, tree);
        if (exhausted)
                memory_ran_out();
        if (!tree) {
                add_parser_fault(bytes, length, &error, faults);
                return NULL;
        }
        size_t before = faults->count;
        struct walk walk = {.arena = arena, .bytes = bytes, .length = length, .faults = faults};
        json_t *replaced = walk_value(&walk, &top, tree);
        if (replaced)
                tree_tie(arena, replaced);
        if (faults->count > before)
                return NULL;
        return replaced ? replaced : tree;
}
