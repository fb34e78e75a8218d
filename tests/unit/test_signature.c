/* Signatures of messages: the value that the libraries of Standard Webhooks are tested with, and what is
 * refused. */
#include "suite.h"
#include "auth/signature.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void setup(void)
{
        arena = arena_new(1024 * 1024);
        ck_assert_ptr_nonnull(arena);
}

static void teardown(void)
{
        arena_free(arena);
}

static const char *signed_with(const char *secret, const char *body)
{
        return signature_write(arena, secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body,
                               strlen(body));
}

START_TEST(known_message)
{
        const char *secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        ck_assert_str_eq(signed_with(secret, "{\"test\": 2432232314}"),
                         "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        ck_assert_str_ne(signed_with(secret, "{\"test\": 2432232315}"),
                         "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}
END_TEST

START_TEST(new_secrets_differ_and_sign)
{
        const char *one = signature_make_secret(arena), *other = signature_make_secret(arena);
        ck_assert_ptr_nonnull(one);
        ck_assert_ptr_nonnull(other);
        ck_assert_uint_eq(strlen(one), strlen("whsec_") + 44);
        ck_assert_str_ne(one, other);
        ck_assert_str_ne(signed_with(one, "{}"), signed_with(other, "{}"));
}
END_TEST

START_TEST(what_is_no_secret_signs_nothing)
{
        ck_assert_ptr_null(signed_with("", "{}"));
        ck_assert_ptr_null(signed_with("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "{}"));
        ck_assert_ptr_null(signed_with("whsec_**", "{}"));
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("signature");
        TCase *all = tcase_create("signature");
        tcase_add_checked_fixture(all, setup, teardown);
        tcase_add_test(all, known_message);
        tcase_add_test(all, new_secrets_differ_and_sign);
        tcase_add_test(all, what_is_no_secret_signs_nothing);
        suite_add_tcase(suite, all);
        return suite;
}
