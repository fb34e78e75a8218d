/*
 * address - which addresses of the network are nobody's public service.
 *
 * Whoever may tell us where to send something (a webhook's subscriber) must not reach what only we can reach:
 * our own machine, our neighbours, the cloud's metadata service. What counts is the address that is connected
 * to, not the name that was written: names can be made to resolve to anything.
 *
 * After IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890): all that is not globally
 * reachable, and multicast. An IPv4 address inside an IPv6 one (mapped, translated, 6to4) is judged as the
 * former.
 */
#pragma once

#include <stdbool.h>

struct sockaddr;

/* True for anything but a global unicast address of IPv4 or IPv6. */
bool address_is_private(const struct sockaddr *address);
