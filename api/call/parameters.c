#include "call/call.h"

#include "base/nearest.h"
#include "json/tree.h"
#include "schema/canonical.h"

#include <string.h>
#include <unistr.h>

/* Longer than any value, since the length of URLs is limited before. */
#define VALUE_MAX ((size_t)64 * 1024)

static struct argument *find_query_argument(struct call *call, const char *name)
{
        for (size_t i = 0; i < call->argument_count; i++)
                if (call->arguments[i].parameter->place == PARAMETER_QUERY &&
                    strcmp(call->arguments[i].parameter->name, name) == 0)
                        return &call->arguments[i];
        return NULL;
}

static void add_unknown(struct call *call, const char *name)
{
        const char **known = arena_array(call->arena, call->argument_count + 1, sizeof *known);
        size_t count = 0;
        for (size_t i = 0; i < call->argument_count; i++)
                if (call->arguments[i].parameter->place == PARAMETER_QUERY)
                        known[count++] = call->arguments[i].parameter->name;
        const char *near = nearest_name(name, known, count);
        fault_add(&call->faults, FAULT_PARAMETER, name,
                  near ? FAULT_UNKNOWN_PARAMETER_NEAR : FAULT_UNKNOWN_PARAMETER, near, NULL);
}

/* The one form in which the value is stored: an organisation number may be written with spaces. */
static const char *canonical_text(struct call *call, const struct parameter *parameter, const json_t *value)
{
        struct buffer *out = buffer_new(call->arena, VALUE_MAX);
        schema_write(parameter->schema, value, 0, out);
        return json_string_value(tree_read(call->arena, out));
}

/* Checks a value; *text becomes its canonical form. It is UTF-8. */
static void check_value(struct call *call, const struct parameter *parameter, const char **text)
{
        json_t *value = tree_tie(call->arena, schema_value_from_text(parameter->schema, *text));
        if (schema_check_named(parameter->schema, value, FAULT_PARAMETER, parameter->name, &call->faults) &&
            json_is_string(value) && !schema_keeps_texts(parameter->schema))
                *text = canonical_text(call, parameter, value);
}

/* A page passes over parameters that are not its own, even those that cannot be decoded: what newsletters and
 * search engines add must not keep it from its reader. Elsewhere they are mistakes. */
static void add_broken(struct call *call, const struct broken_pair *pair)
{
        if (find_query_argument(call, pair->name) || !call_is_page(call))
                fault_add(&call->faults, FAULT_PARAMETER, pair->name, pair->fault, NULL, NULL);
}

static void add_value(struct call *call, const struct pair *pair)
{
        struct argument *argument = find_query_argument(call, pair->name);
        if (!argument) {
                if (!call_is_page(call))
                        add_unknown(call, pair->name);
                return;
        }
        if (argument->count && !argument->parameter->repeatable) {
                if (argument->count++ == 1)
                        fault_add(&call->faults, FAULT_PARAMETER, pair->name, FAULT_REPEATED_PARAMETER, NULL,
                                  NULL);
                return;
        }
        if (!argument->texts)
                argument->texts = arena_array(call->arena, call->target.pair_count, sizeof *argument->texts);
        argument->texts[argument->count++] = pair->value;
        if (!argument->parameter->listed)
                check_value(call, argument->parameter, &argument->texts[argument->count - 1]);
}

static bool is_among(const struct names *names, const char *name)
{
        for (size_t i = 0; i < names->count; i++)
                if (strcmp(names->items[i], name) == 0)
                        return true;
        return false;
}

/* Checks one name of a comma list; faults name the parameter and suggest the nearest. */
static void check_name(struct call *call, const char *parameter, const struct names *allowed,
                       const char *name)
{
        if (is_among(allowed, name))
                return;
        const char *near = nearest_name(name, allowed->items, allowed->count);
        fault_add(&call->faults, FAULT_PARAMETER, parameter,
                  near ? FAULT_UNKNOWN_NAME_NEAR : FAULT_UNKNOWN_NAME, name, near);
}

/* Splits "a,b,c"; the names are not checked. */
static struct names split_list(struct call *call, const char *text)
{
        size_t count = 1;
        for (const char *c = text; *c; c++)
                count += *c == ',';
        const char **items = arena_array(call->arena, count, sizeof *items);
        for (size_t i = 0; i < count; i++) {
                size_t length = strcspn(text, ",");
                items[i] = arena_copy(call->arena, text, length);
                text += length + (text[length] == ',');
        }
        return (struct names){items, count};
}

static void read_list(struct call *call, const char *parameter, const struct names *allowed,
                      struct names *ret)
{
        const char *text = call_argument(call, parameter);
        if (!text)
                return;
        *ret = split_list(call, text);
        for (size_t i = 0; i < ret->count; i++)
                check_name(call, parameter, allowed, ret->items[i]);
}

static void read_sort(struct call *call)
{
        const char *text = call_argument(call, "sort");
        if (!text)
                text = call->operation->default_sort;
        if (!text)
                return;
        const struct names names = split_list(call, text);
        for (size_t i = 0; i < names.count; i++) {
                bool descending = names.items[i][0] == '-';
                const char *name = names.items[i] + descending;
                check_name(call, "sort", &call->operation->sort, name);
                for (size_t k = 0; k < call->sort_count; k++)
                        if (strcmp(call->sort[k].name, name) == 0)
                                fault_add(&call->faults, FAULT_PARAMETER, "sort", FAULT_DUPLICATE, name,
                                          NULL);
                if (call->sort_count == SORT_KEYS_MAX) {
                        fault_add(&call->faults, FAULT_PARAMETER, "sort", FAULT_TOO_MANY, "6", NULL);
                        break;
                }
                call->sort[call->sort_count++] = (struct sort_key){name, descending};
        }
}

static void read_language(struct call *call)
{
        const char *lang = call_argument(call, "lang");
        if (lang)
                language_of_tag(lang, strlen(lang), &call->language);
}

static void check_required(struct call *call)
{
        for (size_t i = 0; i < call->argument_count; i++) {
                const struct argument *argument = &call->arguments[i];
                if (argument->parameter->place == PARAMETER_QUERY && argument->parameter->required &&
                    !argument->count)
                        fault_add(&call->faults, FAULT_PARAMETER, argument->parameter->name, FAULT_REQUIRED,
                                  argument->parameter->name, NULL);
        }
}

/* Checks that the id in the path has the form that the contract requires. */
static void check_path(struct call *call)
{
        for (size_t i = 0; i < call->argument_count; i++)
                if (call->arguments[i].parameter->place == PARAMETER_PATH && call->id)
                        check_value(call, call->arguments[i].parameter, &call->id);
}

void call_read_header(struct call *call, const char *name, const char *value)
{
        for (size_t i = 0; value && i < call->argument_count; i++) {
                struct argument *argument = &call->arguments[i];
                const struct schema *schema = argument->parameter->schema;
                if (argument->parameter->place != PARAMETER_HEADER ||
                    strcmp(argument->parameter->name, name) != 0)
                        continue;
                argument->texts = arena_array(call->arena, 1, sizeof *argument->texts);
                argument->texts[argument->count++] = value;
                if (u8_check((const uint8_t *)value, strlen(value)))
                        fault_add(&call->faults, FAULT_HEADER, name, FAULT_NOT_UTF8, NULL, NULL);
                else
                        schema_check_named(schema,
                                           tree_tie(call->arena, schema_value_from_text(schema, value)),
                                           FAULT_HEADER, name, &call->faults);
        }
}

void call_read_parameters(struct call *call)
{
        const struct operation *operation = call->operation;
        call->arguments = arena_array(call->arena, operation->parameter_count + 1, sizeof *call->arguments);
        call->argument_count = operation->parameter_count;
        for (size_t i = 0; i < operation->parameter_count; i++)
                call->arguments[i].parameter = &operation->parameters[i];
        for (size_t i = 0; i < call->target.pair_count; i++)
                add_value(call, &call->target.pairs[i]);
        for (size_t i = 0; i < call->target.broken_count; i++)
                add_broken(call, &call->target.broken[i]);
        check_required(call);
        read_language(call);
        const char *dry_run = call_argument(call, "dryRun");
        call->dry_run = dry_run && strcmp(dry_run, "true") == 0;
        check_path(call);
        read_sort(call);
        read_list(call, "fields", &operation->fields, &call->fields);
        read_list(call, "include", &operation->include, &call->include);
}
