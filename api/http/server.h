/*
 * server - takes requests off the wire and puts answers on it; the only room that knows Ulfius.
 *
 * Every request takes the same way: framing, route, key, scope, media types, parameters, handler, answer.
 * What a stage refuses never reaches the next. Handlers run on the connection's thread.
 */
#pragma once

#include "http/service.h"

struct server;

/* Starts to listen. NULL with a sentence in *ret_error if it cannot. Options are copied, what they point to
 * must outlive the server. */
struct server *server_start(const struct server_options *options, const char **ret_error);

/* Stops listening, lets requests in flight finish for at most drain_ms, and ends. */
void server_stop(struct server *server, int drain_ms);
