#include "http/server.h"

#include "http/door.h"
#include "http/reply.h"

#include <ulfius.h>

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Silence after which a connection is closed, ours included: more than a reader may wait for an answer
 * (`wait`). A slow sender is the proxy's to cut off. */
#define CONNECTION_TIMEOUT_S   40
/* The memory of a connection for headers and I/O. It is larger than our own limits of target and headers
 * together, with the library's bookkeeping for many small headers, so that we refuse a request, in JSON,
 * before the library does. The library clears all of it for every request. */
#define CONNECTION_MEMORY      ((size_t)32 * 1024)
#define CONNECTION_MEMORY_STEP ((size_t)4 * 1024)
/* The stack of a loop, which runs what needs no waiting. */
#define LOOP_STACK             ((size_t)512 * 1024)
#define BACKLOG                1024
/* For connections that were closed in favour of others and have not ended yet. */
#define CONNECTIONS_SPARE      64
/* How many new requests may be queued for each worker: some seconds of work. */
#define QUEUE_OF_WORKER        32
#define DRAIN_STEP_MS          5
/* On the operators' address: as many as there may be probes and scrapers, and of one address a part. What
 * they ask for needs no database; workers only bring back who asks before there has been any. */
#define HEALTH_CONNECTIONS     64
#define HEALTH_ADDRESS         16
#define HEALTH_WORKERS         2

struct server {
        struct serving serving;
        struct _u_instance instance;
        struct server *health; /* listens on the operators' address; NULL: there is none, or it is this */
};

static int on_request(const struct _u_request *request, struct _u_response *response, void *context)
{
        (void)request;
        (void)context;
        reply_give(door_visit(), response);
        return U_CALLBACK_COMPLETE;
}

/* The library's messages are about connections that broke off, which need no log line. */
static void ignore_mhd_log(void *context, const char *format, va_list args)
{
        (void)context;
        (void)format;
        (void)args;
}

/* The library divides its limit among the loops, but connections are not divided evenly. So each loop may
 * have all of them, and clients.h counts. */
static bool start_listening(struct server *server)
{
        const struct server_options *options = &server->serving.options;
        const int limit = (options->connections_max + CONNECTIONS_SPARE) * options->loops;
        const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
        door_prepare(&server->serving);
        struct MHD_OptionItem items[] = {
                {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)ignore_mhd_log, NULL}, /* must stand first */
                {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)door_complete, NULL},
                {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)door_begin, NULL},
                {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)door_connection, &server->serving},
                {MHD_OPTION_SOCK_ADDR, 0, server->instance.bind_address},
                {MHD_OPTION_CONNECTION_LIMIT, limit, NULL},
                {MHD_OPTION_CONNECTION_TIMEOUT, CONNECTION_TIMEOUT_S, NULL},
                {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)CONNECTION_MEMORY, NULL},
                {MHD_OPTION_CONNECTION_MEMORY_INCREMENT, (intptr_t)CONNECTION_MEMORY_STEP, NULL},
                {MHD_OPTION_THREAD_STACK_SIZE, (intptr_t)LOOP_STACK, NULL},
                {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
                {MHD_OPTION_LISTEN_BACKLOG_SIZE, BACKLOG, NULL},
                {options->loops > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, options->loops, NULL},
                {MHD_OPTION_END, 0, NULL},
        };
        if (ulfius_start_framework_with_mhd_options(&server->instance, flags, items) != U_OK)
                return false;
        assert(door_is_used());
        return true;
}

/* The answer for when memory has run out. */
static struct MHD_Response *make_starved(void)
{
        struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
        if (response && MHD_add_response_header(response, "Retry-After", "2") == MHD_YES &&
            MHD_add_response_header(response, "Cache-Control", "no-store") == MHD_YES)
                return response;
        if (response)
                MHD_destroy_response(response);
        return NULL;
}

static void tear_down(struct server *server)
{
        struct serving *serving = &server->serving;
        workers_free(serving->workers);
        clients_free(serving->clients);
        linger_free(serving->linger);
        if (serving->starved)
                MHD_destroy_response(serving->starved);
        free(server);
}

static bool set_up(struct server *server, const struct server_options *options)
{
        struct serving *serving = &server->serving;
        serving->options = *options;
        serving->clients = clients_new(options->connections_max, options->connections_of_address_max,
                                       &serving->options.proxies);
        serving->workers = workers_start(options->workers, options->workers * QUEUE_OF_WORKER);
        serving->linger = linger_new();
        serving->starved = make_starved();
        return serving->clients && serving->linger && serving->workers && serving->starved;
}

static bool listen_at(struct server *server, struct sockaddr_in *address)
{
        struct _u_instance *instance = &server->instance;
        if (ulfius_init_instance(instance, server->serving.options.port, address, NULL) != U_OK)
                return false;
        instance->allowed_post_processor = U_POST_PROCESS_NONE;
        instance->check_utf8 = 0;
        ulfius_add_endpoint_by_val(instance, "*", NULL, "*", 0, on_request, NULL);
        if (start_listening(server))
                return true;
        ulfius_clean_instance(instance);
        return false;
}

static struct server *open_server(const struct server_options *options, const char **ret_error)
{
        struct server *server = calloc(1, sizeof *server);
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options->port)};
        *ret_error = "out of memory";
        if (!server)
                return NULL;
        bool ready = set_up(server, options);
        if (ready && inet_pton(AF_INET, options->address, &address.sin_addr) != 1) {
                ready = false;
                *ret_error = "the address to listen on is not an IPv4 address";
        } else if (ready) {
                ready = listen_at(server, &address);
                *ret_error = "cannot listen; is the port in use?";
        }
        if (ready)
                return server;
        tear_down(server);
        return NULL;
}

struct server *server_start(const struct server_options *options, const char **ret_error)
{
        struct server *server = open_server(options, ret_error);
        if (!server || !options->health_port)
                return server;
        struct server_options health = *options;
        health.address = options->health_address;
        health.port = options->health_port;
        health.connections_max = HEALTH_CONNECTIONS;
        health.connections_of_address_max = HEALTH_ADDRESS;
        health.loops = 1;
        health.workers = HEALTH_WORKERS;
        health.operators_only = true;
        server->health = open_server(&health, ret_error);
        if (server->health)
                return server;
        *ret_error = "cannot listen for operators: is the port in use, and is the address an IPv4 address?";
        server_stop(server, 0);
        return NULL;
}

struct server_figures server_figures(struct server *server)
{
        struct clients_figures clients = clients_figures(server->serving.clients);
        return (struct server_figures){clients.open, clients.idle, workers_waiting(server->serving.workers)};
}

static void sleep_ms(long ms)
{
        nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* The library must not be stopped while a connection is suspended. So the workers end first, and the loops
 * answer what they drop. */
static void stop_listening(struct server *server, int drain_ms)
{
        struct serving *serving = &server->serving;
        atomic_store(&serving->draining, true);
        int listener = MHD_quiesce_daemon(server->instance.mhd_daemon);
        if (listener >= 0)
                shutdown(listener, SHUT_RDWR); /* new connections are refused at once instead of waiting */
        for (int waited = 0; waited < drain_ms && metrics_in_flight(serving->options.metrics) > 0;
             waited += DRAIN_STEP_MS)
                sleep_ms(DRAIN_STEP_MS);
        workers_end(serving->workers);
        while (atomic_load(&serving->suspended) > 0) /* visits that waited for changes are being resumed */
                sleep_ms(DRAIN_STEP_MS);
        /* An answer is handed to the socket after our callback returns; give it the time to leave. */
        sleep_ms(50);
        ulfius_stop_framework(&server->instance);
        ulfius_clean_instance(&server->instance);
        if (listener >= 0)
                close(listener);
}

/* Operators see to the last how it ends. */
void server_stop(struct server *server, int drain_ms)
{
        stop_listening(server, drain_ms);
        if (server->health) {
                stop_listening(server->health, 0);
                tear_down(server->health);
        }
        tear_down(server);
}
