/*
 * address - which network addresses are private.
 *
 * A client may tell the service where to send something (a webhook). It must not thereby reach what only the
 * service can reach: its own machine, its neighbours, the cloud's metadata service. The address that is
 * connected to is checked, not the name in the URL, because a name can be made to resolve to any address.
 *
 * Private are, by IANA's registries of special-purpose addresses (RFC 6890), all addresses that are not
 * globally reachable, and multicast. An IPv4 address inside an IPv6 address (mapped, translated, 6to4) is
 * judged as an IPv4 address.
 */
#pragma once

#include <stdbool.h>

struct sockaddr;

/* True for anything but a global unicast address of IPv4 or IPv6. */
bool address_is_private(const struct sockaddr *address);
