/*
 * door - the access handler in front of Ulfius's: collects requests, and sends their answers when they are
 * ready.
 *
 * Ulfius calls a handler when a request is complete, and expects the answer at once; it collects the body in
 * memory and silently truncates it at a limit. Ulfius passes its access handler to libmicrohttpd when it
 * starts the daemon. Therefore this program defines MHD_start_daemon() itself; Ulfius calls that instead of
 * the library's function, and it starts the daemon with our access handler. A visit (visit.h) collects the
 * request. What a loop has answered by itself is sent at once (reply.h). When an answer that had to wait is
 * ready, Ulfius's access handler is called twice in a row, as for a request without a body, and our Ulfius
 * callback finds the visit with door_visit(). Ulfius's own request object exists only during these calls.
 */
#pragma once

#include "http/visit.h"

/* Says for what Ulfius starts its next daemon; to be called before it does. */
void door_prepare(struct serving *serving);

/* Whether Ulfius has started its daemon with our access handler. */
bool door_is_used(void);

/* The visit whose answer this thread is passing to Ulfius. */
struct visit *door_visit(void);

/* For MHD_OPTION_NOTIFY_CONNECTION, whose context is the serving, MHD_OPTION_URI_LOG_CALLBACK and
 * MHD_OPTION_NOTIFY_COMPLETED. */
void door_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                     enum MHD_ConnectionNotificationCode code);
void *door_begin(void *context, const char *target, struct MHD_Connection *connection);
void door_complete(void *context, struct MHD_Connection *connection, void **request,
                   enum MHD_RequestTerminationCode code);
