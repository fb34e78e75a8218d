#include "http/door.h"

#include "http/reply.h"

#include <ulfius.h>

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/epoll.h>

/* Ulfius starts the daemon, and cannot be told what for, so it is kept here. */
static struct {
        struct serving *serving;        /* what the next daemon is started for */
        MHD_AccessHandlerCallback next; /* Ulfius's access handler; NULL before it has started that daemon */
} door;

static _Thread_local struct visit *current;

/* The state that we keep for a connection, as libmicrohttpd's socket context. */
struct guest {
        struct client client;
        struct visit visit;
};

void door_prepare(struct serving *serving)
{
        door.serving = serving;
        door.next = NULL;
}

bool door_is_used(void)
{
        return door.next != NULL;
}

struct visit *door_visit(void)
{
        return current;
}

static struct guest *guest_of(struct MHD_Connection *connection)
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        return info ? info->socket_context : NULL;
}

static struct guest *new_guest(struct serving *serving, struct MHD_Connection *connection)
{
        struct guest *guest = calloc(1, sizeof *guest);
        if (!guest)
                return NULL;
        guest->client.socket =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        guest->client.peer = peer_of_socket(
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
        guest->visit = (struct visit){.serving = serving, .connection = connection, .client = &guest->client};
        clients_add(serving->clients, &guest->client);
        return guest;
}

void door_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                     enum MHD_ConnectionNotificationCode code)
{
        struct serving *serving = context;
        struct guest *guest = *socket_context;
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
                *socket_context = new_guest(serving, connection);
        } else if (guest) {
                visit_end(&guest->visit);
                clients_remove(serving->clients, &guest->client);
                if (guest->client.unread)
                        linger_keep(serving->linger, guest->client.socket);
                free(guest);
                *socket_context = NULL;
        }
}

/* If the library refuses a request before our handler runs (a malformed header, no Host), it never reports it
 * as completed: the visit then ends when the next request begins, or with the connection. */
void *door_begin(void *context, const char *target, struct MHD_Connection *connection)
{
        (void)context;
        struct guest *guest = guest_of(connection);
        if (guest) {
                visit_end(&guest->visit);
                visit_start(&guest->visit, target);
        }
        return NULL;
}

void door_complete(void *context, struct MHD_Connection *connection, void **request,
                   enum MHD_RequestTerminationCode code)
{
        (void)context;
        (void)request;
        (void)code;
        struct guest *guest = guest_of(connection);
        if (guest) {
                visit_end(&guest->visit);
                clients_idle(guest->visit.serving->clients, &guest->client);
        }
}

/* Calls Ulfius's access handler, once for the head and once for the end of the request, and completes
 * Ulfius's request object. */
static enum MHD_Result hand_over(struct visit *visit, const char *url, const char *method,
                                 const char *version)
{
        size_t none = 0;
        void *request = ulfius_uri_logger(NULL, visit->target);
        current = visit;
        enum MHD_Result result = MHD_NO;
        for (int i = 0; i < 2; i++)
                result = door.next(visit->serving->ulfius, visit->connection, url, method, version, NULL,
                                   &none, &request);
        current = NULL;
        mhd_request_completed(NULL, visit->connection, &request, MHD_REQUEST_TERMINATED_COMPLETED_OK);
        return result;
}

static enum MHD_Result on_data(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *data, size_t *size,
                               void **request)
{
        (void)request;
        struct guest *guest = guest_of(connection);
        if (!guest)
                return serving_starve(context, connection);
        struct visit *visit = &guest->visit;
        if (*size) {
                bool bearable = visit_take_body(visit, data, *size);
                *size = 0;
                return bearable ? MHD_YES : MHD_NO;
        }
        if (visit->state == VISIT_LEAVING) {
                visit_leave(visit);
                return MHD_YES;
        }
        if (visit->state == VISIT_TAKING)
                visit_work(visit);
        else if (visit->state < VISIT_TAKING && !visit_take_head(visit, method))
                return MHD_YES;
        if (visit->state == VISIT_STARVED)
                return serving_starve(context, connection);
        if (visit->state != VISIT_ANSWERED)
                return MHD_YES;
        visit->state = VISIT_SENDING;
        return reply_is_direct(visit) ? reply_queue(visit) : hand_over(visit, url, method, version);
}

static enum MHD_Result on_accept(void *context, const struct sockaddr *address, socklen_t length)
{
        const struct serving *serving = context;
        (void)length;
        struct peer peer = peer_of_socket(address);
        return clients_admit(serving->clients, &peer) ? MHD_YES : MHD_NO;
}

/* Ulfius calls this instead of the library's function. */
struct MHD_Daemon *MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
                                    void *accept_context, MHD_AccessHandlerCallback handler,
                                    void *handler_context, ...)
{
        va_list options;
        (void)accept;
        (void)accept_context;
        assert(door.serving);
        door.next = handler;
        door.serving->ulfius = handler_context;
        va_start(options, handler_context);
        struct MHD_Daemon *daemon =
                MHD_start_daemon_va(flags, port, on_accept, door.serving, on_data, door.serving, options);
        va_end(options);
        return daemon;
}

/* The library calls this instead of the system's function. If the library receives as many events as its
 * array holds (128), it waits for more before it handles them, so that a loop with exactly 128 busy
 * connections would stop. Here it always receives fewer than its array holds; the rest comes with the next
 * call. */
int epoll_wait(int epoll, struct epoll_event *events, int max, int timeout)
{
        return epoll_pwait(epoll, events, max > 1 ? max - 1 : max, timeout, NULL);
}
