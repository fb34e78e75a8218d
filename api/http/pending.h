/*
 * pending - what is known of the request on each connection, from its first line to its last byte.
 *
 * Ulfius allocates a request when the request line is read and frees it when the request is completed; but a
 * request that the library refuses before our handler runs (a malformed header, no Host) is never reported as
 * completed. So what was allocated is remembered with its connection, and freed when the next request begins
 * or the connection closes. An upload (upload.h) is remembered in the same place, and ends with its request.
 */
#pragma once

#include <microhttpd.h>
#include <stdbool.h>

struct pending {
        void *request;         /* Ulfius's; begun and not yet completed; NULL: none */
        char *target;          /* as sent; NULL if memory ran out */
        bool seen;             /* its headers, by us */
        struct upload *upload; /* what comes in for it; NULL: nothing that we keep */
        size_t passed_over;    /* of it, beyond the limit */
};

/* Of a connection; NULL if memory ran out when it began. */
struct pending *pending_of(struct MHD_Connection *connection);

/* For MHD_OPTION_NOTIFY_CONNECTION, MHD_OPTION_URI_LOG_CALLBACK and MHD_OPTION_NOTIFY_COMPLETED. */
void pending_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                        enum MHD_ConnectionNotificationCode code);
void *pending_begin(void *context, const char *uri, struct MHD_Connection *connection);
void pending_complete(void *context, struct MHD_Connection *connection, void **request,
                      enum MHD_RequestTerminationCode code);
