/* The base room: date, fault, nearest, identity, orgnr. */
#include "suite.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "words/fault.h"
#include "base/identity.h"
#include "base/nearest.h"
#include "base/orgnr.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(date_parts)
{
        int year, month, day;
        ck_assert_int_eq(date_make(1970, 1, 1), 0);
        ck_assert_int_eq(date_make(2000, 3, 1) - date_make(2000, 2, 1), 29);
        ck_assert_int_eq(date_make(1900, 3, 1) - date_make(1900, 2, 1), 28);
        for (date d = date_make(1, 1, 1), expected = d; d < date_make(9999, 12, 31);
             d += 97, expected += 97) {
                date_split(d, &year, &month, &day);
                ck_assert_int_eq(date_make(year, month, day), expected);
                char text[DATE_TEXT_SIZE];
                date again;
                date_format(d, text);
                ck_assert(date_parse(text, strlen(text), &again));
                ck_assert_int_eq(again, d);
        }
}
END_TEST

static bool is_partial(const char *text, struct partial_date *ret)
{
        return date_parse_partial(text, strlen(text), ret);
}

START_TEST(date_partial)
{
        struct partial_date partial;
        ck_assert(is_partial("2019", &partial));
        ck_assert_int_eq(partial.precision, DATE_YEAR);
        ck_assert_int_eq(partial.first, date_make(2019, 1, 1));
        ck_assert_int_eq(partial.last, date_make(2019, 12, 31));
        ck_assert(is_partial("2020-02", &partial));
        ck_assert_int_eq(partial.last, date_make(2020, 2, 29));
        ck_assert(is_partial("2020-02-29", &partial));
        ck_assert_int_eq(partial.first, partial.last);
        static const char *const bad[] = {"",         "201",        "0000",       "2019-00",     "2019-13",
                                          "2019-1",   "2019-02-29", "2019-04-31", "2019-01-00",  "2019/01/01",
                                          "2019-1-1", "+019",       "2019-01-1x", "2019-01-011", "20190101"};
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                ck_assert_msg(!is_partial(bad[i], &partial), "%s", bad[i]);
        date day;
        ck_assert(!date_parse("2019-01", 7, &day));
}
END_TEST

START_TEST(date_months)
{
        ck_assert_int_eq(date_add_months(date_make(2020, 1, 31), 1), date_make(2020, 2, 29));
        ck_assert_int_eq(date_add_months(date_make(2020, 3, 31), -1), date_make(2020, 2, 29));
        ck_assert_int_eq(date_add_months(date_make(2019, 12, 15), 13), date_make(2021, 1, 15));
        ck_assert_int_eq(date_add_months(date_make(2019, 1, 15), -13), date_make(2017, 12, 15));
        ck_assert_int_eq(date_add_months(date_make(2018, 1, 1), 72), date_make(2024, 1, 1));
}
END_TEST

START_TEST(fault_words)
{
        struct arena *arena = arena_new((size_t)1024 * 1024);
        struct faults faults;
        fault_init(&faults, arena);
        fault_add(&faults, FAULT_POINTER, "/nmae", FAULT_UNKNOWN_PROPERTY_NEAR, "nmae", "name");
        ck_assert_str_eq(fault_sentence(arena, faults.first, LANGUAGE_NB),
                         "Feltet «nmae» er ukjent. Mente du «name»?");
        ck_assert_str_eq(fault_sentence(arena, faults.first, LANGUAGE_NN),
                         "Feltet «nmae» er ukjent. Meinte du «name»?");
        ck_assert_str_eq(fault_sentence(arena, faults.first, LANGUAGE_EN),
                         "The member 'nmae' is unknown. Did you mean 'name'?");
        for (size_t code = 0; code < FAULT_CODE_COUNT; code++) {
                const char *name = fault_code((enum fault_code)code);
                ck_assert_str_eq(fault_code(fault_code_find(name)), name);
                for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
                        const struct fault fault = {.code = (enum fault_code)code, .args = {"a", "b"}};
                        const char *text = fault_sentence(arena, &fault, (enum language)language);
                        ck_assert(text && *text && !strchr(text, '{'));
                }
        }
        ck_assert_int_eq(fault_code_find("no_such_code"), FAULT_CODE_COUNT);
        arena_free(arena);
}
END_TEST

START_TEST(faults_are_counted_beyond_the_list)
{
        struct arena *arena = arena_new((size_t)1024 * 1024);
        struct faults faults;
        fault_init(&faults, arena);
        for (size_t i = 0; i < FAULTS_LISTED_MAX + 50; i++) {
                char words[24];
                snprintf(words, sizeof words, "%zu", i);
                fault_add(&faults, FAULT_PARAMETER, "q", FAULT_ENUM, words, NULL);
        }
        fault_add(&faults, FAULT_PARAMETER, "q", FAULT_ENUM, "7", NULL); /* is said already */
        size_t listed = 0;
        for (const struct fault *fault = faults.first; fault; fault = fault->next)
                listed++;
        ck_assert_uint_eq(faults.count, FAULTS_LISTED_MAX + 50);
        ck_assert_uint_eq(listed, FAULTS_LISTED_MAX);
        arena_free(arena);
}
END_TEST

START_TEST(nearest_distances)
{
        ck_assert_uint_eq(nearest_distance("name", "name", 3), 0);
        ck_assert_uint_eq(nearest_distance("name", "nmae", 3), 1);
        ck_assert_uint_eq(nearest_distance("ValidTo", "validTo", 3), 0);
        ck_assert_uint_eq(nearest_distance("valid_to", "validTo", 3), 1);
        ck_assert_uint_eq(nearest_distance("kitten", "sitting", 3), 3);
        ck_assert_uint_eq(nearest_distance("kitten", "sitting", 2), 3);
        ck_assert_uint_eq(nearest_distance("", "abc", 3), 3);
        ck_assert_uint_eq(nearest_distance("abc", "xyz", 1), 2);
        ck_assert_uint_eq(nearest_distance("ca", "abc", 5), 3);
}
END_TEST

START_TEST(nearest_names)
{
        static const char *const names[] = {"name", "kind", "validFrom", "validTo", "note", "per"};
        static const struct {
                const char *given, *nearest;
        } cases[] = {
                {"nmae", "name"},
                {"Name", "name"},
                {"validfrom", "validFrom"},
                {"valid_from", "validFrom"},
                {"vaildTo", "validTo"},
                {"colour", NULL},
                {"x", NULL},
                {"", NULL},
                {"nota", "note"},
                {"gyldigFra", NULL},
                {"pre", "per"},
                {"who", NULL},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                const char *nearest = nearest_name(cases[i].given, names, sizeof names / sizeof *names);
                if (cases[i].nearest)
                        ck_assert_pstr_eq(nearest, cases[i].nearest);
                else
                        ck_assert_msg(!nearest, "%s: %s", cases[i].given, nearest);
        }
        char longest[NEAREST_NAME_MAX + 2];
        memset(longest, 'n', sizeof longest - 1);
        longest[sizeof longest - 1] = '\0';
        ck_assert_ptr_null(nearest_name(longest, names, sizeof names / sizeof *names));
        ck_assert_ptr_null(nearest_name("name", names, 0));
}
END_TEST

START_TEST(orgnr_accepted)
{
        static const char *const good[] = {"974760673",   "974 760 673", "0192:974760673",
                                           " 974760673 ", "971 032 146", "0192: 971032146"};
        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
                char digits[ORGNR_SIZE];
                ck_assert_msg(orgnr_parse(good[i], strlen(good[i]), digits), "%s", good[i]);
                ck_assert_uint_eq(strlen(digits), 9);
                ck_assert_int_eq(digits[0], '9');
        }
}
END_TEST

START_TEST(orgnr_refused)
{
        static const char *const bad[] = {
                "",          " ",     "974760674",      "97476067",  "9747606730",  "974-760-673",
                "97476067x", "0192:", "0193:974760673", "000000000", "974760\t673", "0192:0192:974760673",
        };
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                char digits[ORGNR_SIZE] = "untouched";
                ck_assert_msg(!orgnr_parse(bad[i], strlen(bad[i]), digits), "%s", bad[i]);
                ck_assert_str_eq(digits, "untouched");
        }
        /* 100000000 + n: each number has one control digit at most, and about one in eleven has none. */
        size_t with_ten = 0;
        for (int prefix = 91000000; prefix < 91001100; prefix++) {
                size_t valid = 0;
                for (int control = 0; control < 10; control++) {
                        char text[32], digits[ORGNR_SIZE];
                        snprintf(text, sizeof text, "%d%d", prefix, control);
                        valid += orgnr_parse(text, strlen(text), digits);
                }
                ck_assert_uint_le(valid, 1);
                with_ten += valid == 0;
        }
        ck_assert_uint_gt(with_ten, 80);
        ck_assert_uint_lt(with_ten, 120);
}
END_TEST

START_TEST(identity_numbers)
{
        /* Made-up numbers whose control digits do not fit. */
        static const char *const found[] = {
                "01019012345",  /* plain */
                "010190 12345", /* with a space */
                "010190\xc2\xa0"
                "12345", /* no-break space */
                "010190\xe2\x80\xaf"
                "12345",                          /* narrow no-break space */
                "Født 31129900000, bor i Hamar.", /* within a text */
                "fnr:29020012345.",               /* a leap day of some century */
                "41019012345",                    /* D-number */
                "71129912345",                    /* D-number, the 31st */
                "01419012345",                    /* month + 40 */
                "01529012345",                    /* December + 40 */
                "01669012345",                    /* month + 65 */
                "01819012345",                    /* month + 80 */
                "41819012345",                    /* D-number, month + 80 */
                "a01019012345b",                  /* letters around */
                "12345 01019012345",              /* after another number */
        };
        for (size_t i = 0; i < sizeof found / sizeof *found; i++)
                ck_assert_msg(identity_found(found[i], strlen(found[i])), "%s", found[i]);
}
END_TEST

START_TEST(identity_not_numbers)
{
        static const char *const fine[] = {
                "",
                "974760673",      /* organisation number */
                "974 760 673",    /* the same as people write it */
                "0192:974760673", /* ISO 6523 */
                "010190123456",   /* twelve digits */
                "0101901234",     /* ten digits */
                "101019012345",   /* twelve, with eleven good ones at the end */
                "010190 123456",  /* six and six */
                "1010190 12345",  /* seven and five */
                "010190  12345",  /* two spaces */
                "32019012345",    /* no such day */
                "30029012345",    /* no such day in February */
                "31049012345",    /* no such day in April */
                "01139012345",    /* no such month */
                "01539012345",    /* beyond December + 40 */
                "72019012345",    /* beyond the last D-number */
                "2019-01-01",     /* dates and instants */
                "01.01.1990",
                "20190101120000",
                "2019-01-01T12:00:00.12345Z",
                "+47 22 24 90 90",                          /* telephone */
                "01019abc-1234-7abc-8123-01019012345a",     /* UUID with eleven digits in its tail */
                "9f86d08188401019012345a4c7d659a2feaa0c55", /* checksum */
        };
        for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
                ck_assert_msg(!identity_found(fine[i], strlen(fine[i])), "%s", fine[i]);
        ck_assert(!identity_found("01019012345", 10));
        ck_assert(identity_found("01019012345678", 11));
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {date_parts,
                                      date_partial,
                                      date_months,
                                      fault_words,
                                      faults_are_counted_beyond_the_list,
                                      nearest_distances,
                                      nearest_names,
                                      orgnr_accepted,
                                      orgnr_refused,
                                      identity_numbers,
                                      identity_not_numbers};
        Suite *suite = suite_create("base");
        TCase *cases = tcase_create("base");
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        suite_add_tcase(suite, cases);
        return suite;
}
