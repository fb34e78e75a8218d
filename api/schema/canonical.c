#include "schema/canonical.h"

#include "schema/schema_node.h"
#include "json/text.h"
#include "json/tree.h"
#include "json/writer.h"
#include "base/orgnr.h"
#include "base/percent.h"
#include "words/word_table.h"

#include <stdlib.h>
#include <string.h>

/* The longest text that replaces a closed member: a few words and the legal ground, which the contract limits
 * to 200 characters. */
#define CLOSED_MAX 1024

/* A value that is being written. */
struct output {
        struct json_writer writer;
        unsigned flags; /* SCHEMA_WRITE_… */
};

static void write_value(struct output *out, const struct schema *schema, const json_t *value);

/* Writes, in place of a closed member that the schema requires, a text that says that it is closed, and why.
 */
static void write_closed(struct output *out, const json_t *object)
{
        const char *ground = json_string_value(json_object_get(object, "legalGround"));
        writer_open_object(&out->writer);
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
                struct buffer said = BUFFER(CLOSED_MAX);
                buffer_format(&said, "%s%s%s", word_text(WORD_CLOSED, (enum language)i), ground ? ", " : "",
                              ground ? ground : "");
                out->writer.out->failed = out->writer.out->failed || buffer_failed(&said);
                writer_key(&out->writer, language_code((enum language)i));
                writer_text_n(&out->writer, said.bytes ? said.bytes : "", said.length);
                buffer_clear(&said);
        }
        writer_close_object(&out->writer);
}

/* The context of does_not_require(): the member that is looked for. */
struct requirement {
        const char *name;
};

static bool does_not_require(void *context, const struct schema *schema)
{
        const struct requirement *requirement = context;
        for (size_t i = 0; i < schema->required_count; i++)
                if (strcmp(schema->required[i], requirement->name) == 0)
                        return false;
        return true;
}

static bool is_required(const struct schema *schema, const json_t *object, const char *name)
{
        struct requirement requirement = {name};
        return !schema_each_part(schema, object, does_not_require, &requirement);
}

static bool is_left_out(const struct output *out, bool restricted, bool read_only)
{
        return (restricted && (out->flags & SCHEMA_WRITE_UNRESTRICTED)) ||
               (read_only && (out->flags & SCHEMA_WRITE_WITHOUT_READ_ONLY));
}

static int by_bytes(const void *a, const void *b)
{
        const char *const *first = a, *const *second = b;
        return strcmp(*first, *second);
}

/* The names of those members of an object that are not among `members`, sorted; the caller frees the array.
 * NULL if memory runs out. */
static const char **other_names(const json_t *object, const struct schema_members *members, size_t *ret_count)
{
        const char **names = calloc(json_object_size(object) + 1, sizeof *names);
        if (!names)
                return NULL;
        size_t count = 0;
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)object, name, value) {
                if (!schema_members_find(members, name))
                        names[count++] = name;
        }
        qsort(names, count, sizeof *names, by_bytes);
        *ret_count = count;
        return names;
}

static void write_others(struct output *out, const struct schema *schema, const json_t *object,
                         const struct schema_members *members)
{
        size_t count;
        const char **names = other_names(object, members, &count);
        if (!names) {
                buffer_exhaust(out->writer.out);
                return;
        }
        for (size_t i = 0; i < count; i++) {
                const struct schema *other = schema_of_other(schema, object, names[i]);
                if (other && is_left_out(out, schema_is_restricted(other), schema_is_read_only(other)))
                        continue;
                writer_key(&out->writer, names[i]);
                write_value(out, other, json_object_get(object, names[i]));
        }
        free(names);
}

static void write_object(struct output *out, const struct schema *schema, const json_t *object)
{
        struct schema_members members;
        if (!schema_members_of(schema, object, &members)) {
                buffer_exhaust(out->writer.out);
                return;
        }
        writer_open_object(&out->writer);
        for (size_t i = 0; i < members.count; i++) {
                const struct schema_member_use *member = &members.list[i];
                const json_t *value = json_object_get(object, member->name);
                bool left_out = is_left_out(out, member->restricted, member->read_only);
                bool replaced = left_out && member->closed && is_required(schema, object, member->name);
                if (!value || (left_out && !replaced))
                        continue;
                writer_key(&out->writer, member->name);
                if (replaced)
                        write_closed(out, object);
                else
                        write_value(out, member->schema, value);
        }
        write_others(out, schema, object, &members);
        writer_close_object(&out->writer);
        schema_members_free(&members);
}

static void write_array(struct output *out, const struct schema *schema, const json_t *array)
{
        const struct schema *items = schema_items_of(schema, array);
        writer_open_array(&out->writer);
        for (size_t i = 0; i < json_array_size(array); i++)
                write_value(out, items, json_array_get(array, i));
        writer_close_array(&out->writer);
}

static bool is_not_of_format(void *context, const struct schema *schema)
{
        return !schema->format || strcmp(schema->format->name, context) != 0;
}

static bool has_format(const struct schema *schema, const json_t *value, const char *name)
{
        return schema && !schema_each_part(schema, value, is_not_of_format, (void *)name);
}

/* Writes a URI with its characters beyond ASCII escaped, the form in which it is sent (RFC 3987, 3.1). */
static void write_address(struct output *out, const char *text, size_t length)
{
        struct buffer escaped = BUFFER(3 * length + 1);
        percent_add(&escaped, text, ":/?#[]@!$&'()*+,;=%");
        if (buffer_failed(&escaped))
                buffer_exhaust(out->writer.out);
        else
                writer_text_n(&out->writer, escaped.bytes ? escaped.bytes : "", escaped.length);
        buffer_clear(&escaped);
}

static void write_string(struct output *out, const struct schema *schema, const json_t *value)
{
        const char *text = json_string_value(value);
        size_t length = json_string_length(value);
        char digits[ORGNR_SIZE];
        if (has_format(schema, value, "orgnr") && orgnr_parse(text, length, digits))
                writer_text(&out->writer, digits);
        else if (has_format(schema, value, "uri"))
                write_address(out, text, length);
        else if (has_format(schema, value, "text") && text_trim(&text, &length))
                writer_text_n(&out->writer, text, length);
        else
                writer_text_n(&out->writer, text, length);
}

static bool keeps_texts(void *context, const struct schema *schema)
{
        static const char *const changing[] = {"orgnr", "uri", "text"}; /* those of write_string() */
        (void)context;
        for (size_t i = 0; schema->format && i < sizeof changing / sizeof *changing; i++)
                if (strcmp(schema->format->name, changing[i]) == 0)
                        return false;
        return true;
}

bool schema_keeps_texts(const struct schema *schema)
{
        return schema_each_part(schema, NULL, keeps_texts, NULL);
}

/* Writes a real number with the fewest digits that are read as the same number again. */
static void write_real(struct output *out, const json_t *value)
{
        char *text = NULL;
        for (size_t digits = 15; digits <= 17; digits++) {
                free(text);
                text = tree_dump(value, JSON_REAL_PRECISION(digits));
                json_t *again = text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
                bool same = again && json_equal(again, value);
                json_decref(again);
                if (!again) {
                        free(text);
                        text = NULL;
                }
                if (!text || same)
                        break;
        }
        if (text)
                writer_raw(&out->writer, text, strlen(text));
        else
                buffer_exhaust(out->writer.out);
        free(text);
}

static void write_value(struct output *out, const struct schema *schema, const json_t *value)
{
        switch (json_typeof(value)) {
        case JSON_OBJECT:
                write_object(out, schema, value);
                break;
        case JSON_ARRAY:
                write_array(out, schema, value);
                break;
        case JSON_STRING:
                write_string(out, schema, value);
                break;
        case JSON_INTEGER:
                writer_number(&out->writer, json_integer_value(value));
                break;
        case JSON_REAL:
                write_real(out, value);
                break;
        case JSON_NULL:
                writer_null(&out->writer);
                break;
        default:
                writer_bool(&out->writer, json_is_true(value));
        }
}

void schema_write(const struct schema *schema, const json_t *value, unsigned flags, struct buffer *out)
{
        struct output output = {.writer = JSON_WRITER(out), .flags = flags};
        write_value(&output, schema, value);
}
