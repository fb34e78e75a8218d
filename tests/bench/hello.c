/*
 * hello - the limit of HTTP in the service's process model: libmicrohttpd itself, answering 200 bytes.
 *
 *      hello PORT THREADS
 *
 * THREADS: 0 is a thread for each connection, n are n workers with epoll. Ends with
 * SIGTERM.
 */
#include <microhttpd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_LENGTH 200

static char text[ANSWER_LENGTH];

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *body, size_t *body_length,
                              void **request)
{
        (void)context, (void)url, (void)method, (void)version, (void)body, (void)body_length;
        if (!*request) { /* an answer at the first call, before the request is read to its end, costs the
                            connection */
                *request = text;
                return MHD_YES;
        }
        struct MHD_Response *response =
                MHD_create_response_from_buffer(sizeof text, text, MHD_RESPMEM_PERSISTENT);
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
        enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
        MHD_destroy_response(response);
        return result;
}

static struct MHD_Daemon *start(unsigned port, unsigned threads)
{
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        unsigned flags =
                threads ? MHD_USE_EPOLL_INTERNAL_THREAD
                        : MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;
        return MHD_start_daemon(flags, (uint16_t)port, NULL, NULL, answer, NULL, MHD_OPTION_SOCK_ADDR,
                                &address, MHD_OPTION_CONNECTION_LIMIT, 512u, MHD_OPTION_LISTEN_BACKLOG_SIZE,
                                1024u, threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, threads,
                                MHD_OPTION_END);
}

int main(int argc, char **argv)
{
        if (argc != 3)
                return fputs("usage: hello PORT THREADS\n", stderr), 64;
        memset(text, ' ', sizeof text);
        memcpy(text, "{}", 2);
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals, NULL);
        struct MHD_Daemon *daemon =
                start((unsigned)strtoul(argv[1], NULL, 10), (unsigned)strtoul(argv[2], NULL, 10));
        if (!daemon)
                return fputs("hello: cannot listen\n", stderr), 70;
        int signal = 0;
        sigwait(&signals, &signal);
        MHD_stop_daemon(daemon);
        return 0;
}
