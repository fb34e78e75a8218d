/* What Accept-Encoding asks for, what is worth compressing, and compressed forms that are kept. */
#include "suite.h"
#include "base/media_type.h"
#include "coding/compressor.h"
#include "coding/encoding.h"
#include "coding/headers.h"

#include <stdlib.h>
#include <string.h>

static const struct {
        const char *field;
        enum coding coding;
        bool insists;
} fields[] = {
        {NULL, CODING_IDENTITY, false},
        {"", CODING_IDENTITY, false},
        {"identity", CODING_IDENTITY, false},
        {"gzip", CODING_GZIP, false},
        {"x-gzip", CODING_GZIP, false},
        {"GZip", CODING_GZIP, false},
        {"br", CODING_BROTLI, false},
        {"gzip, deflate, br", CODING_BROTLI, false},
        {"br;q=0.5, gzip;q=0.8", CODING_GZIP, false},
        {"br;q=0.5,gzip;q=0.5", CODING_BROTLI, false},
        {"gzip;q=0", CODING_IDENTITY, false},
        {"gzip;q=0.0, br;q=0.000", CODING_IDENTITY, false},
        {"gzip;q=0.001", CODING_GZIP, false},
        {"gzip;q=0.5, identity", CODING_IDENTITY, false},
        {"gzip;q=0.5, identity;q=0.4", CODING_GZIP, false},
        {"gzip, identity", CODING_GZIP, false},
        {"*", CODING_BROTLI, false},
        {"*;q=0", CODING_IDENTITY, true},
        {"identity;q=0", CODING_IDENTITY, true},
        {"identity;q=0, *;q=0", CODING_IDENTITY, true},
        {"identity;q=0, *", CODING_BROTLI, true},
        {"identity, *;q=0", CODING_IDENTITY, false},
        {"*;q=0, gzip", CODING_GZIP, true},
        {"br;q=0, *", CODING_GZIP, false},
        {"identity;q=0.5, *;q=0", CODING_IDENTITY, false},
        {"identity;q=0, gzip", CODING_GZIP, true},
        {"deflate, zstd, compress", CODING_IDENTITY, false},
        {"identity;q=0, zstd", CODING_IDENTITY, true},
        {"gzipped, brotli, b", CODING_IDENTITY, false},
        {"gzip;q=, br;level=5", CODING_BROTLI, false},
        {" , ,gzip ; q=1.0 ,,", CODING_GZIP, false},
        {";q=1,=;,;;;", CODING_IDENTITY, false},
};

START_TEST(the_coding_that_is_liked_best)
{
        bool insists = !fields[_i].insists;
        enum coding coding = header_coding(fields[_i].field, &insists);
        ck_assert_msg(coding == fields[_i].coding && insists == fields[_i].insists, "%s: %d, %d",
                      fields[_i].field ? fields[_i].field : "(none)", (int)coding, insists);
}
END_TEST

START_TEST(text_is_worth_it_and_what_is_packed_is_not)
{
        static const char *const worth[] = {"application/json",
                                            "application/problem+json",
                                            "text/csv; charset=utf-8; header=present",
                                            "application/x-ndjson",
                                            "image/svg+xml",
                                            "application/atom+xml",
                                            "text/calendar; charset=utf-8",
                                            "text/html",
                                            "text/css",
                                            "text/javascript",
                                            "application/javascript",
                                            "application/yaml"};
        static const char *const not_worth[] = {"image/png",  "application/pdf",          "application/zip",
                                                "font/woff2", "application/octet-stream", ""};
        for (size_t i = 0; i < sizeof worth / sizeof *worth; i++)
                ck_assert_msg(media_type_is_text(worth[i]), "%s", worth[i]);
        for (size_t i = 0; i < sizeof not_worth / sizeof *not_worth; i++)
                ck_assert_msg(!media_type_is_text(not_worth[i]), "%s", not_worth[i]);
}
END_TEST

static struct buffer form_of(char letter, size_t length)
{
        struct buffer form = BUFFER(length);
        for (size_t i = 0; i < length; i++)
                buffer_add_char(&form, letter);
        return form;
}

static size_t found_length(struct variants *variants, uint64_t mark, enum coding coding)
{
        struct buffer found = BUFFER(1 << 20);
        size_t length = variants_find(variants, mark, coding, &found) ? found.length : 0;
        buffer_clear(&found);
        return length;
}

START_TEST(a_kept_form_is_found_under_its_mark_and_coding_alone)
{
        struct variants *variants = variants_new(1000);
        struct buffer form = form_of('a', 10), other = form_of('b', 20);
        variants_keep(variants, 7, CODING_GZIP, &form);
        variants_keep(variants, 7, CODING_BROTLI, &other);
        ck_assert_uint_eq(found_length(variants, 7, CODING_GZIP), 10);
        ck_assert_uint_eq(found_length(variants, 7, CODING_BROTLI), 20);
        ck_assert_uint_eq(found_length(variants, 8, CODING_GZIP), 0);
        variants_keep(variants, 0, CODING_GZIP, &form);
        ck_assert_uint_eq(found_length(variants, 0, CODING_GZIP), 0);
        /* as far away as there are places, and with the same one */
        variants_keep(variants, 7 + 4096, CODING_GZIP, &other);
        ck_assert_uint_eq(found_length(variants, 7 + 4096, CODING_GZIP), 20);
        ck_assert_uint_eq(found_length(variants, 7, CODING_GZIP), 0);
        buffer_clear(&form);
        buffer_clear(&other);
        variants_free(variants);
}
END_TEST

START_TEST(what_is_kept_stays_within_its_bytes)
{
        struct variants *variants = variants_new(1000);
        struct buffer form = form_of('a', 300), large = form_of('b', 1001);
        size_t kept = 0;
        for (uint64_t mark = 1; mark <= 100; mark++)
                variants_keep(variants, mark, CODING_GZIP, &form);
        for (uint64_t mark = 1; mark <= 100; mark++)
                kept += found_length(variants, mark, CODING_GZIP);
        ck_assert_uint_eq(kept, 900);
        ck_assert_uint_eq(found_length(variants, 100, CODING_GZIP), 300);
        variants_keep(variants, 101, CODING_GZIP, &large);
        ck_assert_uint_eq(found_length(variants, 101, CODING_GZIP), 0);
        buffer_clear(&form);
        buffer_clear(&large);
        variants_free(variants);
}
END_TEST

START_TEST(there_are_so_many_streams_and_no_more_and_they_leave_the_rest_alone)
{
        struct compressor *all[1000];
        size_t count = 0;
        while (count < 1000 && (all[count] = compressor_new(count % 2 ? CODING_GZIP : CODING_BROTLI)))
                count++;
        ck_assert_uint_gt(count, 8);
        ck_assert_uint_lt(count, 200);
        struct buffer out = BUFFER(1000);
        ck_assert(compressor_whole(CODING_GZIP, "abc", 3, &out));
        ck_assert_uint_gt(out.length, 0);
        compressor_free(all[--count]);
        all[count] = compressor_new(CODING_GZIP);
        ck_assert_ptr_nonnull(all[count++]);
        buffer_clear(&out);
        while (count)
                compressor_free(all[--count]);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("encoding");
        TCase *tests = tcase_create("all");
        tcase_add_loop_test(tests, the_coding_that_is_liked_best, 0, sizeof fields / sizeof *fields);
        tcase_add_test(tests, text_is_worth_it_and_what_is_packed_is_not);
        tcase_add_test(tests, a_kept_form_is_found_under_its_mark_and_coding_alone);
        tcase_add_test(tests, what_is_kept_stays_within_its_bytes);
        tcase_add_test(tests, there_are_so_many_streams_and_no_more_and_they_leave_the_rest_alone);
        suite_add_tcase(suite, tests);
        return suite;
}
