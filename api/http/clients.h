/*
 * clients - the open connections: how many there are, of which address, and which are idle.
 *
 * The number of connections is limited, in all and for one address; loopback and the trusted proxies have no
 * limit of their own. When the limit is reached, a new connection replaces the one that has been idle
 * longest, so that connections which send nothing, or never complete a request's head, cannot shut others
 * out. Any thread may call these functions.
 */
#pragma once

#include "http/peer.h"

#include <stdbool.h>

/* A connection; embedded in the rest of its state. */
struct client {
        int socket;
        struct peer peer;
        bool unread;                    /* the body of its request was not read to the end */
        bool idle;                      /* it has no request, and is in the list of idle connections */
        struct client *before, *after;  /* neighbours in that list */
        struct client *next, **in_link; /* the list of connections whose addresses have the same hash */
};

struct clients;

/* NULL if memory runs out. `proxies` must outlive the clients. */
struct clients *clients_new(int max, int address_max, const struct peer_proxies *proxies);
void clients_free(struct clients *clients);

/* Whether this address may open a connection. If the limit of all connections is reached, the one that has
 * been idle longest is closed. */
bool clients_admit(struct clients *clients, const struct peer *peer);

/* Adds a connection, which is idle at first, and removes it; that must be done before its socket is closed.
 */
void clients_add(struct clients *clients, struct client *client);
void clients_remove(struct clients *clients, struct client *client);

/* Mark a connection as busy, when a request arrives, and as idle, when it has been answered. */
void clients_busy(struct clients *clients, struct client *client);
void clients_idle(struct clients *clients, struct client *client);

struct clients_figures {
        int open, idle;
};
struct clients_figures clients_figures(struct clients *clients);
