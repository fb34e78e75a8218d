/*
 * door - stands before Ulfius: collects requests, and lets them in when their answers are made.
 *
 * Ulfius calls a handler when a request is whole, and has no way to be answered later; it collects a body in
 * memory and cuts it off at a limit without a word. Its access handler is its own, given to libmicrohttpd
 * where it starts the daemon. So this program has a MHD_start_daemon of its own, which Ulfius calls instead
 * of the library's: it starts the daemon with our function, which stands before Ulfius's. A visit (visit.h)
 * takes what comes; when its answer is there, Ulfius is called, twice at once, as for a request without a
 * body, and finds the visit waiting (door_visit). What Ulfius keeps of a request lives only that long.
 */
#pragma once

#include "http/visit.h"

/* Says for whom the door is; to be called before Ulfius starts the daemon. There is one server in a process.
 */
void door_prepare(struct serving *serving);

/* Whether the daemon that Ulfius has started is ours. */
bool door_is_used(void);

/* The visit whose answer this thread hands over. */
struct visit *door_visit(void);

/* For MHD_OPTION_NOTIFY_CONNECTION, MHD_OPTION_URI_LOG_CALLBACK and MHD_OPTION_NOTIFY_COMPLETED. */
void door_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                     enum MHD_ConnectionNotificationCode code);
void *door_begin(void *context, const char *target, struct MHD_Connection *connection);
void door_complete(void *context, struct MHD_Connection *connection, void **request,
                   enum MHD_RequestTerminationCode code);
