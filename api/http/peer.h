/*
 * peer - the address that a request comes from: the other end of the connection, or, if that is a proxy of
 * ours, the one that the proxy names. What anybody else writes in X-Forwarded-For is not believed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* An address of IPv6; one of IPv4 is written ::ffff:a.b.c.d. */
struct peer {
        unsigned char bytes[16];
};

/* Proxies in front of one service: a pair, and their spares. */
#define PEER_PROXIES_MAX 8

struct peer_proxies {
        struct peer peers[PEER_PROXIES_MAX];
        size_t count;
};

/* Reads addresses with commas between; false if one is none, or if there are too many. */
bool peer_proxies_read(const char *list, struct peer_proxies *ret);

/* An address of IPv4, its four bytes in the order of the wire. */
struct peer peer_of_ipv4(const void *bytes);

/* Where a request comes from, as far as can be known: the last address in X-Forwarded-For (NULL: not given)
 * that is no proxy of ours, if the connection comes from one. Of IPv6 the network (/64), since a host has all
 * of its addresses.
 */
struct peer peer_behind(struct peer connection, const char *forwarded, const struct peer_proxies *proxies);

/* Whether that is this machine. */
bool peer_is_local(const struct peer *peer);
