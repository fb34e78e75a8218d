/*
 * pending - requests that libmicrohttpd itself refuses.
 *
 * Ulfius allocates a request when the request line is read and frees it when the request is completed; but a
 * request that the library refuses before our handler runs (a malformed header, no Host) is never reported as
 * completed. So what was allocated is remembered with its connection, and freed when the next request begins
 * or the connection closes.
 */
#pragma once

#include <microhttpd.h>

/* For MHD_OPTION_NOTIFY_CONNECTION, MHD_OPTION_URI_LOG_CALLBACK and MHD_OPTION_NOTIFY_COMPLETED. */
void pending_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                        enum MHD_ConnectionNotificationCode code);
void *pending_begin(void *context, const char *uri, struct MHD_Connection *connection);
void pending_complete(void *context, struct MHD_Connection *connection, void **request,
                      enum MHD_RequestTerminationCode code);
