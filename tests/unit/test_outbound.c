/* The outbound room: which addresses are private, and what a call does with answers of all sorts. */
#include "suite.h"
#include "outbound/address.h"
#include "outbound/fetch.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static bool is_private(const char *text)
{
        struct sockaddr_in four = {.sin_family = AF_INET};
        struct sockaddr_in6 six = {.sin6_family = AF_INET6};
        if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
                return address_is_private((struct sockaddr *)&four);
        ck_assert_int_eq(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
        return address_is_private((struct sockaddr *)&six);
}

START_TEST(private_addresses_are_known)
{
        static const char *const private[] = {"0.0.0.0",
                                              "10.1.2.3",
                                              "100.64.0.1",
                                              "100.127.255.255",
                                              "127.0.0.1",
                                              "127.8.9.1",
                                              "169.254.169.254",
                                              "172.16.0.1",
                                              "172.31.255.255",
                                              "192.0.0.1",
                                              "192.168.0.1",
                                              "198.18.0.1",
                                              "198.19.255.255",
                                              "224.0.0.1",
                                              "240.0.0.1",
                                              "255.255.255.255",
                                              "::",
                                              "::1",
                                              "fe80::1",
                                              "fc00::1",
                                              "fdff::1",
                                              "ff02::1",
                                              "::ffff:127.0.0.1",
                                              "::ffff:10.0.0.1",
                                              "64:ff9b::7f00:1",
                                              "2002:7f00:1::",
                                              "2001:db8::1",
                                              "2001::1",
                                              "::7f00:1",
                                              "100::1",
                                              "64:ff9b:1::1",
                                              "fec0::1"};
        static const char *const public[] = {
                "1.1.1.1",         "9.255.255.255",    "11.0.0.0",        "100.63.255.255", "100.128.0.0",
                "126.255.255.255", "128.0.0.0",        "172.15.255.255",  "172.32.0.0",     "192.0.1.1",
                "192.167.255.255", "193.0.0.0",        "223.255.255.255", "2606:4700::1",   "2a01:4f8::1",
                "::ffff:1.1.1.1",  "64:ff9b::808:808", "2002:808:808::1", "2001:67c::1"};
        for (size_t i = 0; i < sizeof private / sizeof *private; i++)
                ck_assert_msg(is_private(private[i]), "%s is private", private[i]);
        for (size_t i = 0; i < sizeof public / sizeof *public; i++)
                ck_assert_msg(!is_private(public[i]), "%s is public", public[i]);
}
END_TEST

START_TEST(other_families_are_private)
{
        struct sockaddr local = {.sa_family = AF_UNIX};
        ck_assert(address_is_private(&local));
}
END_TEST

/* Answers one connection with fixed bytes. */
struct receiver {
        int listener;
        const char *answer; /* NULL: silence */
        char request[4096];
        char url[64];
        pthread_t thread;
};

static void *receive(void *context)
{
        struct receiver *receiver = context;
        int connection = accept(receiver->listener, NULL, NULL);
        size_t got = 0;
        while (connection >= 0 && !strstr(receiver->request, "\r\n\r\n")) {
                ssize_t more = read(connection, receiver->request + got, sizeof receiver->request - 1 - got);
                if (more <= 0)
                        break;
                got += (size_t)more;
        }
        if (connection >= 0 && receiver->answer)
                ck_assert_int_gt(write(connection, receiver->answer, strlen(receiver->answer)), 0);
        else if (connection >= 0)
                ck_assert_int_ge(read(connection, receiver->request, 1), 0); /* until the caller gives up */
        close(connection);
        return NULL;
}

static void start(struct receiver *receiver, const char *answer)
{
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof address;
        *receiver = (struct receiver){.listener = socket(AF_INET, SOCK_STREAM, 0), .answer = answer};
        ck_assert_int_eq(bind(receiver->listener, (struct sockaddr *)&address, size), 0);
        ck_assert_int_eq(listen(receiver->listener, 1), 0);
        ck_assert_int_eq(getsockname(receiver->listener, (struct sockaddr *)&address, &size), 0);
        snprintf(receiver->url, sizeof receiver->url, "http://127.0.0.1:%d/path", ntohs(address.sin_port));
        ck_assert_int_eq(pthread_create(&receiver->thread, NULL, receive, receiver), 0);
}

static void end(struct receiver *receiver)
{
        pthread_join(receiver->thread, NULL);
        close(receiver->listener);
}

static struct fetch_request to(const char *url)
{
        return (struct fetch_request){
                .url = url, .timeout_ms = 5000, .answer_max = 100, .allow_http = true, .allow_private = true};
}

START_TEST(an_answer_is_brought_home)
{
        struct receiver receiver;
        struct fetch_answer answer;
        const char *const headers[] = {"X-Signature: abc"};
        start(&receiver, "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nhello");
        struct fetch_request request = to(receiver.url);
        request.headers = headers;
        request.header_count = 1;
        request.body = "{}";
        request.body_length = 2;
        ck_assert_int_eq(fetch(&request, &answer), FETCH_ANSWERED);
        end(&receiver);
        ck_assert_int_eq(answer.status, 503);
        ck_assert_int_eq(answer.retry_after_s, 7);
        ck_assert_uint_eq(answer.body.length, 5);
        ck_assert_ptr_nonnull(strstr(receiver.request, "POST /path HTTP/1.1\r\n"));
        ck_assert_ptr_nonnull(strstr(receiver.request, "X-Signature: abc\r\n"));
        ck_assert_ptr_null(strstr(receiver.request, "Expect"));
        buffer_clear(&answer.body);
}
END_TEST

START_TEST(no_redirect_is_followed)
{
        struct receiver receiver;
        struct fetch_answer answer;
        start(&receiver, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        struct fetch_request request = to(receiver.url);
        ck_assert_int_eq(fetch(&request, &answer), FETCH_ANSWERED);
        end(&receiver);
        ck_assert_int_eq(answer.status, 302);
        buffer_clear(&answer.body);
}
END_TEST

START_TEST(a_long_answer_is_not_taken)
{
        struct receiver receiver;
        struct fetch_answer answer;
        start(&receiver,
              "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n"
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
              "aaaaaaaaaaaaaa");
        struct fetch_request request = to(receiver.url);
        ck_assert_int_eq(fetch(&request, &answer), FETCH_TOO_LARGE);
        end(&receiver);
        ck_assert_uint_eq(answer.body.length, 0);
}
END_TEST

START_TEST(private_and_odd_addresses_are_refused)
{
        struct fetch_answer answer;
        struct fetch_request request = to("http://127.0.0.1:1/");
        request.allow_private = false;
        ck_assert_int_eq(fetch(&request, &answer), FETCH_PRIVATE);
        request.url = "http://localhost:1/";
        ck_assert_int_eq(fetch(&request, &answer), FETCH_PRIVATE);
        request.url = "http://[::ffff:127.0.0.1]:1/";
        ck_assert_int_eq(fetch(&request, &answer), FETCH_PRIVATE);
        request.url = "http://2130706433:1/"; /* 127.0.0.1 as one number */
        ck_assert_int_eq(fetch(&request, &answer), FETCH_PRIVATE);
        request.url = "file:///etc/passwd";
        ck_assert_int_eq(fetch(&request, &answer), FETCH_BAD_URL);
        request.url = "ftp://127.0.0.1/";
        ck_assert_int_eq(fetch(&request, &answer), FETCH_BAD_URL);
        request.allow_http = false;
        request.url = "http://127.0.0.1:1/";
        ck_assert_int_eq(fetch(&request, &answer), FETCH_BAD_URL);
}
END_TEST

START_TEST(silence_ends_with_the_time)
{
        struct receiver receiver;
        struct fetch_answer answer;
        start(&receiver, NULL);
        struct fetch_request request = to(receiver.url);
        request.timeout_ms = 200;
        ck_assert_int_eq(fetch(&request, &answer), FETCH_FAILED);
        end(&receiver);
        ck_assert_str_ne(answer.reason, "");
}
END_TEST

START_TEST(nobody_waits_at_the_end)
{
        struct receiver receiver;
        struct fetch_answer answer;
        atomic_bool ending = true;
        start(&receiver, NULL);
        struct fetch_request request = to(receiver.url);
        request.timeout_ms = 60000;
        request.ending = &ending;
        ck_assert_int_eq(fetch(&request, &answer), FETCH_FAILED);
        shutdown(receiver.listener, SHUT_RDWR); /* whether or not it was connected to */
        end(&receiver);
}
END_TEST

static int64_t now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The end that comes in the middle of a call, and when it came. */
struct ending {
        atomic_bool flag;
        int64_t at_ms;
};

static void *end_later(void *context)
{
        struct ending *ending = context;
        nanosleep(&(struct timespec){0, 100000000L}, NULL);
        ending->at_ms = now_ms();
        atomic_store(&ending->flag, true);
        return NULL;
}

START_TEST(a_call_under_way_ends_at_once)
{
        const char *slower = getenv("CK_TIMEOUT_MULTIPLIER");
        struct receiver receiver;
        struct fetch_answer answer;
        struct ending ending = {.at_ms = 0};
        pthread_t thread;
        start(&receiver, NULL);
        ck_assert_int_eq(pthread_create(&thread, NULL, end_later, &ending), 0);
        struct fetch_request request = to(receiver.url);
        request.timeout_ms = 60000;
        request.ending = &ending.flag;
        ck_assert_int_eq(fetch(&request, &answer), FETCH_FAILED);
        int64_t after = now_ms();
        pthread_join(thread, NULL);
        end(&receiver);
        ck_assert_int_lt(after - ending.at_ms, 500 * (slower ? strtol(slower, NULL, 10) : 1));
}
END_TEST

START_TEST(nobody_at_home_is_a_failure)
{
        struct fetch_answer answer;
        struct fetch_request request = to("http://127.0.0.1:1/");
        ck_assert_int_eq(fetch(&request, &answer), FETCH_FAILED);
        request.url = "http://no-such-name.invalid/";
        ck_assert_int_eq(fetch(&request, &answer), FETCH_FAILED);
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("outbound");
        TCase *tests = tcase_create("outbound");
        suite_add_tcase(suite, tests);
        tcase_set_timeout(tests, 60);
        tcase_add_test(tests, private_addresses_are_known);
        tcase_add_test(tests, other_families_are_private);
        tcase_add_test(tests, an_answer_is_brought_home);
        tcase_add_test(tests, no_redirect_is_followed);
        tcase_add_test(tests, a_long_answer_is_not_taken);
        tcase_add_test(tests, private_and_odd_addresses_are_refused);
        tcase_add_test(tests, silence_ends_with_the_time);
        tcase_add_test(tests, nobody_waits_at_the_end);
        tcase_add_test(tests, a_call_under_way_ends_at_once);
        tcase_add_test(tests, nobody_at_home_is_a_failure);
        if (!fetch_start())
                exit(EXIT_FAILURE);
        atexit(fetch_end);
        return suite;
}
