/* The formats of strings: for each, what it accepts and what not. */
#include "suite.h"
#include "test_json.h"

static bool accepts(const struct schema *compiled, const char *text)
{
        json_t *value = json_string(text);
        ck_assert_ptr_nonnull(value);
        bool matches = schema_matches(compiled, value);
        json_decref(value);
        return matches;
}

/* Both lists end with NULL. */
static void check_format(const char *given_schema, const char *const *good, const char *const *bad)
{
        const struct schema *compiled = schema(given_schema);
        for (; *good; good++)
                ck_assert_msg(accepts(compiled, *good), "%s: %s", given_schema, *good);
        for (; *bad; bad++)
                ck_assert_msg(!accepts(compiled, *bad), "%s: %s", given_schema, *bad);
        ck_assert(schema_matches(compiled, tree("7")));
}

START_TEST(dates)
{
        static const char *const good[] = {"2019-01-31", "2020-02-29", "0001-01-01", "9999-12-31", NULL};
        static const char *const bad[] = {"",           "2019-01",     "2019",     "2019-02-29",
                                          "2019-1-1",   "2019-01-31 ", "20190131", "2019-01-32",
                                          "31.01.2019", NULL};
        check_format("{'format':'date'}", good, bad);
}
END_TEST

START_TEST(partial_dates)
{
        static const char *const good[] = {"2019", "2019-12", "2019-12-31", NULL};
        static const char *const bad[] = {"",  "19", "2019-", "2019-13", "2019-02-30", "2019-12-31T00:00:00Z",
                                          NULL};
        check_format("{'format':'partial-date'}", good, bad);
}
END_TEST

START_TEST(human_texts)
{
        static const char *const good[] = {"Kari", "  Kari\n", "Šárá Čáhppes", "a\u200bb", "\u2764\ufe0f",
                                           "–",    NULL};
        static const char *const bad[] = {"",         " ",       "\n\t",   "\u00a0\u3000", "\u200b",
                                          "\u00ad",   "\u2800",  "\u3164", "\ufe0f",       "Alice \u202eliE",
                                          "K\u2066a", "\u2069b", NULL};
        check_format("{'format':'text'}", good, bad);
}
END_TEST

START_TEST(instants)
{
        static const char *const good[] = {
                "2019-01-31T12:00:00Z",      "2019-01-31t12:00:00z",      "2019-01-31T12:00:00.123456789Z",
                "2019-01-31T23:59:59+02:00", "2019-01-31T00:00:00-00:00", "1990-12-31T23:59:60Z",
                "1990-12-31T15:59:60-08:00", "1991-01-01T00:59:60+01:00", NULL};
        static const char *const bad[] = {
                "",
                "2019-01-31",
                "2019-01-31T12:00Z",
                "2019-01-31T12:00:00",
                "2019-01-31 12:00:00Z",
                "2019-01-31T24:00:00Z",
                "2019-01-31T12:60:00Z",
                "2019-01-31T12:00:60Z",
                "2019-01-31T12:00:61Z",
                "2019-01-31T12:00:00.Z",
                "2019-01-31T12:00:00+2:00",
                "2019-01-31T12:00:00+24:00",
                "2019-01-31T12:00:00+02:60",
                "2019-01-31T12:00:00+0200",
                "2019-01-31T12:00:00Zx",
                "2019-02-29T12:00:00Z",
                NULL,
        };
        check_format("{'format':'date-time'}", good, bad);
}
END_TEST

START_TEST(web_addresses)
{
        static const char *const good[] = {"https://example.org",
                                           "http://example.org/",
                                           "HTTPS://example.org:8443/a/b?c=d&e=%C3%A6#f",
                                           "https://example.org?q",
                                           "https://[2001:db8::1]/x",
                                           "https://example.org/æ",
                                           "https://lovdata.no/dokument/NL/lov/2011-06-24-30",
                                           "http://127.0.0.1:1/~a;b=(c)",
                                           "https://example.org/æ",
                                           NULL};
        static const char *const bad[] = {
                "",
                "example.org",
                "//example.org",
                "ftp://example.org",
                "https://",
                "https:///a",
                "https:/example.org",
                "https://user:secret@example.org/",
                "https://example.org/a b",
                "https://example.org/%zz",
                "https://example.org/%a",
                "https://example.org/#a#b",
                "https://example.org:99999/",
                "https://example.org:/",
                "https://[::1/",
                "https://example.org/\"><script>",
                "javascript:alert(1)",
                "https://example.org/\n",
                NULL,
        };
        check_format("{'format':'uri'}", good, bad);
}
END_TEST

START_TEST(organisation_numbers)
{
        static const char *const good[] = {"974760673", "974 760 673", NULL};
        static const char *const bad[] = {"", "974760674", "97476067", "NO974760673MVA", NULL};
        check_format("{'format':'orgnr'}", good, bad);
}
END_TEST

START_TEST(shares)
{
        static const char *const good[] = {"2/5",     "40%",           "0%", "100%", "0/1", "1/1",
                                           "007/010", "999999/999999", NULL};
        static const char *const bad[] = {"",      "40",   "0.4",   "40 %", "101%", "6/5", "1/0",
                                          "-1/2",  "1/-2", "1/2/3", "1/2%", "%",    "/2",  "1000000/1000000",
                                          "40.5%", NULL};
        check_format("{'format':'share'}", good, bad);
}
END_TEST

START_TEST(periods)
{
        static const char *const good[] = {"P2Y",     "P18M",  "P30D",  "P2W", "P1Y6M",
                                           "P1Y2M3D", "P1Y3D", "P0Y1M", NULL};
        static const char *const bad[] = {"",      "P",     "2Y",      "p2y",   "P2",    "PT1H", "P1YT1H",
                                          "P6M1Y", "P1Y1Y", "P1W1D",   "P1Y2W", "P1.5Y", "-P1Y", "P-1Y",
                                          "P0D",   "P0Y0M", "P99999Y", "P1Y ",  NULL};
        check_format("{'format':'period'}", good, bad);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("json formats");
        TCase *cases = tcase_create("formats");
        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_add_test(cases, dates);
        tcase_add_test(cases, partial_dates);
        tcase_add_test(cases, human_texts);
        tcase_add_test(cases, instants);
        tcase_add_test(cases, web_addresses);
        tcase_add_test(cases, organisation_numbers);
        tcase_add_test(cases, shares);
        tcase_add_test(cases, periods);
        suite_add_tcase(suite, cases);
        return suite;
}
