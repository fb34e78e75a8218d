/* Places that are shared out: all of them, and each holder's part. */
#include "suite.h"
#include "base/quota.h"

#include <pthread.h>

START_TEST(a_holder_has_his_share_and_others_the_rest)
{
        uint64_t holders[3];
        struct quota quota = QUOTA(holders, 2);
        ck_assert_int_eq(quota_take(&quota, 7, 0), QUOTA_TAKEN);
        ck_assert_int_eq(quota_take(&quota, 7, 0), QUOTA_TAKEN);
        ck_assert_int_eq(quota_take(&quota, 7, 0), QUOTA_SHARE);
        ck_assert_int_eq(quota_take(&quota, 8, 0), QUOTA_TAKEN);
        ck_assert_int_eq(quota_take(&quota, 8, 0), QUOTA_FULL);
        quota_release(&quota, 7);
        ck_assert_int_eq(quota_take(&quota, 8, 0), QUOTA_TAKEN);
        ck_assert_int_eq(quota_take(&quota, 7, 0), QUOTA_FULL);
}
END_TEST

START_TEST(nobody_in_particular_may_have_all)
{
        uint64_t holders[3];
        struct quota quota = QUOTA(holders, 1);
        for (int i = 0; i < 3; i++)
                ck_assert_int_eq(quota_take(&quota, QUOTA_NOBODY, 0), QUOTA_TAKEN);
        ck_assert_int_eq(quota_take(&quota, QUOTA_NOBODY, 0), QUOTA_FULL);
}
END_TEST

START_TEST(no_places_are_none)
{
        struct quota quota = QUOTA_EMPTY;
        ck_assert_int_eq(quota_take(&quota, QUOTA_NOBODY, 10), QUOTA_FULL);
}
END_TEST

static void *take_later(void *quota)
{
        return quota_take(quota, 8, 60000) == QUOTA_TAKEN ? quota : NULL;
}

START_TEST(who_waits_gets_what_is_given_back)
{
        uint64_t holders[1];
        struct quota quota = QUOTA(holders, 1);
        pthread_t waiter;
        void *got;
        ck_assert_int_eq(quota_take(&quota, 7, 0), QUOTA_TAKEN);
        ck_assert_int_eq(quota_take(&quota, 8, 20), QUOTA_FULL);
        ck_assert_int_eq(pthread_create(&waiter, NULL, take_later, &quota), 0);
        quota_release(&quota, 7);
        ck_assert_int_eq(pthread_join(waiter, &got), 0);
        ck_assert_ptr_nonnull(got);
        quota_release(&quota, 8);
}
END_TEST

Suite *suite_make(void)
{
        const TTest *const tests[] = {a_holder_has_his_share_and_others_the_rest,
                                      nobody_in_particular_may_have_all, no_places_are_none,
                                      who_waits_gets_what_is_given_back};
        Suite *suite = suite_create("quota");
        TCase *cases = tcase_create("quota");
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
                tcase_add_test(cases, tests[i]);
        suite_add_tcase(suite, cases);
        return suite;
}
