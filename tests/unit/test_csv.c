/*
 * Records written and read: the form of RFC 4180, what spreadsheets make of it, and that what is written
 * comes back.
 */
#include "suite.h"
#include "formats/csv.h"

#include <stdlib.h>
#include <string.h>

#define CELLS_MAX 8

/* Takes a copy apart; false if it breaks the form. */
static bool split(const char *text, char delimiter, char **ret_copy, const char **cells, size_t *ret_count)
{
        *ret_copy = strdup(text);
        return csv_split(*ret_copy, strlen(text), delimiter, cells, CELLS_MAX, ret_count);
}

static void assert_cells(const char *text, char delimiter, const char *const *expected, size_t count)
{
        const char *cells[CELLS_MAX];
        size_t found = 0;
        char *copy;
        ck_assert_msg(split(text, delimiter, &copy, cells, &found), "%s", text);
        ck_assert_msg(found == count, "%s: %zu cells", text, found);
        for (size_t i = 0; i < count; i++)
                ck_assert_str_eq(cells[i], expected[i]);
        free(copy);
}

#define ASSERT_CELLS(text, delimiter, ...)                                                                   \
        assert_cells(text, delimiter, (const char *const[]){__VA_ARGS__},                                    \
                     sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

START_TEST(reads_what_the_standard_shows)
{
        ASSERT_CELLS("aaa,bbb,ccc", ',', "aaa", "bbb", "ccc");
        ASSERT_CELLS("aaa,bbb,ccc\r", ',', "aaa", "bbb", "ccc");
        ASSERT_CELLS("\"aaa\",\"bbb\",\"ccc\"", ',', "aaa", "bbb", "ccc");
        ASSERT_CELLS("\"aaa\",\"b\r\nbb\",\"ccc\"", ',', "aaa", "b\r\nbb", "ccc");
        ASSERT_CELLS("\"aaa\",\"b\"\"bb\",\"ccc\"", ',', "aaa", "b\"bb", "ccc");
}
END_TEST

START_TEST(reads_the_edges)
{
        ASSERT_CELLS("", ',', "");
        ASSERT_CELLS(",", ',', "", "");
        ASSERT_CELLS("\"\"", ',', "");
        ASSERT_CELLS("\"\",\"\"\"\"", ',', "", "\"");
        ASSERT_CELLS("a;b,c;\"d;e\"", ';', "a", "b,c", "d;e");
        ASSERT_CELLS(" a , b ", ',', " a ", " b ");
}
END_TEST

START_TEST(refuses_what_is_none)
{
        static const char *const broken[] = {"a\"b", "\"a\"b",   "\"a",
                                             "a,\"", "\"a\" ,b", "1,2,3,4,5,6,7,8,9"};
        for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
                const char *cells[CELLS_MAX];
                size_t count;
                char *copy;
                ck_assert_msg(!split(broken[i], ',', &copy, cells, &count), "%s", broken[i]);
                free(copy);
        }
        char nul[] = "a\0b";
        const char *cells[CELLS_MAX];
        size_t count;
        ck_assert(!csv_split(nul, 3, ',', cells, CELLS_MAX, &count));
}
END_TEST

START_TEST(knows_a_whole_record)
{
        ck_assert(csv_is_whole("a,b", 3));
        ck_assert(csv_is_whole("\"a\",b", 5));
        ck_assert(!csv_is_whole("a,\"b", 4));
        ck_assert(csv_is_whole("a,\"b\"\"\"", 8));
        ck_assert(!csv_is_whole("a,\"b\"\"", 7));
}
END_TEST

START_TEST(finds_the_delimiter)
{
        ck_assert_int_eq(csv_delimiter("id;name", 7), ';');
        ck_assert_int_eq(csv_delimiter("id,name;x", 9), ',');
        ck_assert_int_eq(csv_delimiter("\"a,b\";c", 7), ';');
        ck_assert_int_eq(csv_delimiter("id", 2), ',');
        ck_assert_int_eq(csv_delimiter("id\tname, nb", 11), '\t');
}
END_TEST

START_TEST(writes_plainly_quoted_and_guarded)
{
        static const struct {
                const char *text, *written;
        } cases[] = {{"Åse", "Åse"},
                     {"", ""},
                     {"a,b", "\"a,b\""},
                     {"a;b", "\"a;b\""},
                     {"a\"b", "\"a\"\"b\""},
                     {"a\nb", "\"a\nb\""},
                     {"=1+1", "'=1+1"},
                     {"+47 1", "'+47 1"},
                     {"-", "'-"},
                     {"@x", "'@x"},
                     {"\tx", "'\tx"},
                     {"\rx", "\"'\rx\""},
                     {"=a,b", "\"'=a,b\""},
                     {"'=x", "''=x"},
                     {"''=x", "'''=x"},
                     {"'s-Hertogenbosch", "'s-Hertogenbosch"},
                     {"'", "'"},
                     {"\nx", "\"'\nx\""},
                     {"a\n\nb", "\"a\n\nb\""},
                     {"\xef\xbc\x9d"
                      "1",
                      "'\xef\xbc\x9d"
                      "1"},
                     {"a;=1", "\"a;'=1\""},
                     {"a\n- b", "\"a\n'- b\""},
                     {"a;\"=1", "\"a;\"\"'=1\""},
                     {" =1", " '=1"},
                     {"a;'=1", "\"a;''=1\""},
                     {"a - b, c=d; e", "\"a - b, c=d; e\""}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct buffer out = BUFFER(100);
                csv_add_text(&out, cases[i].text, strlen(cases[i].text), CSV_FIRST);
                ck_assert_msg(out.length == strlen(cases[i].written) &&
                                      (!out.length || memcmp(out.bytes, cases[i].written, out.length) == 0),
                              "%s: %.*s", cases[i].text, (int)out.length, out.bytes ? out.bytes : "");
                buffer_clear(&out);
        }
}
END_TEST

/* Every text of some characters that mean something, up to four of them. */
START_TEST(what_is_written_comes_back)
{
        static const char letters[] = "a\",;='\r\n-\t ";
        const size_t kinds = sizeof letters - 1;
        for (size_t n = 0; n < 4 * kinds * kinds * kinds * kinds; n++) {
                char text[5];
                size_t length = 1 + n % 4, rest = n / 4;
                for (size_t i = 0; i < length; i++, rest /= kinds)
                        text[i] = letters[rest % kinds];
                text[length] = '\0';
                struct buffer out = BUFFER(100);
                csv_add_text(&out, text, length, CSV_FIRST);
                csv_add_number(&out, "-7", ',');
                csv_add_text(&out, text, length, ',');
                ck_assert(csv_is_whole(out.bytes, out.length));
                csv_end(&out);
                const char *cells[CELLS_MAX];
                size_t count = 0;
                ck_assert(csv_split(out.bytes, out.length - 1, ',', cells, CELLS_MAX, &count));
                ck_assert_uint_eq(count, 3);
                ck_assert_str_eq(cells[0], text);
                ck_assert_str_eq(cells[1], "-7");
                ck_assert_str_eq(cells[2], text);
                buffer_clear(&out);
        }
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("csv");
        TCase *tests = tcase_create("csv");
        tcase_add_test(tests, reads_what_the_standard_shows);
        tcase_add_test(tests, reads_the_edges);
        tcase_add_test(tests, refuses_what_is_none);
        tcase_add_test(tests, knows_a_whole_record);
        tcase_add_test(tests, finds_the_delimiter);
        tcase_add_test(tests, writes_plainly_quoted_and_guarded);
        tcase_add_test(tests, what_is_written_comes_back);
        tcase_set_timeout(tests, 60);
        suite_add_tcase(suite, tests);
        return suite;
}
