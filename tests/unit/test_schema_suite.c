/*
 * Runs the public JSON Schema test suite against json/schema, for every keyword that it understands.
 *
 *     test_schema_suite FOLDER     the suite's tests of one draft (draft2020-12, draft7)
 *
 * What is not run is listed below with the reason. A group whose schema is refused and that is not listed is
 * a failure, and so is a file none of whose cases was run.
 */
#include "suite.h"
#include "json/parse.h"
#include "schema/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 * 1024 * 1024)

static const char *folder;

static const struct file {
        const char *name;
        bool newer; /* not in every draft */
} files[] = {
        {"additionalProperties", false},
        {"allOf", false},
        {"anyOf", false},
        {"boolean_schema", false},
        {"const", false},
        {"default", false},
        {"enum", false},
        {"exclusiveMaximum", false},
        {"exclusiveMinimum", false},
        {"infinite-loop-detection", true},
        {"items", false},
        {"maxItems", false},
        {"maxLength", false},
        {"maxProperties", false},
        {"maximum", false},
        {"minItems", false},
        {"minLength", false},
        {"minProperties", false},
        {"minimum", false},
        {"not", false},
        {"oneOf", false},
        {"pattern", false},
        {"patternProperties", false},
        {"properties", false},
        {"propertyNames", false},
        {"ref", false},
        {"required", false},
        {"type", false},
        {"unevaluatedProperties", true},
        {"uniqueItems", false},
        {"optional/format/date", false},
        {"optional/format/date-time", false},
};

/* Why something is not run. */
#define OTHER_KEYWORD "uses a keyword that the contract does not use and the compiler refuses"
#define OTHER_REF     "refers to another document, an anchor or an $id"
#define OLD_FORM      "is written differently since draft 2020-12" /* skipped in older drafts only */
#define CONTROL       "the reader refuses control characters"
#define NORMALISED    "the reader makes the two the same"
#define LONG_NAMES    "PCRE2 knows Unicode categories by their short names only"
#define NO_VALUES     "the compiler refuses an enum that nothing can match"

static const struct skip {
        const char *file;
        const char *group; /* its description begins so */
        const char *test;  /* NULL: the whole group */
        const char *why;
} skips[] = {
        {"additionalProperties", "dependentSchemas with", NULL, OTHER_KEYWORD},
        {"allOf", "allOf combined with anyOf, oneOf", NULL, OTHER_KEYWORD},
        {"const", "nul characters in strings", NULL, CONTROL},
        {"const", "characters with the same visual representation", "character looks the same but uses",
         NORMALISED},
        {"enum", "nul characters in strings", NULL, CONTROL},
        {"enum", "empty enum", NULL, NO_VALUES},
        {"items", "an array of schemas for items", NULL, OLD_FORM},
        {"items", "items with boolean schemas", NULL, OLD_FORM},
        {"items", "items and subitems", NULL, OTHER_KEYWORD},
        {"items", "prefixItems", NULL, OTHER_KEYWORD},
        {"items", "items does not look in applicators", NULL, OTHER_KEYWORD},
        {"items", "items with heterogeneous array", NULL, OTHER_KEYWORD},
        {"pattern", "pattern with Unicode property escape", NULL, LONG_NAMES},
        {"patternProperties", "patternProperties with Unicode property escape", NULL, LONG_NAMES},
        {"properties", "properties with escaped characters", NULL, CONTROL},
        {"ref", "relative pointer ref to array", NULL, OTHER_KEYWORD},
        {"ref", "ref overrides any sibling keywords", NULL, OLD_FORM},
        {"ref", "escaped pointer ref", NULL, OLD_FORM},
        {"ref", "remote ref, containing refs itself", NULL, OTHER_REF},
        {"ref", "Recursive references between schemas", NULL, OTHER_REF},
        {"ref", "refs with relative uris and defs", NULL, OTHER_REF},
        {"ref", "relative refs with absolute uris and defs", NULL, OTHER_REF},
        {"ref", "$id must be resolved against", NULL, OTHER_REF},
        {"ref", "order of evaluation:", NULL, OTHER_REF},
        {"ref", "simple URN base URI with $ref via the URN", NULL, OTHER_REF},
        {"ref", "URN base URI with URN and", NULL, OTHER_REF},
        {"ref", "URN ref with nested pointer ref", NULL, OTHER_REF},
        {"ref", "ref to if", NULL, OTHER_KEYWORD},
        {"ref", "ref to then", NULL, OTHER_KEYWORD},
        {"ref", "ref to else", NULL, OTHER_KEYWORD},
        {"ref", "ref with absolute-path-reference", NULL, OTHER_REF},
        {"required", "required with escaped characters", NULL, CONTROL},
        {"unevaluatedProperties", "unevaluatedProperties with if/then/else", NULL, OTHER_KEYWORD},
        {"unevaluatedProperties", "unevaluatedProperties with dependentSchemas", NULL, OTHER_KEYWORD},
        {"unevaluatedProperties", "unevaluatedProperties with $dynamicRef", NULL, OTHER_KEYWORD},
        {"unevaluatedProperties", "unevaluatedProperties can see annotations from if", NULL, OTHER_KEYWORD},
        {"unevaluatedProperties", "dependentSchemas with", NULL, OTHER_KEYWORD},
        {"uniqueItems", "uniqueItems with an array of items", NULL, OTHER_KEYWORD},
        {"uniqueItems", "uniqueItems=false with an array of items", NULL, OTHER_KEYWORD},
        {"optional/format/date", "validation of date strings", "invalid: NUL character", CONTROL},
};

struct tally {
        size_t run, skipped;
};

static bool begins(const char *text, const char *start)
{
        return strncmp(text, start, strlen(start)) == 0;
}

static bool is_old_draft(void)
{
        return !strstr(folder, "2020-12");
}

static const struct skip *skip_of(const char *file, const char *group, const char *test)
{
        for (size_t i = 0; i < sizeof skips / sizeof *skips; i++) {
                const struct skip *skip = &skips[i];
                bool here = strcmp(skip->file, file) == 0 && begins(group, skip->group);
                if (strcmp(skip->why, OLD_FORM) == 0 && !is_old_draft())
                        continue;
                if (here && (!skip->test || (test && begins(test, skip->test))))
                        return skip;
        }
        return NULL;
}

static const char *description_of(const json_t *object)
{
        const char *text = json_string_value(json_object_get(object, "description"));
        ck_assert_ptr_nonnull(text);
        return text;
}

/* A value of the suite as a request body would arrive: through the reader. NULL if the reader refuses it. */
static json_t *reread(struct arena *arena, const json_t *value)
{
        struct faults faults;
        fault_init(&faults, arena);
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
        ck_assert_ptr_nonnull(text);
        json_t *read = parse_json(arena, text, strlen(text), &faults);
        free(text);
        return read;
}

/* Up to draft 7 `$defs` was called `definitions`. */
static char *modernised(char *text)
{
        static const char old_name[] = "\"definitions\"", new_name[] = "\"$defs\"      ";
        static const char old_ref[] = "\"#/definitions/";
        for (char *at = text; (at = strstr(at, old_name)); at++)
                memcpy(at, new_name, sizeof new_name - 1);
        for (char *at = text; (at = strstr(at, old_ref)); at++) {
                memcpy(at, "\"#/$defs/", 9);
                memmove(at + 9, at + sizeof old_ref - 1, strlen(at + sizeof old_ref - 1) + 1);
        }
        return text;
}

static char *file_text(const char *name)
{
        char path[4096];
        snprintf(path, sizeof path, "%s/%s.json", folder, name);
        FILE *file = fopen(path, "rb");
        if (!file)
                return NULL;
        size_t size = (size_t)1024 * 1024;
        char *text = malloc(size);
        ck_assert_ptr_nonnull(text);
        size_t length = fread(text, 1, size - 1, file);
        fclose(file);
        text[length] = '\0';
        return modernised(text);
}

static bool run_test(struct arena *arena, const struct schema *schema, const struct file *file,
                     const char *group, const json_t *test)
{
        const char *name = description_of(test);
        struct faults faults;
        fault_init(&faults, arena);
        json_t *data = reread(arena, json_object_get(test, "data"));
        if (!data) {
                printf("  %s, %s: %s: the reader refuses the value\n", file->name, group, name);
                return false;
        }
        bool valid = schema_check(schema, data, "", 0, &faults);
        ck_assert_int_eq(valid, faults.count == 0);
        ck_assert_int_eq(valid, schema_matches(schema, data));
        if (valid != json_is_true(json_object_get(test, "valid"))) {
                printf("  %s, %s: %s: %s\n", file->name, group, name, valid ? "accepted" : "refused");
                return false;
        }
        return true;
}

static bool run_group(const struct file *file, const json_t *group, struct tally *tally)
{
        const char *name = description_of(group);
        const json_t *tests = json_object_get(group, "tests");
        const struct skip *skip = skip_of(file->name, name, NULL);
        if (skip) {
                tally->skipped += json_array_size(tests);
                printf("  skipped: %s, %s: %s\n", file->name, name, skip->why);
                return true;
        }
        struct arena *arena = arena_new(MEMORY_MAX);
        const char *error = "the reader refuses the schema";
        json_t *document = reread(arena, json_object_get(group, "schema"));
        struct schema_set *set = schema_set_new(arena, document);
        const struct schema *schema = document ? schema_compile(set, document, "#", &error) : NULL;
        bool ok = schema != NULL;
        if (!schema)
                printf("  %s, %s: %s\n", file->name, name, error);
        for (size_t i = 0; schema && i < json_array_size(tests); i++) {
                const json_t *test = json_array_get(tests, i);
                if (skip_of(file->name, name, description_of(test))) {
                        tally->skipped++;
                        continue;
                }
                ok = run_test(arena, schema, file, name, test) && ok;
                tally->run++;
        }
        arena_free(arena);
        return ok;
}

START_TEST(suite_file)
{
        const struct file *file = &files[_i];
        char *text = file_text(file->name);
        if (!text && file->newer && is_old_draft())
                return;
        ck_assert_msg(text, "%s/%s.json cannot be read", folder, file->name);
        json_error_t error;
        json_t *groups = json_loads(text, JSON_ALLOW_NUL, &error);
        free(text);
        ck_assert_msg(groups, "%s.json: %s", file->name, error.text);
        struct tally tally = {0};
        bool ok = true;
        for (size_t i = 0; i < json_array_size(groups); i++)
                ok = run_group(file, json_array_get(groups, i), &tally) && ok;
        json_decref(groups);
        printf("%-24s %3zu cases run, %2zu skipped\n", file->name, tally.run, tally.skipped);
        fflush(stdout);
        ck_assert_msg(ok, "%s.json: see above", file->name);
        ck_assert_uint_gt(tally.run, 0);
}
END_TEST

Suite *suite_make(void)
{
        folder = suite_folder();
        Suite *suite = suite_create("json schema test suite");
        TCase *cases = tcase_create("keywords");
        tcase_add_loop_test(cases, suite_file, 0, (int)(sizeof files / sizeof *files));
        suite_add_tcase(suite, cases);
        return suite;
}
