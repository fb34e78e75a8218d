/* Who may have a connection, by address and by how many there are, and who loses his to the next. */
#include "suite.h"
#include "http/clients.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLACES     6
#define OF_ADDRESS 3

static struct clients *clients;
static struct peer_proxies proxies;
static struct client all[PLACES];
static int others[PLACES]; /* the clients' own ends of their sockets */
static int count;

static struct peer peer(const char *address)
{
        struct in_addr parsed;
        ck_assert_int_eq(inet_pton(AF_INET, address, &parsed), 1);
        return peer_of_ipv4(&parsed);
}

static void setup(void)
{
        count = 0;
        ck_assert(peer_proxies_read("192.0.2.200", &proxies));
        clients = clients_new(PLACES, OF_ADDRESS, &proxies);
        ck_assert_ptr_nonnull(clients);
}

static void teardown(void)
{
        for (int i = 0; i < count; i++) {
                clients_remove(clients, &all[i]);
                close(all[i].socket);
                close(others[i]);
        }
        clients_free(clients);
}

/* False if somebody from this address is refused; else he has a connection. */
static bool arrive(const char *address)
{
        int ends[2];
        struct peer from = peer(address);
        if (!clients_admit(clients, &from))
                return false;
        ck_assert_int_lt(count, PLACES);
        ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        all[count] = (struct client){.socket = ends[0], .peer = from};
        others[count] = ends[1];
        clients_add(clients, &all[count++]);
        return true;
}

/* Whether the connection has been closed from the other side. */
static bool is_closed(int i)
{
        struct pollfd poll_of = {.fd = others[i], .events = POLLIN};
        return poll(&poll_of, 1, 0) == 1 && (poll_of.revents & (POLLIN | POLLHUP));
}

START_TEST(an_address_has_its_part)
{
        for (int i = 0; i < OF_ADDRESS; i++)
                ck_assert(arrive("192.0.2.1"));
        ck_assert(!arrive("192.0.2.1"));
        ck_assert(arrive("192.0.2.2"));
        for (int i = 0; i < count; i++)
                ck_assert(!is_closed(i));
}
END_TEST

START_TEST(an_address_has_its_part_again_when_one_is_gone)
{
        for (int i = 0; i < OF_ADDRESS; i++)
                ck_assert(arrive("192.0.2.1"));
        ck_assert(!arrive("192.0.2.1"));
        clients_remove(clients, &all[--count]);
        close(all[count].socket);
        close(others[count]);
        ck_assert(arrive("192.0.2.1"));
        ck_assert(!arrive("192.0.2.1"));
}
END_TEST

START_TEST(this_machine_and_a_proxy_may_have_all)
{
        for (int i = 0; i < PLACES; i++)
                ck_assert(arrive(i % 2 ? "192.0.2.200" : "127.0.0.1"));
}
END_TEST

START_TEST(who_has_been_idle_longest_loses_his_place)
{
        for (int i = 0; i < PLACES; i++)
                ck_assert(arrive("127.0.0.1"));
        clients_busy(clients, &all[0]);
        clients_busy(clients, &all[1]);
        clients_idle(clients, &all[1]); /* now it is the one that became idle last */
        struct peer next = peer("192.0.2.9");
        for (int closed = 1; closed < PLACES; closed++) {
                ck_assert_int_eq(clients_figures(clients).idle, PLACES - closed);
                ck_assert(clients_admit(clients, &next));
                ck_assert(is_closed(closed + 1 < PLACES ? closed + 1 : 1));
        }
        ck_assert(!is_closed(0));
        ck_assert(!clients_admit(clients, &next));
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("clients");
        TCase *cases = tcase_create("clients");
        tcase_add_checked_fixture(cases, setup, teardown);
        tcase_add_test(cases, an_address_has_its_part);
        tcase_add_test(cases, an_address_has_its_part_again_when_one_is_gone);
        tcase_add_test(cases, this_machine_and_a_proxy_may_have_all);
        tcase_add_test(cases, who_has_been_idle_longest_loses_his_place);
        suite_add_tcase(suite, cases);
        return suite;
}
