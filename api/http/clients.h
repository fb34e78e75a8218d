/*
 * clients - the connections there are: how many, from where, and which of them are idle.
 *
 * There is a number of places, of which one address gets its part; this machine's own and the proxies that
 * are trusted may have all. When all places are taken whoever has been idle longest loses his to the next who
 * comes: so that connections which do nothing, or never get to the end of a request's head, shut nobody out.
 * Any thread may call.
 */
#pragma once

#include "http/peer.h"

#include <stdbool.h>

/* One connection, as part of what else is known of it. */
struct client {
        int socket;
        struct peer peer;
        bool unread;                    /* what it sends is not read to its end */
        bool idle;                      /* it asks for nothing: it is in the list of these */
        struct client *before, *after;  /* in that list */
        struct client *next, **in_link; /* in the list of those whose addresses fall together */
};

struct clients;

/* NULL if memory runs out. `proxies` must outlive the clients. */
struct clients *clients_new(int max, int address_max, const struct peer_proxies *proxies);
void clients_free(struct clients *clients);

/* Whether somebody from this address may have a connection. If all places are taken the connection that has
 * been idle longest is closed for it. */
bool clients_admit(struct clients *clients, const struct peer *peer);

/* A connection begins, idle, and ends. It must be taken out before its socket is closed. */
void clients_add(struct clients *clients, struct client *client);
void clients_remove(struct clients *clients, struct client *client);

/* A request has come; it has been answered. */
void clients_busy(struct clients *clients, struct client *client);
void clients_idle(struct clients *clients, struct client *client);

struct clients_figures {
        int open, idle;
};
struct clients_figures clients_figures(struct clients *clients);
