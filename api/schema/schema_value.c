/* Functions of single values: their type, comparing numbers, matching patterns, and making a value from the
 * text of a parameter. */
#include "schema/schema_node.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* A pattern that is not anchored may be tried at each character of a text, so texts longer than this match no
 * pattern. The longest text of the contract has 20,000 characters. */
#define PATTERN_TEXT_MAX ((size_t)100 * 1024)

enum schema_type schema_type_of(const json_t *value)
{
        switch (json_typeof(value)) {
        case JSON_OBJECT:
                return SCHEMA_OBJECT;
        case JSON_ARRAY:
                return SCHEMA_ARRAY;
        case JSON_STRING:
                return SCHEMA_STRING;
        case JSON_INTEGER:
                return SCHEMA_INTEGER;
        case JSON_REAL:
                return SCHEMA_NUMBER;
        case JSON_NULL:
                return SCHEMA_NULL;
        default:
                return SCHEMA_BOOLEAN;
        }
}

/* A long double holds every 64-bit integer and every double exactly on the machines this runs on. */
static long double exact_number(const json_t *number)
{
        if (json_is_integer(number))
                return (long double)json_integer_value(number);
        return (long double)json_real_value(number);
}

int schema_compare(const json_t *a, const json_t *b)
{
        static_assert(__LDBL_MANT_DIG__ >= 64, "a long double must hold every 64-bit integer");
        long double x = exact_number(a), y = exact_number(b);
        return (x > y) - (x < y);
}

bool schema_pattern_found(const pcre2_code *code, const char *text, size_t length)
{
        if (length > PATTERN_TEXT_MAX)
                return false;
        pcre2_match_data *match = pcre2_match_data_create_from_pattern(code, NULL);
        if (!match)
                return false;
        int found = pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, match, NULL);
        pcre2_match_data_free(match);
        return found >= 0;
}

static bool add_types(void *context, const struct schema *schema)
{
        unsigned *types = context;
        *types |= schema->types;
        return true;
}

/* Reads an integer as JSON writes it: no plus, no leading zeros, nothing before or after it. */
static bool read_integer(const char *text, json_int_t *ret)
{
        const char *c = text + (*text == '-');
        if (*c < '0' || *c > '9' || (*c == '0' && c[1]))
                return false;
        /* Counted downwards, because the smallest integer has no positive counterpart. */
        json_int_t value = 0;
        for (; *c; c++) {
                if (*c < '0' || *c > '9')
                        return false;
                if (__builtin_mul_overflow(value, 10, &value) ||
                    __builtin_sub_overflow(value, (json_int_t)(*c - '0'), &value))
                        return false;
        }
        if (*text != '-' && __builtin_sub_overflow((json_int_t)0, value, &value))
                return false;
        *ret = value;
        return true;
}

json_t *schema_value_from_text(const struct schema *schema, const char *text)
{
        unsigned types = 0;
        schema_each_part(schema, NULL, add_types, &types);
        json_int_t integer;
        if ((types & SCHEMA_INTEGER) && read_integer(text, &integer))
                return json_integer(integer);
        if ((types & SCHEMA_BOOLEAN) && strcmp(text, "true") == 0)
                return json_true();
        if ((types & SCHEMA_BOOLEAN) && strcmp(text, "false") == 0)
                return json_false();
        return json_string(text);
}
