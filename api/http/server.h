/*
 * server - takes requests off the wire and puts answers on it; the only room that knows Ulfius.
 *
 * Every request takes the same way: framing, route, key, scope, media types, parameters, handler, answer.
 * What a stage refuses never reaches the next. Few loops speak with the clients, and never wait; a bounded
 * number of workers runs what may have to. A connection costs memory and no thread.
 */
#pragma once

#include "http/service.h"

struct server;

/* Starts to listen. NULL with a sentence in *ret_error if it cannot. Options are copied, what they point to
 * must outlive the server. */
struct server *server_start(const struct server_options *options, const char **ret_error);

/* What there is at this moment. */
struct server_figures {
        int connections, idle; /* open; of them those that ask for nothing */
        int waiting;           /* requests that no worker has taken up yet */
};
struct server_figures server_figures(struct server *server);

/* Stops listening, lets requests in flight finish for at most drain_ms, and ends. */
void server_stop(struct server *server, int drain_ms);
