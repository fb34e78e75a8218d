/*
 * Lines out of a file: their ends, those that are too long, and that nothing depends on where the reads fall.
 */
#include "suite.h"
#include "base/line_reader.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file with this text, at its beginning. */
static int file_with(const char *text)
{
        char name[] = "/tmp/samrad-reader-XXXXXX";
        int file = mkstemp(name);
        ck_assert(file >= 0 && unlink(name) == 0);
        ck_assert(write(file, text, strlen(text)) == (ssize_t)strlen(text) && lseek(file, 0, SEEK_SET) == 0);
        return file;
}

/* All lines, each with a bar behind it; `!` for one that was too long. */
static void assert_lines(const char *text, size_t line_max, const char *expected)
{
        struct line_reader reader;
        char found[256] = "";
        int file = file_with(text);
        ck_assert(line_reader_start(&reader, file, line_max));
        for (;;) {
                const char *line = "!";
                size_t length = 1;
                enum line_reader_step step = line_reader_next(&reader, &line, &length);
                ck_assert(step != LINE_READER_FAILED);
                if (step == LINE_READER_END)
                        break;
                strncat(found, line, length);
                strncat(found, "|", 2);
        }
        ck_assert_str_eq(found, expected);
        ck_assert_uint_eq(reader.taken, strlen(text));
        line_reader_end(&reader);
        close(file);
}

START_TEST(lines_end_with_lf_or_the_file)
{
        assert_lines("", 10, "");
        assert_lines("a", 10, "a|");
        assert_lines("a\n", 10, "a|");
        assert_lines("a\n\nb", 10, "a||b|");
        assert_lines("\n", 10, "|");
        assert_lines("en\nto\ntre\n", 10, "en|to|tre|");
}
END_TEST

START_TEST(too_long_is_passed_over)
{
        assert_lines("1234\n12345\n12\n", 4, "1234|!|12|");
        assert_lines("123456789012\nab\n", 4, "!|ab|");
        assert_lines("ab\n12345678901", 4, "ab|!|");
        assert_lines("12345", 4, "!|");
        assert_lines("1234", 4, "1234|");
}
END_TEST

START_TEST(what_cannot_be_read_is_told)
{
        struct line_reader reader;
        const char *line;
        size_t length;
        ck_assert(line_reader_start(&reader, -1, 10));
        ck_assert_int_eq(line_reader_next(&reader, &line, &length), LINE_READER_FAILED);
        line_reader_end(&reader);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("reader");
        TCase *tests = tcase_create("reader");
        tcase_add_test(tests, lines_end_with_lf_or_the_file);
        tcase_add_test(tests, too_long_is_passed_over);
        tcase_add_test(tests, what_cannot_be_read_is_told);
        suite_add_tcase(suite, tests);
        return suite;
}
