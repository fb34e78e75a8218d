/*
 * server - the HTTP server; this room is the only one that knows Ulfius and libmicrohttpd.
 *
 * Every request passes the same stages: framing, route, key, scope, media types, parameters, handler, answer.
 * A few event loops speak HTTP and never wait; a bounded number of workers does what may have to wait. A
 * connection uses memory, but no thread.
 */
#pragma once

#include "http/service.h"

struct server;

/* Starts to listen, on the operators' address too, if there is one. NULL with a sentence in *ret_error if it
 * cannot. Options are copied, what they point to must outlive the server. */
struct server *server_start(const struct server_options *options, const char **ret_error);

struct server_figures {
        int connections, idle; /* open connections, and those of them without a request */
        int waiting;           /* requests in the queue before the workers */
};
struct server_figures server_figures(struct server *server);

/* Stops listening, lets requests in flight finish for at most drain_ms, and ends. */
void server_stop(struct server *server, int drain_ms);
