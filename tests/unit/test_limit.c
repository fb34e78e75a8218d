/* Buckets at given times, and whom a request comes from. */
#include "suite.h"
#include "http/limiter.h"
#include "http/peer.h"

#include <arpa/inet.h>
#include <string.h>

#define SECOND UINT64_C(1000000000)
#define START  (1000 * SECOND)

static struct limiter *limiter;
static struct rate rate;

static void setup(void)
{
        limiter = limiter_new();
        ck_assert_ptr_nonnull(limiter);
}

static void teardown(void)
{
        limiter_free(limiter);
}

static bool take(const char *who, unsigned per_second, uint64_t now)
{
        return limiter_take(limiter, 'c', who, strlen(who), per_second, now, &rate);
}

START_TEST(a_bucket_holds_ten_seconds_and_fills_again)
{
        for (unsigned i = 1; i <= 30; i++) {
                ck_assert(take("a", 3, START));
                ck_assert_uint_eq(rate.limit, 30);
                ck_assert_uint_eq(rate.remaining, 30 - i);
                ck_assert_uint_eq(rate.retry_s, 0);
        }
        ck_assert_uint_eq(rate.reset_s, 10);
        ck_assert(!take("a", 3, START));
        ck_assert_uint_eq(rate.retry_s, 1);
        ck_assert_uint_eq(rate.remaining, 0);
        /* refusals cost nothing: a third of a second later there is one again, and only one */
        ck_assert(take("a", 3, START + SECOND / 3 + 1));
        ck_assert(!take("a", 3, START + SECOND / 3 + 1));
        for (unsigned i = 1; i <= 30; i++)
                ck_assert(take("a", 3, START + 11 * SECOND));
        ck_assert(!take("a", 3, START + 11 * SECOND));
}
END_TEST

START_TEST(over_time_no_more_than_the_rate_passes)
{
        unsigned passed = 0;
        for (uint64_t ms = 0; ms < 60000; ms += 7)
                passed += take("a", 5, START + ms * 1000000);
        ck_assert_uint_ge(passed, 50 + 60 * 5 - 2);
        ck_assert_uint_le(passed, 50 + 60 * 5);
}
END_TEST

START_TEST(everybody_has_his_own_and_looking_costs_nothing)
{
        for (int i = 0; i < 10; i++)
                ck_assert(take("a", 1, START));
        ck_assert(!take("a", 1, START));
        ck_assert(take("b", 1, START));
        ck_assert(limiter_take(limiter, 'f', "a", 1, 1, START, &rate));
        for (int i = 0; i < 100; i++)
                ck_assert(limiter_look(limiter, 'c', "d", 1, 1, START, &rate));
        ck_assert_uint_eq(rate.remaining, 10);
        ck_assert(!limiter_look(limiter, 'c', "a", 1, 1, START, &rate));
        ck_assert(take("z", 0, START));
        ck_assert_uint_eq(rate.limit, 0);
}
END_TEST

/* Whoever has used up his bucket is not forgotten because of many who have not. */
START_TEST(a_flood_of_others_empties_no_memory)
{
        for (int i = 0; i < 100; i++)
                take("greedy", 10, START);
        ck_assert(!take("greedy", 10, START));
        for (uint32_t i = 0; i < 200000; i++)
                limiter_take(limiter, 'a', &i, sizeof i, 10, START, &rate);
        ck_assert(!take("greedy", 10, START));
}
END_TEST

static const char *behind(const char *connection, const char *forwarded, const char *proxies)
{
        static char text[INET6_ADDRSTRLEN];
        struct peer_proxies list;
        struct in_addr four;
        ck_assert(peer_proxies_read(proxies, &list));
        ck_assert_int_eq(inet_pton(AF_INET, connection, &four), 1);
        struct peer peer = peer_behind(peer_of_ipv4(&four), forwarded, &list);
        return inet_ntop(AF_INET6, peer.bytes, text, sizeof text);
}

START_TEST(only_a_proxy_of_ours_is_believed)
{
        static const struct {
                const char *connection, *forwarded, *proxies, *peer;
        } cases[] = {
                {"1.2.3.4", NULL, "", "::ffff:1.2.3.4"},
                {"1.2.3.4", "5.6.7.8", "", "::ffff:1.2.3.4"},
                {"1.2.3.4", "5.6.7.8", "127.0.0.1", "::ffff:1.2.3.4"},
                {"127.0.0.1", "5.6.7.8", "127.0.0.1", "::ffff:5.6.7.8"},
                {"127.0.0.1", NULL, "127.0.0.1", "::ffff:127.0.0.1"},
                {"127.0.0.1", "9.9.9.9, 5.6.7.8", "127.0.0.1", "::ffff:5.6.7.8"},
                {"127.0.0.1", "9.9.9.9,5.6.7.8 , 10.0.0.1", "127.0.0.1,10.0.0.1", "::ffff:5.6.7.8"},
                {"127.0.0.1", "10.0.0.1", "127.0.0.1, 10.0.0.1", "::ffff:10.0.0.1"},
                {"127.0.0.1", "garbage", "127.0.0.1", "::ffff:127.0.0.1"},
                {"127.0.0.1", "5.6.7.8, garbage", "127.0.0.1", "::ffff:127.0.0.1"},
                {"127.0.0.1", "", "127.0.0.1", "::ffff:127.0.0.1"},
                {"127.0.0.1", ",", "127.0.0.1", "::ffff:127.0.0.1"},
                {"127.0.0.1", "2a01:799:1:2:3:4:5:6", "127.0.0.1", "2a01:799:1:2::"},
                {"127.0.0.1", "::1", "127.0.0.1", "::1"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                ck_assert_str_eq(behind(cases[i].connection, cases[i].forwarded, cases[i].proxies),
                                 cases[i].peer);
}
END_TEST

START_TEST(lists_of_proxies_are_addresses)
{
        static const char *const bad[] = {
                "x", "1.2.3.4.5", "1.2.3.4,,1.2.3.5", "localhost",
                "1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1"};
        struct peer_proxies list;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                ck_assert_msg(!peer_proxies_read(bad[i], &list), "%s", bad[i]);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("limit");
        TCase *tests = tcase_create("limit");
        tcase_add_checked_fixture(tests, setup, teardown);
        tcase_add_test(tests, a_bucket_holds_ten_seconds_and_fills_again);
        tcase_add_test(tests, over_time_no_more_than_the_rate_passes);
        tcase_add_test(tests, everybody_has_his_own_and_looking_costs_nothing);
        tcase_add_test(tests, a_flood_of_others_empties_no_memory);
        tcase_add_test(tests, only_a_proxy_of_ours_is_believed);
        tcase_add_test(tests, lists_of_proxies_are_addresses);
        suite_add_tcase(suite, tests);
        return suite;
}
