/*
 * The functions that read the keywords that contain no schemas: numbers, flags, types, permitted values,
 * patterns, formats.
 */
#include "schema/schema_compile.h"

#include "base/buffer.h"
#include "json/tree.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The longest list of permitted values in a fault; pointer.c shows still less of it. */
#define WORDS_MAX ((size_t)4096)

/* Limits how much backtracking a pattern may do before it gives up. Our own patterns backtrack a few times at
 * most. */
static const char pattern_limit[] = "(*LIMIT_MATCH=100000)(*LIMIT_DEPTH=1000)";

bool schema_read_flag(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        if (!json_is_boolean(value))
                return schema_refuse(set, at, "must be true or false");
        *(bool *)field = json_is_true(value);
        return true;
}

bool schema_read_count(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        if (!json_is_integer(value) || json_integer_value(value) < 0)
                return schema_refuse(set, at, "must be an integer from 0");
        *(size_t *)field = (size_t)json_integer_value(value);
        return true;
}

/* Adds a value as a fault writes it: a string as it is, all else as JSON. */
static void add_words(struct buffer *out, const json_t *value)
{
        if (json_is_string(value)) {
                buffer_add(out, json_string_value(value), json_string_length(value));
                return;
        }
        char *text = memory_need(tree_dump(value, JSON_COMPACT | JSON_REAL_PRECISION(15)));
        arena_defer(out->arena, free, text);
        buffer_add_string(out, text);
}

bool schema_read_bound(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        if (!json_is_number(value))
                return schema_refuse(set, at, "must be a number");
        struct buffer out = BUFFER_OF(set->arena, WORDS_MAX);
        add_words(&out, value);
        *(struct schema_bound *)field = (struct schema_bound){.number = value, .words = buffer_text(&out)};
        return true;
}

bool schema_read_above(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema_bound *bound = field;
        if (!schema_read_bound(set, field, value, at))
                return false;
        bound->words = arena_format(set->arena, "> %s", bound->words);
        return true;
}

bool schema_read_below(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema_bound *bound = field;
        if (!schema_read_bound(set, field, value, at))
                return false;
        bound->words = arena_format(set->arena, "< %s", bound->words);
        return true;
}

static unsigned type_named(const char *name)
{
        static const struct {
                const char *name;
                unsigned types;
        } types[] = {
                {"null", SCHEMA_NULL},       {"boolean", SCHEMA_BOOLEAN},
                {"integer", SCHEMA_INTEGER}, {"number", SCHEMA_INTEGER | SCHEMA_NUMBER},
                {"string", SCHEMA_STRING},   {"array", SCHEMA_ARRAY},
                {"object", SCHEMA_OBJECT},
        };
        for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
                if (strcmp(types[i].name, name) == 0)
                        return types[i].types;
        return 0;
}

/* An item of a list; a value that is no list is treated as a list with one item. */
static json_t *item_of(json_t *value, size_t index)
{
        return json_is_array(value) ? json_array_get(value, index) : value;
}

bool schema_read_type(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        struct buffer words = BUFFER_OF(set->arena, WORDS_MAX);
        size_t count = json_is_array(value) ? json_array_size(value) : 1;
        for (size_t i = 0; i < count; i++) {
                const char *name = json_string_value(item_of(value, i));
                unsigned types = type_named(name);
                if (!types)
                        return schema_refuse(set, at, "'%s' is no type", name ? name : "?");
                node->types |= types;
                buffer_format(&words, "%s%s", i ? " | " : "", name);
        }
        if (!node->types)
                return schema_refuse(set, at, "names no type");
        node->type_words = buffer_text(&words);
        return true;
}

bool schema_read_enum(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        if (!json_array_size(value))
                return schema_refuse(set, at, "must be a list of values");
        struct buffer words = BUFFER_OF(set->arena, WORDS_MAX);
        for (size_t i = 0; i < json_array_size(value); i++) {
                buffer_add_string(&words, i ? ", " : "");
                add_words(&words, json_array_get(value, i));
        }
        node->enumeration = value;
        node->enum_words = buffer_text(&words);
        return true;
}

bool schema_read_const(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        (void)at;
        struct schema *node = field;
        struct buffer words = BUFFER_OF(set->arena, WORDS_MAX);
        add_words(&words, value);
        node->constant = value;
        node->const_words = buffer_text(&words);
        return true;
}

static void release_pattern(void *code)
{
        pcre2_code_free(code);
}

/* The patterns of JSON Schema are those of ECMAScript; these options are how close PCRE2 comes to it. */
bool schema_read_regex(struct schema_set *set, const char *text, const struct pointer *at, pcre2_code **ret)
{
        const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS |
                                 PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
        const char *pattern = arena_format(set->arena, "%s%s", pattern_limit, text);
        int error = 0;
        size_t offset = 0;
        pcre2_code *code =
                pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &error, &offset, NULL);
        if (!code) {
                char words[128];
                pcre2_get_error_message(error, (PCRE2_UCHAR *)words, sizeof words);
                return schema_refuse(set, at, "'%s' is no pattern: %s", text, words);
        }
        arena_defer(set->arena, release_pattern, code);
        *ret = code;
        return true;
}

bool schema_read_pattern(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        if (!json_is_string(value))
                return schema_refuse(set, at, "must be a string");
        node->pattern_words = json_string_value(value);
        return schema_read_regex(set, node->pattern_words, at, &node->pattern);
}

bool schema_read_format(struct schema_set *set, void *field, json_t *value, const struct pointer *at)
{
        struct schema *node = field;
        const char *name = json_string_value(value);
        node->format = name ? schema_format_find(name) : NULL;
        return node->format || schema_refuse(set, at, "the format '%s' is not known", name ? name : "?");
}
