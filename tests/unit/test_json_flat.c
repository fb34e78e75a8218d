/* A JSON text as one array of values: the same that Jansson reads, and nothing that is not JSON. */
#include "suite.h"
#include "test_json.h"

#include "json/flat.h"

static const struct flat *parse(const char *text)
{
        return flat_parse(test.arena, text, strlen(text));
}

/* What was read, written again. */
static const char *again(const char *text)
{
        const struct flat *value = parse(text);
        struct buffer out = BUFFER(10000);
        size_t length;
        if (!value)
                return "nothing";
        flat_write(&out, value);
        char *written = buffer_take(&out, &length);
        const char *copy = arena_copy(test.arena, written, length);
        free(written);
        return copy;
}

START_TEST(reads_what_jansson_reads)
{
        static const char *const texts[] = {
                "{}",
                "[]",
                "0",
                "-12",
                "1.5e3",
                "\"\"",
                "null",
                " [ true , false ] ",
                "{\"b\":{\"c\":[1,[2,{}],[]]},\"a\":\"x\"}",
                "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"\\u00e5\\u20ac\\ud83d\\ude00\",\"å€😀\"]",
        };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                json_t *expected = json_loads(texts[i], JSON_DECODE_ANY, NULL);
                json_t *found = json_loads(again(texts[i]), JSON_DECODE_ANY, NULL);
                ck_assert_msg(json_equal(expected, found), "%s became %s", texts[i], again(texts[i]));
                json_decref(expected);
                json_decref(found);
        }
}
END_TEST

START_TEST(refuses_what_is_not_json)
{
        static const char *const texts[] = {
                "",        " ",        "{",          "[",         "]",
                "}",       "[1",       "[1,",        "[1,]",      "[1 2]",
                "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{1:2}",     "{\"a\":1 \"b\":2}",
                "[}",      "{]",       "tru",        "nul",       "-",
                "\"",      "\"\\\"",   "\"\\x\"",    "\"\\u12\"", "\"\\u12g4\"",
                "1 2",     "[] []",    "{\"a\"",     "{\"a",
        };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
                ck_assert_msg(!parse(texts[i]), "%s was taken", texts[i]);
}
END_TEST

START_TEST(finds_members_and_items)
{
        const struct flat *value = parse("{\"list\":[[1,2],{\"x\":3},4],\"name\":\"Nævnd\",\"none\":null}");
        const struct flat *list = flat_get(value, "list");
        uint32_t items = 0;
        flat_each(item, list)
                items += item->type == FLAT_ARRAY ? item->length : 10;
        ck_assert_uint_eq(flat_size(list), 3);
        ck_assert_uint_eq(items, 22);
        ck_assert_str_eq(flat_string(flat_get(value, "name")), "Nævnd");
        ck_assert(flat_is(flat_get(value, "none"), FLAT_NULL));
        ck_assert_ptr_null(flat_get(value, "nam"));
        ck_assert_ptr_null(flat_get(list, "name"));
        ck_assert_ptr_null(flat_string(list));
        ck_assert_uint_eq(flat_size(value), 0);
}
END_TEST

START_TEST(writes_names_in_order)
{
        ck_assert_str_eq(again("{\"b\":1,\"a\":[{\"d\":\"\\n\",\"c\":-2}]}"),
                         "{\"a\":[{\"c\":-2,\"d\":\"\\n\"}],\"b\":1}");
}
END_TEST

START_TEST(goes_as_deep_as_the_text)
{
        enum { DEPTH = 100000 };
        char *text = malloc(2 * DEPTH);
        ck_assert_ptr_nonnull(text);
        memset(text, '[', DEPTH);
        memset(text + DEPTH, ']', DEPTH);
        const struct flat *value = flat_parse(test.arena, text, 2 * DEPTH);
        ck_assert(value && value->count == DEPTH);
        ck_assert_ptr_null(flat_parse(test.arena, text, 2 * DEPTH - 1));
        free(text);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("json flat");
        TCase *cases = tcase_create("flat");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_add_test(cases, reads_what_jansson_reads);
        tcase_add_test(cases, refuses_what_is_not_json);
        tcase_add_test(cases, finds_members_and_items);
        tcase_add_test(cases, writes_names_in_order);
        tcase_add_test(cases, goes_as_deep_as_the_text);
        suite_add_tcase(suite, cases);
        return suite;
}
