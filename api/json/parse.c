#include "json/parse.h"

#include "json/pointer.h"
#include "json/parse_scan.h"
#include "json/text.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Integers beyond 2^53 cannot all be told apart in a double, so that 9007199254740993.0 must stay what it is.
 */
#define EXACT_MAX 9007199254740992.0

static const struct pointer top = {.name = ""};

/* The walk over the parsed tree that brings every value into its one form. */
struct walk {
        const char *bytes;
        size_t length;
        size_t keys; /* names met so far, in the order of the text */
        struct faults *faults;
};

static void fault_at(struct faults *faults, enum fault_code code, struct text_position position)
{
        char line[24], column[24];
        snprintf(line, sizeof line, "%zu", position.line);
        snprintf(column, sizeof column, "%zu", position.column);
        pointer_fault(&top, faults, code, line, column);
}

/* The replacement for a value in *ret_new (a new reference), or NULL there if the value is right as it is.
 * False if memory runs out. */
static bool walk_value(struct walk *walk, const struct pointer *at, json_t *value, json_t **ret_new);

static bool walk_string(struct walk *walk, const struct pointer *at, const json_t *value, json_t **ret_new)
{
        const char *text = json_string_value(value);
        size_t length = json_string_length(value);
        if (text_has_control(text, length, true))
                pointer_fault(at, walk->faults, FAULT_CONTROL_CHARACTER, NULL, NULL);
        char *normalised = NULL;
        switch (text_normalise(text, length, &normalised, &length)) {
        case TEXT_IS_NFC:
                *ret_new = NULL;
                return true;
        case TEXT_NORMALISED:
                *ret_new = json_stringn_nocheck(normalised, length);
                free(normalised);
                return *ret_new != NULL;
        case TEXT_NO_MEMORY:
                break;
        }
        return false;
}

static bool walk_real(const json_t *value, json_t **ret_new)
{
        double number = json_real_value(value);
        *ret_new = NULL;
        if (number < -EXACT_MAX || number > EXACT_MAX)
                return true;
        json_int_t whole = (json_int_t)number;
        if ((double)whole < number || (double)whole > number)
                return true;
        *ret_new = json_integer(whole);
        return *ret_new != NULL;
}

static bool walk_array(struct walk *walk, const struct pointer *at, json_t *array)
{
        for (size_t i = 0; i < json_array_size(array); i++) {
                struct pointer here = pointer_item(at, i);
                json_t *new_value;
                if (!walk_value(walk, &here, json_array_get(array, i), &new_value))
                        return false;
                if (new_value && json_array_set_new(array, i, new_value) != 0)
                        return false;
        }
        return true;
}

/* A copy of the object as far as `stop`, which is not yet in it. */
static json_t *members_before(json_t *object, const char *stop)
{
        json_t *copy = json_object();
        const char *key;
        json_t *value;
        json_object_foreach(object, key, value)
        {
                if (!copy || key == stop)
                        break;
                if (json_object_set_nocheck(copy, key, value) != 0) {
                        json_decref(copy);
                        copy = NULL;
                }
        }
        return copy;
}

/* Puts the member into the object under its new name. Takes over `value`. */
static bool put_renamed(struct walk *walk, size_t ordinal, json_t *object, const char *key, json_t *value)
{
        if (!json_object_get(object, key))
                return json_object_set_new_nocheck(object, key, value) == 0;
        json_decref(value);
        /* Looking up the position reads the text again: not for more than will be shown. */
        if (walk->faults->count < FAULTS_LISTED_MAX)
                fault_at(walk->faults, FAULT_JSON_DUPLICATE_KEY,
                         parse_key_position(walk->bytes, walk->length, ordinal));
        return true;
}

/* Brings the value of one member into its form: a new reference, NULL if memory runs out. */
static json_t *walk_member(struct walk *walk, const struct pointer *at, const char *key, json_t *value)
{
        struct pointer here = pointer_member(at, key);
        if (text_has_control(key, strlen(key), false))
                pointer_fault(&here, walk->faults, FAULT_CONTROL_CHARACTER, NULL, NULL);
        json_t *new_value;
        if (!walk_value(walk, &here, value, &new_value))
                return NULL;
        return new_value ? new_value : json_incref(value);
}

/* Stores a member under its normalised name. Names cannot be changed in place: from the first that has to,
 * the members go into a new object, *renamed. Takes over `value`. */
static bool put_member(struct walk *walk, size_t ordinal, json_t *object, const char *key, json_t *value,
                       json_t **renamed)
{
        char *new_key = NULL;
        size_t length;
        enum text_form form = text_normalise(key, strlen(key), &new_key, &length);
        if (form == TEXT_NORMALISED && !*renamed)
                *renamed = members_before(object, key);
        bool ok = false;
        if (form == TEXT_NO_MEMORY || (form == TEXT_NORMALISED && !*renamed))
                json_decref(value);
        else if (*renamed)
                ok = put_renamed(walk, ordinal, *renamed, new_key ? new_key : key, value);
        else
                ok = json_object_set_new_nocheck(object, key, value) == 0;
        free(new_key);
        return ok;
}

static bool walk_object(struct walk *walk, const struct pointer *at, json_t *object, json_t **ret_new)
{
        json_t *renamed = NULL;
        const char *key;
        json_t *value;
        void *next;
        json_object_foreach_safe(object, next, key, value)
        {
                size_t ordinal = walk->keys++;
                json_t *new_value = walk_member(walk, at, key, value);
                if (!new_value || !put_member(walk, ordinal, object, key, new_value, &renamed)) {
                        json_decref(renamed);
                        return false;
                }
        }
        *ret_new = renamed;
        return true;
}

static bool walk_value(struct walk *walk, const struct pointer *at, json_t *value, json_t **ret_new)
{
        *ret_new = NULL;
        switch (json_typeof(value)) {
        case JSON_STRING:
                return walk_string(walk, at, value, ret_new);
        case JSON_REAL:
                return walk_real(value, ret_new);
        case JSON_ARRAY:
                return walk_array(walk, at, value);
        case JSON_OBJECT:
                return walk_object(walk, at, value, ret_new);
        default:
                return true;
        }
}

/* The parser has no words for a failed allocation, or calls it a syntax error; errno tells. */
static void add_parser_fault(const char *bytes, size_t length, const json_error_t *error,
                             struct faults *faults)
{
        size_t line = error->line > 0 ? (size_t)error->line : 1;
        size_t column = error->column > 0 ? (size_t)error->column : 1;
        size_t end = error->position > 0 ? (size_t)error->position : 0;
        if (errno == ENOMEM) {
                faults->out_of_memory = true;
                return;
        }
        switch (json_error_code(error)) {
        case json_error_duplicate_key:
                fault_at(faults, FAULT_JSON_DUPLICATE_KEY, parse_key_before(bytes, length, end));
                break;
        case json_error_numeric_overflow:
                fault_at(faults, FAULT_JSON_NUMBER, (struct text_position){line, column});
                break;
        default:
                fault_at(faults, FAULT_JSON_SYNTAX, (struct text_position){line, column});
        }
}

static void release_tree(void *tree)
{
        json_decref(tree);
}

/* The tree in its one form; NULL if memory runs out. Takes over `tree`. */
static json_t *unify(struct walk *walk, json_t *tree)
{
        json_t *new_tree;
        if (!walk_value(walk, &top, tree, &new_tree)) {
                walk->faults->out_of_memory = true;
                json_decref(tree);
                return NULL;
        }
        if (!new_tree)
                return tree;
        json_decref(tree);
        return new_tree;
}

json_t *parse_json(struct arena *arena, const char *bytes, size_t length, struct faults *faults)
{
        if (!parse_scan(bytes, length, faults))
                return NULL;
        json_error_t error;
        errno = 0;
        json_t *tree = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
        if (!tree) {
                add_parser_fault(bytes, length, &error, faults);
                return NULL;
        }
        size_t before = faults->count;
        struct walk walk = {.bytes = bytes, .length = length, .faults = faults};
        tree = unify(&walk, tree);
        if (tree && !arena_defer(arena, release_tree, tree)) {
                faults->out_of_memory = true;
                return NULL;
        }
        return faults->count == before && !faults->out_of_memory ? tree : NULL;
}
