/*
 * peer - the address that a request comes from: the other end of the connection, or, if that is one of our
 * own proxies, the address that the proxy gives in X-Forwarded-For. From other connections X-Forwarded-For is
 * ignored, since a client can write anything in it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* An IPv6 address; an IPv4 address is represented as ::ffff:a.b.c.d. */
struct peer {
        unsigned char bytes[16];
};

/* The most proxies in front of one service: two are usual, and there may be spare ones. */
#define PEER_PROXIES_MAX 8

struct peer_proxies {
        struct peer peers[PEER_PROXIES_MAX];
        size_t count;
};

/* Reads a list of addresses with commas; false if one is not an address, or if there are too many. */
bool peer_proxies_read(const char *list, struct peer_proxies *ret);

/* The peer of an IPv4 address, given as its four bytes in network order. */
struct peer peer_of_ipv4(const void *bytes);

/* The peer of an address that the system returned; of none, if it is NULL or not an IPv4 address. */
struct sockaddr;
struct peer peer_of_socket(const struct sockaddr *address);

/* Where a request comes from: the last address in X-Forwarded-For (NULL: not given) that is none of our
 * proxies, if the connection comes from one of them; else the connection's own. Of an IPv6 address only the
 * network (/64) is returned, since one host may use all addresses of its network. */
struct peer peer_behind(struct peer connection, const char *forwarded, const struct peer_proxies *proxies);

/* Whether the address is one of the proxies. */
bool peer_is_proxy(const struct peer *peer, const struct peer_proxies *proxies);

/* Whether the address is this machine (loopback). */
bool peer_is_local(const struct peer *peer);
