/*
 * hello_ulfius - the limit of HTTP above Ulfius: one endpoint that answers 200 bytes, on loops of
 * libmicrohttpd.
 *
 *      hello_ulfius PORT LOOPS
 *
 * Ends with SIGTERM.
 */
#include <ulfius.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_LENGTH 200

static char text[ANSWER_LENGTH];

static int answer(const struct _u_request *request, struct _u_response *response, void *context)
{
        (void)request, (void)context;
        u_map_put(response->map_header, "Content-Type", "application/json");
        ulfius_set_binary_body_response(response, 200, text, sizeof text);
        return U_CALLBACK_COMPLETE;
}

static int start(struct _u_instance *instance, unsigned port, unsigned loops)
{
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (ulfius_init_instance(instance, port, &address, NULL) != U_OK)
                return U_ERROR;
        instance->allowed_post_processor = U_POST_PROCESS_NONE;
        instance->check_utf8 = 0;
        ulfius_add_endpoint_by_val(instance, "*", NULL, "*", 0, answer, NULL);
        struct MHD_OptionItem items[] = {
                {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)mhd_request_completed, NULL},
                {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)ulfius_uri_logger, NULL},
                {MHD_OPTION_SOCK_ADDR, 0, instance->bind_address},
                {MHD_OPTION_CONNECTION_LIMIT, 512, NULL},
                {MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024, NULL},
                {loops > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, loops, NULL},
                {MHD_OPTION_END, 0, NULL},
        };
        return ulfius_start_framework_with_mhd_options(instance, MHD_USE_EPOLL_INTERNAL_THREAD, items);
}

int main(int argc, char **argv)
{
        if (argc != 3)
                return fputs("usage: hello_ulfius PORT LOOPS\n", stderr), 64;
        memset(text, ' ', sizeof text);
        memcpy(text, "{}", 2);
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals, NULL);
        struct _u_instance instance;
        if (start(&instance, (unsigned)strtoul(argv[1], NULL, 10), (unsigned)strtoul(argv[2], NULL, 10)) !=
            U_OK)
                return fputs("hello_ulfius: cannot listen\n", stderr), 70;
        int signal = 0;
        sigwait(&signals, &signal);
        ulfius_stop_framework(&instance);
        ulfius_clean_instance(&instance);
        return 0;
}
