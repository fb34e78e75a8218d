/*
 * main - reads the settings, wires the rooms together, serves, and ends cleanly.
 */
#include "base/log.h"
#include "cli/cli.h"
#include "http/server.h"
#include "outbound/fetch.h"
#include "register/register.h"
#include "register/sender.h"
#include "register/world.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The compiled contract. */
#define CONTRACT_MEMORY      ((size_t)64 * 1024 * 1024)
/* No statement of ours takes longer than a fraction of this on a register of national size. */
#define STATEMENT_TIMEOUT_MS 5000
/* Longer than this a caller does better to hear "busy" and try again. */
#define POOL_WAIT_MS         1000
/* A request in flight at the end gets so long. */
#define DRAIN_MS             10000

struct service {
        struct registry registry;
        struct metrics *metrics;
        atomic_bool ending;
        int cache_mb; /* of answers that are kept until the revision moves */
        struct sender_options webhooks;
};

static bool identify(struct call *call, const char *authorization, void *context)
{
        return register_identify(&((struct service *)context)->registry, call, authorization);
}

static bool run(struct call *call, void *context)
{
        return register_run(&((struct service *)context)->registry, call);
}

static bool is_live(void *context)
{
        return !atomic_load(&((struct service *)context)->ending);
}

static void write_metrics(struct buffer *out, void *context)
{
        metrics_write(((struct service *)context)->metrics, out);
}

/* A whole number out of the environment, between two bounds; the standard where it is not set. */
static bool read_setting(const char *name, long standard, long min, long max, int *ret)
{
        const char *text = getenv(name);
        char *end = NULL;
        long value = text && *text ? strtol(text, &end, 10) : standard;
        if ((end && *end) || value < min || value > max) {
                fprintf(stderr, "samrad: %s must be a number from %ld to %ld\n", name, min, max);
                return false;
        }
        *ret = (int)value;
        return true;
}

static bool read_webhook_settings(struct service *service)
{
        struct sender_options *webhooks = &service->webhooks;
        int private = 0;
        bool good = read_setting("SAMRAD_WEBHOOKS", 4, 0, 64, &webhooks->senders) &&
                    read_setting("SAMRAD_WEBHOOK_PRIVATE", 0, 0, 1, &private) &&
                    read_setting("SAMRAD_WEBHOOK_RETRY_MS", 5000, 10, 3600000, &webhooks->retry_ms) &&
                    read_setting("SAMRAD_WEBHOOK_TIMEOUT_MS", 15000, 100, 60000, &webhooks->timeout_ms);
        service->registry.webhooks_private = private;
        return good;
}

static bool read_settings(struct service *service, struct server_options *server, struct store_options *store)
{
        int port = 0;
        const char *address = getenv("SAMRAD_ADDRESS");
        server->address = address && *address ? address : "127.0.0.1";
        store->url = cli_database();
        store->role = "samrad_service";
        store->statement_timeout_ms = STATEMENT_TIMEOUT_MS;
        store->wait_ms = POOL_WAIT_MS;
        bool good = store->url && read_webhook_settings(service) &&
                    read_setting("SAMRAD_PORT", 8080, 1, 65535, &port) &&
                    read_setting("SAMRAD_CONNECTIONS", 512, 8, 10000, &server->connections_max) &&
                    read_setting("SAMRAD_THREADS", 0, 0, 64, &server->threads) &&
                    read_setting("SAMRAD_UPLOAD_MAX_MB", 1024, 1, 1048576, &server->upload_max_mb) &&
                    read_setting("SAMRAD_WAITING", 128, 0, 10000, &service->registry.waiting_max) &&
                    read_setting("SAMRAD_CACHE_MB", 16, 0, 4096, &service->cache_mb) &&
                    read_setting("SAMRAD_POOL", 8, 1, 200, &store->connections_max);
        server->port = (unsigned)port;
        if (server->threads)
                service->registry.waiting_max =
                        0; /* who waits would stop a worker, and all its connections */
        return good;
}

/* SIGTERM and SIGINT are waited for here; no other thread sees them. */
static void wait_for_end(const sigset_t *signals)
{
        int signal = 0;
        while (sigwait(signals, &signal) != 0)
                ;
        log_event("info", "ending", signal == SIGINT ? "SIGINT" : "SIGTERM");
}

/* Standbys to read from, if any are set. False if memory runs out. */
static bool open_readers(struct registry *registry, struct store_options *options)
{
        const char *url = getenv("SAMRAD_READ_URL");
        if (!url || !*url)
                return true;
        options->url = url;
        options->target = "prefer-standby";
        registry->readers = store_new(options);
        return registry->readers != NULL;
}

static int serve_with(struct service *service, struct server_options *options, const sigset_t *signals)
{
        const char *error = "out of memory";
        options->metrics = service->metrics;
        options->contract = service->registry.contract;
        options->identify = identify;
        options->run = run;
        options->context = service;
        struct registry *registry = &service->registry;
        if (service->webhooks.senders)
                registry->sender = sender_start(registry, &service->webhooks);
        bool sends = registry->sender || !service->webhooks.senders;
        struct server *server = sends ? server_start(options, &error) : NULL;
        if (!server) {
                log_event("error", "not started", error);
                listener_release(registry->listener);
                sender_stop(registry->sender);
                return EXIT_FAILED;
        }
        log_event("info", "started", NULL);
        wait_for_end(signals);
        atomic_store(&service->ending, true);
        listener_release(registry->listener);
        server_stop(server, DRAIN_MS);
        sender_stop(registry->sender);
        log_event("info", "ended", NULL);
        return EXIT_SUCCESS;
}

static int cli_serve(int argc, char **argv)
{
        (void)argv;
        struct server_options server = {0};
        struct store_options store = {0};
        struct service service = {.registry = {.live = is_live, .metrics = write_metrics}};
        if (argc > 0 || !read_settings(&service, &server, &store))
                return EXIT_USAGE;
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals, NULL);
        signal(SIGPIPE, SIG_IGN);
        service.registry.context = &service;
        struct arena *arena = arena_new(CONTRACT_MEMORY);
        const char *error = "out of memory";
        service.registry.contract = arena ? contract_load(arena, &error) : NULL;
        bool bound =
                fetch_start() && service.registry.contract && register_bind(&service.registry, arena, &error);
        service.metrics = bound ? metrics_new(service.registry.contract) : NULL;
        service.registry.store = service.metrics ? store_new(&store) : NULL;
        service.registry.cache = cache_new((size_t)service.cache_mb * 1024 * 1024);
        service.registry.worlds = worlds_new();
        service.registry.listener = service.registry.store ? listener_start(&store) : NULL;
        int status = EXIT_FAILED;
        if (service.registry.listener && service.registry.cache && service.registry.worlds &&
            open_readers(&service.registry, &store))
                status = serve_with(&service, &server, &signals);
        else
                log_event("error", "not started", error);
        listener_stop(service.registry.listener);
        worlds_free(service.registry.worlds);
        cache_free(service.registry.cache);
        store_free(service.registry.readers);
        store_free(service.registry.store);
        metrics_free(service.metrics);
        arena_free(arena);
        fetch_end();
        return status;
}

static const char usage[] =
        "usage: samrad COMMAND\n\n"
        "  serve               answer requests until SIGTERM\n"
        "  migrate             bring the database's schema up to date\n"
        "  check [BODY…]       judge bodies; exit status 0 met, 1 not met, 2 unknown\n"
        "  import FILE…        load NDJSON: all of it or nothing; --dry-run stores nothing\n"
        "  export [FILE]       write the register as it is imported\n"
        "  minutes FILE        read minutes, text or PDF, and write what they say as JSON\n"
        "  key create|list|revoke\n"
        "  openapi [--yaml]    write the contract\n\n"
        "DATABASE_URL names the database; see the man page for the other settings.\n";

int main(int argc, char **argv)
{
        static const struct {
                const char *name;
                int (*run)(int argc, char **argv);
        } commands[] = {{"serve", cli_serve},   {"migrate", cli_migrate}, {"check", cli_check},
                        {"import", cli_import}, {"export", cli_export},   {"minutes", cli_minutes},
                        {"key", cli_key},       {"openapi", cli_openapi}};
        setenv("TZ", "Europe/Oslo",
               1); /* "today" is a Norwegian day; instants are written in UTC everywhere */
        tzset();
        json_object_seed(0);
        if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0))
                return fputs(usage, stdout) < 0 ? EXIT_FAILED : EXIT_SUCCESS;
        for (size_t i = 0; argc >= 2 && i < sizeof commands / sizeof *commands; i++)
                if (strcmp(argv[1], commands[i].name) == 0)
                        return commands[i].run(argc - 2, argv + 2);
        fputs(usage, stderr);
        return EXIT_USAGE;
}
