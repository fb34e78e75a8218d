#include "pending.h"

#include <ulfius.h>

#include <stdlib.h>

struct pending {
        void *request; /* begun and not yet completed; NULL: none */
};

static struct pending *pending_of(struct MHD_Connection *connection)
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        return info ? info->socket_context : NULL;
}

static void release(struct pending *pending)
{
        if (pending->request)
                mhd_request_completed(NULL, NULL, &pending->request, MHD_REQUEST_TERMINATED_WITH_ERROR);
        pending->request = NULL;
}

void pending_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                        enum MHD_ConnectionNotificationCode code)
{
        (void)context;
        (void)connection;
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
                *socket_context = calloc(1, sizeof(struct pending)); /* without it we only forget to free */
        } else if (*socket_context) {
                release(*socket_context);
                free(*socket_context);
                *socket_context = NULL;
        }
}

void *pending_begin(void *context, const char *uri, struct MHD_Connection *connection)
{
        struct pending *pending = pending_of(connection);
        if (pending)
                release(pending);
        void *request = ulfius_uri_logger(context, uri);
        if (pending)
                pending->request = request;
        return request;
}

void pending_complete(void *context, struct MHD_Connection *connection, void **request,
                      enum MHD_RequestTerminationCode code)
{
        struct pending *pending = pending_of(connection);
        if (pending)
                pending->request = NULL;
        mhd_request_completed(context, connection, request, code);
}
