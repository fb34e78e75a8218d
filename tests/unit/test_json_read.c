/* Reading of request bodies: what is refused and where, and the one form of what is let through. */
#include "suite.h"
#include "test_json.h"

#include "json/text.h"

#include <stdio.h>

static json_t *read_bytes(const char *bytes, size_t length)
{
        return parse_json(test.arena, bytes, length, &test.faults);
}

/* The value as JSON, or its faults. Quotes are single in both. */
static const char *result_of(const char *text)
{
        const char *bytes = quoted(text);
        json_t *value = read_bytes(bytes, strlen(bytes));
        ck_assert_int_eq(value == NULL, test.faults.count > 0);
        if (!value)
                return faults_text();
        char *dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
        char *copy = arena_copy(test.arena, dump, strlen(dump));
        free(dump);
        for (char *c = copy; *c; c++)
                if (*c == '"')
                        *c = '\'';
        return copy;
}

struct example {
        const char *given, *result;
};

static void check_all(const struct example *examples, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                const char *result = result_of(examples[i].given);
                ck_assert_msg(strcmp(result, examples[i].result) == 0, "%s: %s", examples[i].given, result);
        }
}

#define CHECK_ALL(examples) check_all(examples, sizeof(examples) / sizeof *(examples))

START_TEST(accepted)
{
        static const struct example examples[] = {
                {"{'a':[1,true,null,'x']}", "{'a':[1,true,null,'x']}"},
                {" \t\r\n5 ", "5"},
                {"'x'", "'x'"},
                {"[9223372036854775807,-9223372036854775808]", "[9223372036854775807,-9223372036854775808]"},
                {"[1.0,1e2,-0.0,-3.50e1,1.5]", "[1,100,0,-35,1.5]"},
                {"[9007199254740994.0]", "[9.00719925474099e15]"},
                {"{'a':1.0}", "{'a':1}"},
                {"'\\n\\r\\t\\u00e6'", "'\\n\\r\\tæ'"},
                {"'\\\\u0000'", "'\\\\u0000'"},
                {"'\xf0\x9f\x98\x80\\ud83d\\ude00'", "'\xf0\x9f\x98\x80\xf0\x9f\x98\x80'"},
        };
        CHECK_ALL(examples);
}
END_TEST

START_TEST(normalised)
{
        static const struct example examples[] = {
                {"'A\xcc\x8a'", "'Å'"},
                {"'A\\u030a'", "'Å'"},
                {"['\xe2\x84\xab']", "['Å']"},
                {"{'Ra\xcc\x8a' : 1}", "{'Rå':1}"},
                {"{'a':1,'Ra\xcc\x8a':{'o\xcc\x88':'o\xcc\x88'},'b':2}", "{'a':1,'Rå':{'ö':'ö'},'b':2}"},
                {"'\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab'", "'한'"},
        };
        CHECK_ALL(examples);
}
END_TEST

START_TEST(syntax)
{
        static const struct example examples[] = {
                {"", "empty_body@"},
                {" \n\t ", "empty_body@"},
                {"{'a':1", "json_syntax@(1; 6)"},
                {"{\n 'a': 1,\n}", "json_syntax@(3; 1)"},
                {"{} {}", "json_syntax@(1; 4)"},
                {"[1,2]]", "json_syntax@(1; 6)"},
                {"nul", "json_syntax@(1; 3)"},
                {"[01]", "json_syntax@(1; 2)"},
                {"[1,]", "json_syntax@(1; 4)"},
                {"[NaN]", "json_syntax@(1; 4)"},
                {"'\\ud800'", "json_syntax@(1; 8)"},
                {"'\\x'", "json_syntax@(1; 3)"},
                {"'unfinished", "json_syntax@(1; 11)"},
                {"'unfinished\\", "json_syntax@(1; 12)"},
                {"'a\nb'", "json_syntax@(1; 2)"},
                {"\xef\xbb\xbf{}", "{}"},
        };
        CHECK_ALL(examples);
}
END_TEST

START_TEST(numbers)
{
        static const struct example examples[] = {
                {"9223372036854775808", "json_number@(1; 19)"},
                {"[-9223372036854775809]", "json_number@(1; 21)"},
                {"[1e400]", "json_number@(1; 6)"},
                {"[-1e400]", "json_number@(1; 7)"},
        };
        CHECK_ALL(examples);
}
END_TEST

START_TEST(characters)
{
        static const struct example examples[] = {
                {"'\xff'", "not_utf8@"},
                {"'\xc3'", "not_utf8@"},
                {"'\xed\xa0\x80'", "not_utf8@"},
                {"'\xc0\x80'", "not_utf8@"},
                {"'a\\u0000b'", "json_nul@"},
                {"{'\\u0000':1}", "json_nul@"},
                {"{'a':['x','\\u0001'],'b/~':'\\u007f'}", "control_character@/a/1 control_character@/b~1~0"},
                {"'\\u0085'", "control_character@"},
                {"{'a\\nb':1}", "control_character@/a\nb"},
        };
        CHECK_ALL(examples);
        ck_assert_ptr_null(read_bytes("[1\0]", 4));
        ck_assert_str_eq(faults_text(), "json_nul@");
}
END_TEST

START_TEST(duplicates)
{
        static const struct example examples[] = {
                {"{'a':1,'a':2}", "json_duplicate_key@(1; 8)"},
                {"{'a':1,\n 'b':{'c':'c',\n   'c':2}}", "json_duplicate_key@(3; 4)"},
                {"{'a':1,'\\u0061':2}", "json_duplicate_key@(1; 8)"},
                {"{'\xc3\xa5':1,\n'a\xcc\x8a':2}", "json_duplicate_key@(2; 1)"},
                {"{'a\xcc\x8a':1,\n'\xc3\xa5':2}", "json_duplicate_key@(2; 1)"},
                {"{'x':{'y':'z'},'a\xcc\x8a':['k',{'l':1}],\n 'b':0,'\\u00e5':{'m':1}}",
                 "json_duplicate_key@(2; 8)"},
                {"[{'a':1},{'a':1}]", "[{'a':1},{'a':1}]"},
        };
        CHECK_ALL(examples);
}
END_TEST

static char *repeated(const char *unit, size_t count, const char *end)
{
        struct buffer out = BUFFER((size_t)64 * 1024 * 1024);
        for (size_t i = 0; i < count; i++)
                buffer_add_string(&out, unit);
        buffer_add_string(&out, end);
        size_t length;
        char *text = buffer_take(&out, &length);
        ck_assert_ptr_nonnull(text);
        return text;
}

static void refuse_repeated(const char *unit, size_t count, const char *faults)
{
        char *text = repeated(unit, count, "");
        ck_assert_ptr_null(read_bytes(text, strlen(text)));
        ck_assert_str_eq(faults_text(), faults);
        free(text);
}

START_TEST(depth)
{
        refuse_repeated("[", 100000, "too_deep@(64)");
        refuse_repeated("{\"a\":", 100000, "too_deep@(64)");
        refuse_repeated("[", POINTER_DEPTH_MAX + 1, "too_deep@(64)");
        char *closing = repeated("]", POINTER_DEPTH_MAX, "");
        char *text = repeated("[", POINTER_DEPTH_MAX, closing);
        ck_assert_ptr_nonnull(read_bytes(text, strlen(text)));
        free(text);
        free(closing);
        const char *brackets =
                quoted("['[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\'[']");
        ck_assert_ptr_nonnull(read_bytes(brackets, strlen(brackets)));
}
END_TEST

/* Each of these would take minutes, or all memory, if some step were not linear. */
START_TEST(malice)
{
        char *text = repeated("a", (size_t)8 * 1024 * 1024, "");
        ck_assert_ptr_null(read_bytes(text, strlen(text)));
        faults_text();
        free(text);
        refuse_repeated("9", 1000000, "json_number@(1; 1000000)");
        refuse_repeated("\"\\u030a", 300000, "json_syntax@(1; 9)");
        text = repeated("\xcc\x8a\xcc\xa3", 500000, "\"");
        text[0] = '"';
        text[1] = 'a';
        ck_assert_ptr_nonnull(read_bytes(text, strlen(text)));
        free(text);
}
END_TEST

START_TEST(more_values_than_fit)
{
        struct buffer out = BUFFER((size_t)1024 * 1024);
        buffer_add_string(&out, "[0");
        for (int i = 1; i < 49999; i++)
                buffer_add_string(&out, ",0");
        size_t length = out.length;
        buffer_add_string(&out, "]");
        ck_assert_ptr_nonnull(read_bytes(out.bytes, out.length));
        out.length = length;
        buffer_add_string(&out, ",\",[{\"]");
        ck_assert_ptr_null(read_bytes(out.bytes, out.length));
        ck_assert_str_eq(faults_text(), "too_many_values@(50000)");
        buffer_clear(&out);
}
END_TEST

/* Forty thousand names that are the same only when normalised: the position of each is looked up in the
 * text. */
START_TEST(many_duplicates)
{
        struct buffer out = BUFFER((size_t)64 * 1024 * 1024);
        buffer_add_string(&out, "{");
        for (int i = 0; i < 20000; i++)
                buffer_format(&out, "\"a\xcc\x8a%d\":1,\"\xc3\xa5%d\":1,", i, i);
        buffer_add_string(&out, "\"\":0}");
        ck_assert_ptr_null(read_bytes(out.bytes, out.length));
        ck_assert_uint_eq(test.faults.count, FAULTS_LISTED_MAX);
        buffer_clear(&out);
}
END_TEST

START_TEST(long_names_are_cut_in_faults)
{
        struct buffer out = BUFFER((size_t)64 * 1024 * 1024);
        buffer_add_string(&out, "{\"");
        for (int i = 0; i < 1000000; i++)
                buffer_add_string(&out, "å");
        buffer_add_string(&out, "\":\"\\u0001\"}");
        ck_assert_ptr_null(read_bytes(out.bytes, out.length));
        ck_assert_uint_lt(strlen(test.faults.first->where), 300);
        buffer_clear(&out);
}
END_TEST

START_TEST(parameter_text)
{
        enum fault_code fault = FAULT_TYPE;
        ck_assert_str_eq(text_nfc(test.arena, "Ra\xcc\x8a\n", 5, &fault), "Rå\n");
        ck_assert_str_eq(text_nfc(test.arena, "Rådet!", 6, &fault), "Rådet");
        ck_assert_str_eq(text_nfc(test.arena, "", 0, &fault), "");
        ck_assert_int_eq(fault, FAULT_TYPE);
        ck_assert_ptr_null(text_nfc(test.arena, "\xff", 1, &fault));
        ck_assert_int_eq(fault, FAULT_NOT_UTF8);
        ck_assert_ptr_null(text_nfc(test.arena, "a\0b", 3, &fault));
        ck_assert_int_eq(fault, FAULT_JSON_NUL);
        ck_assert_ptr_null(text_nfc(test.arena, "a\x1b[0m", 5, &fault));
        ck_assert_int_eq(fault, FAULT_CONTROL_CHARACTER);
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {
                accepted,
                normalised,
                syntax,
                numbers,
                characters,
                duplicates,
                depth,
                malice,
                more_values_than_fit,
                many_duplicates,
                long_names_are_cut_in_faults,
                parameter_text,
        };
        Suite *suite = suite_create("json read");
        TCase *cases = tcase_create("read");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_set_timeout(cases, 20);
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        suite_add_tcase(suite, cases);
        return suite;
}
