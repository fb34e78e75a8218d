/*
 * Running out of memory and of time: every allocation of the JSON library fails once, every arena is too
 * small once, and values that were made to be expensive are not.
 */
#include "suite.h"
#include "test_json.h"

#include "schema/canonical.h"
#include "json/merge_patch.h"

#include <errno.h>
#include <time.h>

/* Allocations left until one fails; negative: none does. */
static long allocations_left = -1;

static void *failing_malloc(size_t size)
{
        if (allocations_left == 0) {
                errno = ENOMEM;
                return NULL;
        }
        if (allocations_left > 0)
                allocations_left--;
        return malloc(size);
}

static const char person_schema[] =
        "{'type':'object','additionalProperties':false,'properties':{'name':{'type':'string','pattern':'^.'},"
        "'list':{'type':'array','uniqueItems':true,'items':{'type':['string','number']}},'map':{'"
        "propertyNames':"
        "{'maxLength':5},'additionalProperties':true},'id':{'readOnly':true}},'x-restricted':true}";

static const char person[] = "{'name':'A\\u030ase','list':['a',1.5,'\xc3\xa6'],'map':{'A\\u030a':{'x':[1.0]},"
                             "'b':1e2,'c':'o\\u0308'},'id':7}";

/* Everything one request does, in a guard. Whatever else happens than that memory runs out is a defect. */
struct request {
        const struct schema *compiled;
        const char *text;
        struct arena *arena;
        bool merged; /* the last steps, which say by themselves that memory ran out */
};

static void work(void *context)
{
        struct request *request = context;
        struct faults faults;
        fault_init(&faults, request->arena);
        json_t *value = parse_json(request->arena, request->text, strlen(request->text), &faults);
        ck_assert_msg(value, "%s", faults.first ? fault_code(faults.first->code) : "no fault");
        ck_assert(schema_check(request->compiled, value, "", SCHEMA_REQUEST, &faults));
        struct buffer out = BUFFER(1000);
        schema_write(request->compiled, value, 0, &out);
        bool written = !buffer_failed(&out);
        buffer_clear(&out);
        json_t *patched = merge_patch_apply(value, value);
        json_t *patch = patched ? merge_patch_diff(value, patched) : NULL;
        ck_assert(!patch || json_object_size(patch) == 0);
        request->merged = patch && written;
        json_decref(patch);
        json_decref(patched);
}

static bool run_request(const struct schema *compiled, const char *text, size_t arena_limit)
{
        struct request request = {compiled, text, arena_new(arena_limit), false};
        bool done = memory_guard(work, &request) && request.merged;
        arena_free(request.arena);
        return done;
}

START_TEST(each_allocation_fails_once)
{
        const struct schema *compiled = schema(person_schema);
        const char *text = quoted(person);
        json_set_alloc_funcs(failing_malloc, free);
        bool done = false;
        long count = 0;
        for (; !done; count++) {
                allocations_left = count;
                done = run_request(compiled, text, 100000) && allocations_left > 0;
                allocations_left = -1;
                ck_assert_int_lt(count, 2000);
        }
        ck_assert_int_gt(count, 50);
        json_set_alloc_funcs(malloc, free);
}
END_TEST

START_TEST(every_arena_is_too_small)
{
        const struct schema *compiled = schema(person_schema);
        const char *text = quoted(person);
        size_t limit = 0;
        for (bool done = false; !done; limit += 8) {
                done = run_request(compiled, text, limit);
                ck_assert_uint_lt(limit, 100000);
        }
        ck_assert_uint_gt(limit, 16);
}
END_TEST

/* A value with three faults. */
static void find_faults(void *context)
{
        const struct request *request = context;
        struct faults faults;
        fault_init(&faults, request->arena);
        const json_t *value = tree("{'nmae':1,'list':['a','a'],'map':{'abcdef':1}}");
        ck_assert(!schema_check(request->compiled, value, "", 0, &faults));
        ck_assert(faults.count == 3);
}

START_TEST(faults_in_a_small_arena)
{
        struct request request = {.compiled = schema(person_schema)};
        size_t limit = 0;
        for (bool done = false; !done; limit += 8) {
                request.arena = arena_new(limit);
                done = memory_guard(find_faults, &request);
                arena_free(request.arena);
                ck_assert_uint_lt(limit, 100000);
        }
        ck_assert_uint_gt(limit, 16);
}
END_TEST

static void compile(void *context)
{
        const struct request *request = context;
        json_t *document =
                tree("{'properties':{'a':{'pattern':'^a$','enum':['a',1]},'b':{'oneOf':[{'$ref':"
                     "'#/$defs/c'}],'discriminator':{'propertyName':'k'}}},'required':['a'],'minimum':1.5,"
                     "'$defs':{'c':{'const':1,'type':['string','null'],'patternProperties':{'x':true}}}}");
        const char *error = NULL;
        struct schema_set *set = schema_set_new(request->arena, document);
        ck_assert_msg(schema_compile(set, document, "#", &error), "%s", error);
}

START_TEST(compiling_in_a_small_arena)
{
        struct request request = {0};
        size_t limit = 0;
        for (bool done = false; !done; limit += 16) {
                request.arena = arena_new(limit);
                done = memory_guard(compile, &request);
                arena_free(request.arena);
                ck_assert_uint_lt(limit, 100000);
        }
        ck_assert_uint_gt(limit, 16);
}
END_TEST

static double seconds_since(clock_t start)
{
        return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Each level can be read in two ways that contain each other: without a limit, 2^60 attempts. */
START_TEST(ambiguous_schemas_end)
{
        const struct schema *compiled = schema("{'anyOf':[{'properties':{'a':{'$ref':'#'}},'required':['b']},"
                                               "{'properties':{'a':{'$ref':'#'}},'required':['c']}]}");
        struct buffer out = BUFFER(10000);
        for (int i = 0; i < POINTER_DEPTH_MAX - 1; i++)
                buffer_add_string(&out, "{\"b\":1,\"c\":1,\"a\":");
        buffer_add_string(&out, "{}");
        for (int i = 0; i < POINTER_DEPTH_MAX - 1; i++)
                buffer_add_string(&out, "}");
        json_t *value = parse_json(test.arena, out.bytes, out.length, &test.faults);
        ck_assert_ptr_nonnull(value);
        buffer_clear(&out);
        clock_t start = clock();
        ck_assert(!schema_check(compiled, value, "", 0, &test.faults));
        ck_assert(seconds_since(start) < 15);
        ck_assert_int_eq(test.faults.first->code, FAULT_TOO_MANY);
}
END_TEST

START_TEST(long_lists_and_patterns_end)
{
        struct buffer out = BUFFER((size_t)32 * 1024 * 1024);
        buffer_add_string(&out, "{\"list\":[0");
        for (int i = 1; i < 200000; i++)
                buffer_format(&out, ",%d", i);
        buffer_add_string(&out, "],\"text\":\"");
        for (int i = 0; i < 100000; i++)
                buffer_add_char(&out, 'a');
        buffer_add_string(&out, "\"");
        for (int i = 0; i < 100000; i++)
                buffer_format(&out, ",\"unknown%d\":1", i);
        buffer_add_string(&out, "}");
        json_t *value = parse_json(test.arena, out.bytes, out.length, &test.faults);
        buffer_clear(&out);
        ck_assert_ptr_nonnull(value);
        const struct schema *compiled =
                schema("{'properties':{'list':{'uniqueItems':true},'text':{'pattern':'^(a+)+$|^(a|a)*b$'}},"
                       "'additionalProperties':false}");
        clock_t start = clock();
        ck_assert(!schema_check(compiled, value, "", SCHEMA_REQUEST, &test.faults));
        ck_assert(seconds_since(start) < 15);
        ck_assert_uint_ge(test.faults.count, 100000);
}
END_TEST

START_TEST(deeper_than_the_reader_lets_through)
{
        json_t *value = json_array();
        for (int i = 0; i < 100; i++) {
                json_t *outer = json_array();
                json_array_append_new(outer, value);
                value = outer;
        }
        ck_assert(!schema_check(schema("{'items':{'$ref':'#'}}"), value, "", 0, &test.faults));
        ck_assert_str_eq(faults_text(), "too_deep@(64)");
        json_decref(value);
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {
                each_allocation_fails_once,          every_arena_is_too_small, faults_in_a_small_arena,
                compiling_in_a_small_arena,          ambiguous_schemas_end,    long_lists_and_patterns_end,
                deeper_than_the_reader_lets_through,
        };
        Suite *suite = suite_create("json memory");
        TCase *cases = tcase_create("memory");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_set_timeout(cases, 60);
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        suite_add_tcase(suite, cases);
        return suite;
}
