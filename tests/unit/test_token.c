/* Tokens taken apart and judged at a given time, and sets of keys; what needs real signatures is tested over
 * the wire. */
#include "suite.h"
#include "auth/jwks.h"
#include "base/base64url.h"
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

#define NOW 1700000000

static struct arena *arena;

static void setup(void)
{
        arena = arena_new((size_t)4 * 1024 * 1024);
        ck_assert_ptr_nonnull(arena);
}

static void teardown(void)
{
        arena_free(arena);
}

static const char *encode(const char *text)
{
        return base64url_write(arena, text, strlen(text));
}

static const char *make(const char *header, const char *claims)
{
        return arena_format(arena, "%s.%s.c2ln", encode(header), encode(claims));
}

START_TEST(base64url_goes_both_ways_and_has_one_form)
{
        static const char *const bad[] = {"A", "AB=", "A B", "AB\n", "+/==", "AAAAA", "AB", "AAB"};
        char bytes[64];
        for (size_t length = 0; length < sizeof bytes; length++) {
                for (size_t i = 0; i < length; i++)
                        bytes[i] = (char)(i * 37 + length);
                const char *text = base64url_write(arena, bytes, length);
                size_t count = 0;
                char *back = base64url_read(arena, text, strlen(text), &count);
                ck_assert_ptr_nonnull(back);
                ck_assert_uint_eq(count, length);
                ck_assert_mem_eq(back, bytes, length);
        }
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                size_t count;
                ck_assert_msg(!base64url_read(arena, bad[i], strlen(bad[i]), &count), "%s", bad[i]);
        }
        size_t count;
        ck_assert_ptr_null(base64url_read(arena, "AA\0A", 4, &count));
}
END_TEST

START_TEST(a_token_is_taken_apart)
{
        const char *text = make("{\"alg\":\"RS384\",\"kid\":\"k\"}", "{\"iss\":\"i\"}");
        struct token token;
        struct fault fault;
        ck_assert(token_read(arena, text, &token, &fault));
        ck_assert_int_eq(token.algorithm, TOKEN_RS384);
        ck_assert_str_eq(token.kid, "k");
        ck_assert_uint_eq(token.text_length, (size_t)(strrchr(text, '.') - text));
        ck_assert_uint_eq(token.signature_length, 3);
        ck_assert_str_eq(json_string_value(json_object_get(token.claims, "iss")), "i");
}
END_TEST

START_TEST(headers_that_ask_for_more_are_refused)
{
        static const char *const headers[][2] = {
                {"{\"alg\":\"none\",\"kid\":\"k\"}", "alg"},
                {"{\"alg\":\"HS256\",\"kid\":\"k\"}", "alg"},
                {"{\"alg\":\"RS256\\u0000\",\"kid\":\"k\"}", NULL},
                {"{\"alg\":\"RS256\"}", "kid"},
                {"{\"alg\":\"RS256\",\"kid\":[]}", "kid"},
                {"{\"alg\":\"RS256\",\"kid\":\"k\",\"zip\":\"DEF\"}", "zip"},
                {"{\"alg\":\"RS256\",\"kid\":\"k\",\"zip\":null}", "zip"},
                {"{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":[]}", "crit"},
                {"{\"alg\":\"RS256\",\"kid\":\"k\",\"jwk\":{}}", "jwk"},
                {"{\"alg\":\"RS256\",\"kid\":\"k\",\"kid\":\"l\"}", NULL},
                {"[]", NULL},
        };
        for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
                struct token token;
                struct fault fault = {0};
                ck_assert(!token_read(arena, make(headers[i][0], "{}"), &token, &fault));
                ck_assert_int_eq(fault.code, headers[i][1] ? FAULT_TOKEN_HEADER : FAULT_TOKEN_MALFORMED);
                if (headers[i][1])
                        ck_assert_str_eq(fault.args[0], headers[i][1]);
        }
}
END_TEST

#define PARTY "{\"ID\":\"0192:974760673\"}"

/* Claims that are good but for what follows; the code of the fault, or FAULT_CODE_COUNT. */
static enum fault_code judge(const char *times, const char *scope, const char *prefix,
                             struct token_caller *ret)
{
        const struct token_rules rules = {.issuer = "i", .scope_prefix = prefix};
        const char *claims = arena_format(arena, "{\"iss\":\"i\",\"consumer\":" PARTY ",\"scope\":\"%s\",%s}",
                                          scope, times);
        struct token token;
        struct fault fault;
        ck_assert(token_read(arena, make("{\"alg\":\"RS256\",\"kid\":\"k\"}", claims), &token, &fault));
        return token_check(arena, &token, &rules, NOW, ret, &fault) ? FAULT_CODE_COUNT : fault.code;
}

START_TEST(times_have_ten_seconds_of_leeway_and_no_more)
{
        static const struct {
                const char *times;
                enum fault_code code;
        } cases[] = {
                {"\"exp\":1700000001", FAULT_CODE_COUNT},
                {"\"exp\":1699999991", FAULT_CODE_COUNT},
                {"\"exp\":1699999990", FAULT_TOKEN_EXPIRED},
                {"\"exp\":0", FAULT_TOKEN_EXPIRED},
                {"\"exp\":-1", FAULT_TOKEN_CLAIM},
                {"\"exp\":9007199254740992", FAULT_TOKEN_CLAIM},
                {"\"exp\":9007199254740991", FAULT_CODE_COUNT},
                {"\"exp\":1.5", FAULT_TOKEN_CLAIM},
                {"\"exp\":null", FAULT_TOKEN_CLAIM},
                {"\"nbf\":1700000010,\"exp\":1700000100", FAULT_CODE_COUNT},
                {"\"nbf\":1700000011,\"exp\":1700000100", FAULT_TOKEN_NOT_YET},
                {"\"iat\":1700000010,\"exp\":1700000100", FAULT_CODE_COUNT},
                {"\"iat\":1700000011,\"exp\":1700000100", FAULT_TOKEN_NOT_YET},
                {"\"iat\":true,\"exp\":1700000100", FAULT_TOKEN_CLAIM},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct token_caller caller;
                ck_assert_msg(judge(cases[i].times, "x", "samrad:", &caller) == cases[i].code, "%s",
                              cases[i].times);
        }
}
END_TEST

START_TEST(scopes_are_whole_words_with_our_prefix)
{
        static const struct {
                const char *list, *prefix, *scopes;
        } cases[] = {
                {"samrad:write", "samrad:", "samrad:write "},
                {"a samrad:read  samrad:write b", "samrad:", "samrad:read samrad:write "},
                {"samrad:writer samrad:writ xsamrad:write", "samrad:", ""},
                {"ks:samrad.admin samrad:write", "ks:samrad.", "samrad:admin "},
                {"", "samrad:", ""},
                {"   ", "samrad:", ""},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct token_caller caller;
                ck_assert_int_eq(judge("\"exp\":1700000100", cases[i].list, cases[i].prefix, &caller),
                                 FAULT_CODE_COUNT);
                ck_assert_str_eq(caller.scopes, cases[i].scopes);
                ck_assert_str_eq(caller.consumer, "0192:974760673");
                ck_assert_str_eq(caller.supplier, "");
        }
}
END_TEST

static bool read_set(const char *text)
{
        struct jwks *set = arena_alloc(arena, sizeof *set);
        return jwks_read(text, strlen(text), set);
}

START_TEST(sets_without_a_key_for_us_are_none)
{
        static const char *const bad[] = {
                "",
                "null",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[1,null,[],{}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"k\"}]}"};
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                ck_assert_msg(!read_set(bad[i]), "%s", bad[i]);
}
END_TEST

START_TEST(more_keys_than_there_is_room_for_are_passed_over)
{
        struct jwks *set = arena_alloc(arena, sizeof *set);
        char modulus[JWK_MODULUS_MIN];
        struct buffer text = BUFFER((size_t)1024 * 1024);
        memset(modulus, 0x5a, sizeof modulus);
        const char *n = base64url_write(arena, modulus, sizeof modulus);
        buffer_add_string(&text, "{\"keys\":[");
        for (int i = 0; i < JWKS_KEYS_MAX + 5; i++)
                buffer_format(&text, "%s{\"kty\":\"RSA\",\"kid\":\"k%d\",\"n\":\"%s\",\"e\":\"AQAB\"}",
                              i ? "," : "", i, n);
        buffer_add_string(&text, "]}");
        ck_assert(jwks_read(text.bytes, text.length, set));
        buffer_clear(&text);
        ck_assert_uint_eq(set->count, JWKS_KEYS_MAX);
        ck_assert_ptr_nonnull(jwks_find(set, "k31"));
        ck_assert_ptr_null(jwks_find(set, "k32"));
        ck_assert_ptr_null(jwks_find(set, "k"));
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("token");
        TCase *tests = tcase_create("token");
        tcase_add_checked_fixture(tests, setup, teardown);
        tcase_add_test(tests, base64url_goes_both_ways_and_has_one_form);
        tcase_add_test(tests, a_token_is_taken_apart);
        tcase_add_test(tests, headers_that_ask_for_more_are_refused);
        tcase_add_test(tests, times_have_ten_seconds_of_leeway_and_no_more);
        tcase_add_test(tests, scopes_are_whole_words_with_our_prefix);
        tcase_add_test(tests, sets_without_a_key_for_us_are_none);
        tcase_add_test(tests, more_keys_than_there_is_room_for_are_passed_over);
        suite_add_tcase(suite, tests);
        return suite;
}
