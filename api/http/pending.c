#include "http/pending.h"

#include "call/call.h"

#include <ulfius.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct pending *pending_of(struct MHD_Connection *connection)
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        return info ? info->socket_context : NULL;
}

static void close_upload(struct upload *upload)
{
        if (upload && upload->file >= 0)
                close(upload->file);
        free(upload);
}

/* What is ours of a request that is over. */
static void forget(struct pending *pending)
{
        close_upload(pending->upload);
        free(pending->target);
        *pending = (struct pending){0};
}

static void release(struct pending *pending)
{
        if (pending->request)
                mhd_request_completed(NULL, NULL, &pending->request, MHD_REQUEST_TERMINATED_WITH_ERROR);
        forget(pending);
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
                *pending = (struct pending){.request = request, .target = strdup(uri)};
        return request;
}

void pending_complete(void *context, struct MHD_Connection *connection, void **request,
                      enum MHD_RequestTerminationCode code)
{
        struct pending *pending = pending_of(connection);
        if (pending)
                forget(pending);
        mhd_request_completed(context, connection, request, code);
}
