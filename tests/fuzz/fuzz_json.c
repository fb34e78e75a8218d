/*
 * Fuzzes what happens to a request body: reading, checking, canonical writing, merge patches.
 *
 * Beyond not crashing: what was accepted is accepted by a plain parser, its canonical form is accepted again
 * and stays the same, and a difference applied gives what it was taken from.
 */
#include "fuzz/replay.h"

#include "base/arena.h"
#include "schema/canonical.h"
#include "json/merge_patch.h"
#include "json/parse.h"
#include "json/text.h"
#include "schema/schema.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 * 1024 * 1024)

static const char document[] =
        "{\"type\":[\"object\",\"array\"],\"items\":{\"$ref\":\"#\"},\"properties\":{"
        "\"id\":{\"type\":\"string\",\"readOnly\":true,\"pattern\":\"^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$\"},"
        "\"version\":{\"type\":\"integer\",\"readOnly\":true},\"status\":{\"readOnly\":true},"
        "\"d\":{\"format\":\"date\"},\"p\":{\"format\":\"partial-date\"},\"t\":{\"format\":\"date-time\"},"
        "\"u\":{\"format\":\"uri\"},\"o\":{\"format\":\"orgnr\"},\"s\":{\"format\":\"share\"},\"l\":{"
        "\"format\":\"period\"},"
        "\"n\":{\"minimum\":1,\"exclusiveMaximum\":2.5},\"m\":{\"maxLength\":3,\"x-restricted\":true},"
        "\"list\":{\"uniqueItems\":true,\"maxItems\":9,\"items\":{\"enum\":[1,\"a\",null,{\"b\":1}]}},"
        "\"map\":{\"propertyNames\":{\"maxLength\":4},\"additionalProperties\":{\"$ref\":\"#/$defs/who\"}},"
        "\"who\":{\"$ref\":\"#/$defs/who\"},\"rule\":{\"$ref\":\"#/$defs/"
        "rule\"}},\"unevaluatedProperties\":false,"
        "\"$defs\":{\"who\":{\"type\":\"object\",\"oneOf\":["
        "{\"required\":[\"all\"],\"properties\":{\"all\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/"
        "who\"}}}},"
        "{\"required\":[\"not\"],\"properties\":{\"not\":{\"$ref\":\"#/$defs/who\"}}}]},"
        "\"rule\":{\"oneOf\":[{\"$ref\":\"#/$defs/A\"},{\"$ref\":\"#/$defs/B\"}],"
        "\"discriminator\":{\"propertyName\":\"k\"}},\"A\":{\"properties\":{\"k\":true,\"a\":{\"$ref\":\"#\"}"
        "},"
        "\"additionalProperties\":false},\"B\":{\"patternProperties\":{\"^b+$\":{\"not\":{\"const\":1}}},"
        "\"anyOf\":[{\"minProperties\":2},{\"type\":\"null\"}]}}}";

static const struct schema *compiled;

static void must(bool ok, const char *what)
{
        if (ok)
                return;
        fprintf(stderr, "broken: %s\n", what);
        abort();
}

static void compile_once(void)
{
        if (compiled)
                return;
        static struct arena *forever;
        static json_t *schema;
        forever = arena_new(MEMORY_MAX);
        schema = json_loads(document, 0, NULL);
        const char *error = "out of memory";
        struct schema_set *set = schema_set_new(forever, schema);
        compiled = set ? schema_compile(set, schema, "#", &error) : NULL;
        must(compiled, error);
}

static char *canonical(const json_t *value, size_t *ret_length)
{
        struct buffer out = BUFFER(MEMORY_MAX);
        schema_write(compiled, value, 0, &out);
        char *text = buffer_take(&out, ret_length);
        must(text, "writing");
        return text;
}

/* A canonical organisation number may be another text, so that the second form is the one that must stay. */
static void check_canonical(struct arena *arena, const json_t *value)
{
        struct faults faults;
        fault_init(&faults, arena);
        size_t length, again_length;
        char *text = canonical(value, &length);
        json_t *reread = parse_json(arena, text, length, &faults);
        must(reread, "what was written is not accepted");
        char *again = canonical(reread, &again_length);
        must(length == again_length && memcmp(text, again, length) == 0, "the canonical form changes");
        free(again);
        free(text);
}

static bool holds_null(const json_t *value)
{
        const char *name;
        json_t *member;
        json_object_foreach((json_t *)value, name, member) {
                if (json_is_null(member) || holds_null(member))
                        return true;
        }
        return false;
}

static void check_patch(const json_t *before, const json_t *after)
{
        json_t *patch = merge_patch_diff(before, after);
        json_t *patched = merge_patch_apply(before, patch);
        must(patch && patched, "no memory for a patch");
        must(holds_null(after) || json_equal(patched, after), "a difference applied gives something else");
        json_decref(patched);
        json_decref(patch);
}

static void check_value(struct arena *arena, const char *bytes, size_t length, const json_t *value)
{
        /* our reader passes over a byte order mark */
        size_t mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        json_t *plain =
                json_loadb(bytes + mark, length - mark, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
        must(plain, "a plain parser refuses it");
        json_decref(plain);
        struct faults faults;
        fault_init(&faults, arena);
        bool valid = schema_check(compiled, value, "", 0, &faults);
        must(valid == !faults.count, "verdict and faults differ");
        schema_check(compiled, value, "/body", SCHEMA_REQUEST, &faults);
        const char *pointer = NULL;
        schema_restricted_member(compiled, value, arena, &pointer);
        check_canonical(arena, value);
        check_patch(json_array_get(value, 0), json_array_size(value) > 1 ? json_array_get(value, 1) : value);
}

struct input {
        struct arena *arena;
        const char *bytes;
        size_t length;
};

static void check_input(void *context)
{
        const struct input *input = context;
        struct faults faults;
        fault_init(&faults, input->arena);
        const json_t *value = parse_json(input->arena, input->bytes, input->length, &faults);
        must(value || faults.count, "refused without a reason");
        if (value)
                check_value(input->arena, input->bytes, input->length, value);
        enum fault_code fault;
        text_nfc(input->arena, input->bytes, input->length, &fault);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        compile_once();
        struct input input = {arena_new(MEMORY_MAX), (const char *)data, size};
        must(input.arena, "no arena");
        memory_guard(check_input, &input);
        arena_free(input.arena);
        return 0;
}
