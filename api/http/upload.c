#include "http/upload.h"

#include "http/exchange.h"
#include "http/pending.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What a request says of itself, less its body. */
#define ADMISSION_MEMORY ((size_t)4 * 1024 * 1024)

/* The daemon's access handler is a function without a place for more than one context: this is ours. */
static struct {
        const struct server_options *options;
        MHD_AccessHandlerCallback next; /* Ulfius's */
        void *next_context;
} door;

static _Thread_local const struct upload *current;

void upload_prepare(const struct server_options *options)
{
        door.options = options;
}

const struct upload *upload_current(void)
{
        return current;
}

static struct upload *open_upload(size_t max)
{
        const char *folder = getenv("TMPDIR");
        struct upload *upload = calloc(1, sizeof *upload);
        if (!upload)
                return NULL;
        upload->max = max;
        upload->file = open(folder && *folder ? folder : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        upload->failed = upload->file < 0;
        return upload;
}

static void add(struct upload *upload, const char *bytes, size_t length)
{
        if (length > upload->max - upload->length)
                upload->too_large = true;
        while (length && !upload->too_large && !upload->failed) {
                ssize_t count = write(upload->file, bytes, length);
                if (count < 0 && errno != EINTR)
                        upload->failed = true;
                if (count <= 0)
                        continue;
                bytes += count;
                length -= (size_t)count;
                upload->length += (size_t)count;
        }
}

static const char *connection_header(const struct incoming *incoming, const char *name)
{
        struct MHD_Connection *connection = (struct MHD_Connection *)(uintptr_t)incoming->source;
        return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static struct peer peer_of(struct MHD_Connection *connection)
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        static const struct in_addr none;
        return peer_of_ipv4(info ? &((const struct sockaddr_in *)info->client_addr)->sin_addr : &none);
}

/* What a request says before its body, and what is done with that. */
struct announced {
        const struct incoming *incoming;
        struct arena *arena;
        size_t *ret_max;
        enum admission admission;
};

static void look_at(void *context)
{
        struct announced *announced = context;
        announced->admission =
                exchange_admit(door.options, announced->incoming, announced->arena, announced->ret_max);
}

static enum admission admit(struct MHD_Connection *connection, const char *method, const char *target,
                            size_t *ret_max)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        const struct incoming incoming = {.method = method,
                                          .target = target,
                                          .peer = peer_of(connection),
                                          .start_ns =
                                                  (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec,
                                          .announced = true,
                                          .header = connection_header,
                                          .source = connection};
        struct announced announced = {&incoming, arena_new(ADMISSION_MEMORY), ret_max, ADMISSION_ORDINARY};
        if (announced.arena && !memory_guard(look_at, &announced))
                announced.admission = ADMISSION_ORDINARY;
        arena_free(announced.arena);
        return announced.admission;
}

/* Lets Ulfius answer: it is called once for the headers and once for the end. */
static enum MHD_Result answer(struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const struct upload *upload, void **request)
{
        size_t none = 0;
        unsigned timeout = 0;
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_TIMEOUT);
        if (info)
                timeout = info->connection_timeout;
        /* an answer may take longer than a connection may be silent */
        MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, 0u);
        current = upload;
        enum MHD_Result result =
                door.next(door.next_context, connection, url, method, version, NULL, &none, request);
        if (result == MHD_YES)
                result = door.next(door.next_context, connection, url, method, version, NULL, &none, request);
        current = NULL;
        MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, timeout);
        return result;
}

/* Whether the upload can go on, or can at least be answered. */
static bool is_bearable(const struct upload *upload, size_t passed_over)
{
        return !upload->too_large || passed_over < upload->max;
}

static enum MHD_Result on_data(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *data, size_t *size,
                               void **request)
{
        (void)context;
        struct pending *pending = pending_of(connection);
        bool first = pending && pending->target && !pending->seen;
        if (first) {
                bool may_have_body = strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0;
                size_t max = 0;
                enum admission admission =
                        may_have_body ? admit(connection, method, pending->target, &max) : ADMISSION_ORDINARY;
                pending->seen = true;
                if (admission == ADMISSION_REFUSED)
                        return answer(connection, url, method, version, NULL, request);
                pending->upload = admission == ADMISSION_UPLOAD ? open_upload(max) : NULL;
                if (pending->upload)
                        return MHD_YES;
        }
        if (!pending || !pending->upload)
                return door.next(door.next_context, connection, url, method, version, data, size, request);
        if (*size) {
                add(pending->upload, data, *size);
                pending->passed_over += pending->upload->too_large ? *size : 0;
                *size = 0;
                return is_bearable(pending->upload, pending->passed_over) ? MHD_YES : MHD_NO;
        }
        pending->upload->failed = pending->upload->failed || lseek(pending->upload->file, 0, SEEK_SET) != 0;
        return answer(connection, url, method, version, pending->upload, request);
}

struct MHD_Daemon *MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
                                    void *accept_context, MHD_AccessHandlerCallback handler,
                                    void *handler_context, ...)
{
        va_list options;
        door.next = handler;
        door.next_context = handler_context;
        va_start(options, handler_context);
        struct MHD_Daemon *daemon =
                MHD_start_daemon_va(flags, port, accept, accept_context, on_data, NULL, options);
        va_end(options);
        return daemon;
}
