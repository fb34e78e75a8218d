/*
 * main - reads the settings, wires the rooms together, serves, and ends cleanly.
 */
#include "base/log.h"
#include "cli/cli.h"
#include "cli/help.h"
#include "cli/supervisor.h"
#include "outbound/fetch.h"
#include "site/site.h"
#include "access/identify.h"
#include "access/run.h"
#include "actions.h"
#include "settings.h"
#include "checks/reference_data.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The compiled contract. */
#define CONTRACT_MEMORY ((size_t)64 * 1024 * 1024)
/* After a failover the new standby is found within this time. */
#define READER_LIFE_MS  30000
/* What many requests at once have given back is the system's again within this time; the allocator would keep
 * it. */
#define TRIM_MS         10000

struct service {
        struct registry registry;
        struct metrics *metrics;
        atomic_bool ending;
        struct settings settings;
        _Atomic(struct server *) server; /* NULL: it has not started yet, or has ended */
};

static bool identify(struct call *call, const char *authorization, void *context)
{
        return identify_caller(&((struct service *)context)->registry, call, authorization);
}

static bool run(struct call *call, void *context)
{
        return run_request(&((struct service *)context)->registry, call);
}

static bool run_now(struct call *call, void *context)
{
        return run_at_once(&((struct service *)context)->registry, call);
}

static bool is_quick(const struct call *call, void *context)
{
        (void)context;
        return run_is_quick(call);
}

static void await(struct call *call, struct waiter *waiter, void *context)
{
        run_await(&((struct service *)context)->registry, call, waiter);
}

static void explain(struct call *call, void *context)
{
        (void)context;
        site_explain(call);
}

static bool is_live(void *context)
{
        return !atomic_load(&((struct service *)context)->ending);
}

static void write_metrics(struct buffer *out, void *context)
{
        struct service *service = context;
        struct server *server = atomic_load(&service->server);
        struct server_figures figures = server ? server_figures(server) : (struct server_figures){0};
        metrics_write(service->metrics, out);
        buffer_format(out,
                      "# HELP samrad_connections Connections of clients, by what they do.\n"
                      "# TYPE samrad_connections gauge\n"
                      "samrad_connections{state=\"idle\"} %d\nsamrad_connections{state=\"busy\"} %d\n"
                      "# HELP samrad_requests_queued Requests that no worker has taken up yet.\n"
                      "# TYPE samrad_requests_queued gauge\nsamrad_requests_queued %d\n",
                      figures.idle, figures.connections - figures.idle, figures.waiting);
        buffer_add_string(out, "# HELP samrad_build_info The program's version; the value is always 1.\n"
                               "# TYPE samrad_build_info gauge\nsamrad_build_info{version=\"" SAMRAD_VERSION
                               "\"} 1\n");
}

/* Says that the service is well, which a deadlock of what every request needs would keep it from saying. */
static void notify_supervisor(struct service *service)
{
        (void)store_figures(service->registry.store);
        (void)listener_revision(service->registry.listener);
        supervisor_well();
}

/* SIGTERM and SIGINT are waited for here; no other thread sees them. */
static void wait_for_end(struct service *service, const sigset_t *signals)
{
        const int interval = supervisor_interval_ms();
        const int tick = interval && interval < TRIM_MS ? interval : TRIM_MS;
        const struct timespec pause = {tick / 1000, tick % 1000 * 1000000L};
        int signal = -1;
        while (signal < 0) {
                signal = sigtimedwait(signals, NULL, &pause);
                if (signal >= 0 || errno != EAGAIN)
                        continue;
                if (interval)
                        notify_supervisor(service);
                malloc_trim(0);
        }
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
        options->life_ms = READER_LIFE_MS;
        registry->readers = store_new(options);
        return registry->readers != NULL;
}

/* What is kept is kept compressed as well, which is a quarter of it, in one way or two; and so is the
 * contract, whatever the setting. */
static size_t variant_bytes(int cache_mb)
{
        size_t least = (size_t)1024 * 1024, share = (size_t)cache_mb * 1024 * 1024 / 4;
        return share > least ? share : least;
}

static int serve_with(struct service *service, const sigset_t *signals)
{
        struct server_options *options = &service->settings.server;
        const char *error = "out of memory";
        options->metrics = service->metrics;
        options->contract = service->registry.contract;
        options->identify = identify;
        options->run = run;
        options->run_at_once = run_now;
        options->is_quick = is_quick;
        options->await = await;
        options->explain = explain;
        options->context = service;
        struct registry *registry = &service->registry;
        if (service->settings.webhooks.senders)
                registry->sender = sender_start(registry, &service->settings.webhooks);
        bool sends = registry->sender || !service->settings.webhooks.senders;
        options->limiter = limiter_new();
        options->variants = variants_new(variant_bytes(service->settings.cache_mb));
        struct server *server =
                sends && options->limiter && options->variants ? server_start(options, &error) : NULL;
        if (!server) {
                limiter_free(options->limiter);
                variants_free(options->variants);
                log_event("error", "not started", error);
                listener_release(registry->listener);
                sender_stop(registry->sender);
                return EXIT_FAILED;
        }
        atomic_store(&service->server, server);
        log_event("info", "started", NULL);
        supervisor_ready();
        wait_for_end(service, signals);
        supervisor_ending();
        atomic_store(&service->ending, true);
        listener_release(registry->listener);
        server_stop(server, service->settings.drain_ms);
        sender_stop(registry->sender);
        limiter_free(options->limiter);
        variants_free(options->variants);
        log_event("info", "ended", NULL);
        return EXIT_SUCCESS;
}

/* Everything that serving stands on; false with a sentence if something of it cannot be had. */
static bool set_up(struct service *service, struct arena *arena, const char **ret_error)
{
        struct store_options *store = &service->settings.store;
        struct registry *registry = &service->registry;
        registry->context = service;
        registry->contract = arena ? contract_load(arena, ret_error) : NULL;
        if (!registry->contract || !actions_bind(registry, arena, ret_error))
                return false;
        *ret_error = "out of memory";
        service->metrics = metrics_new(registry->contract);
        registry->store = store_new(store);
        registry->cache = cache_new((size_t)service->settings.cache_mb * 1024 * 1024);
        registry->reference_data = reference_data_new();
        if (!service->metrics || !registry->store || !registry->cache || !registry->reference_data)
                return false;
        registry->listener = listener_start(store);
        registry->issuer = service->settings.issuer.jwks ? issuer_start(&service->settings.issuer) : NULL;
        return registry->listener && !registry->issuer == !service->settings.issuer.jwks &&
               open_readers(registry, store);
}

static void tear_down(struct service *service)
{
        issuer_stop(service->registry.issuer);
        free(service->registry.waiting.holders);
        listener_stop(service->registry.listener);
        reference_data_free(service->registry.reference_data);
        cache_free(service->registry.cache);
        store_free(service->registry.readers);
        store_free(service->registry.store);
        metrics_free(service->metrics);
}

static int cli_serve(int argc, char **argv)
{
        (void)argv;
        if (argc > 0)
                return help_misused("serve");
        struct service service = {
                .registry = {.waiting = QUOTA_EMPTY, .live = is_live, .metrics = write_metrics}};
        if (!settings_read(&service.settings, &service.registry))
                return EXIT_USAGE;
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals, NULL);
        signal(SIGPIPE, SIG_IGN);
        if (!fetch_start())
                return EXIT_FAILED;
        struct arena *arena = arena_new(CONTRACT_MEMORY);
        const char *error = "out of memory";
        int status = EXIT_FAILED;
        if (set_up(&service, arena, &error))
                status = serve_with(&service, &signals);
        else
                log_event("error", "not started", error);
        tear_down(&service);
        arena_free(arena);
        fetch_end();
        return status;
}

/* `samrad --version`, `samrad help [COMMAND]` and `samrad COMMAND --help`; -1 if it is none of them. */
static int answer_about_self(int argc, char **argv)
{
        bool version = argc == 2 && strcmp(argv[1], "--version") == 0;
        if (version)
                return puts("samrad " SAMRAD_VERSION) < 0 ? EXIT_FAILED : EXIT_SUCCESS;
        bool first = argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0);
        bool last = argc >= 3 && strcmp(argv[argc - 1], "--help") == 0;
        if (!last && (!first || argc > 3))
                return -1;
        const char *command = last ? argv[1] : argc == 3 ? argv[2] : NULL;
        return help_write(command) ? EXIT_SUCCESS : help_misused(NULL);
}

/* The allocator would make eight heaps for each processor, and each keeps what some threads have given back.
 * One each is as quick. */
static void limit_heaps(void)
{
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        mallopt(M_ARENA_MAX, processors < 1 ? 1 : (int)processors);
}

/* A subcommand with its words, and the status that the process ends with. */
struct command {
        int (*run)(int argc, char **argv);
        int argc;
        char **argv;
        int status;
};

static void run_command(void *context)
{
        struct command *command = context;
        command->status = command->run(command->argc, command->argv);
}

/* What a command without memory leaves behind ends with the process; a transaction is rolled back. */
static int run_guarded(struct command command)
{
        if (memory_guard(run_command, &command))
                return command.status;
        fputs("samrad: out of memory\n", stderr);
        return EXIT_FAILED;
}

int main(int argc, char **argv)
{
        static const struct {
                const char *name;
                int (*run)(int argc, char **argv);
        } commands[] = {{"serve", cli_serve},     {"migrate", cli_migrate}, {"check", cli_check},
                        {"import", cli_import},   {"export", cli_export},   {"minutes", cli_minutes},
                        {"key", cli_key},         {"verify", cli_verify},   {"erase", cli_erase},
                        {"openapi", cli_openapi}, {"brreg", cli_brreg},     {"klass", cli_klass}};
        setenv("TZ", "Europe/Oslo",
               1); /* "today" is a Norwegian day; instants are written in UTC everywhere */
        tzset();
        limit_heaps();
        json_object_seed(0);
        int status = answer_about_self(argc, argv);
        if (status >= 0)
                return status;
        for (size_t i = 0; argc >= 2 && i < sizeof commands / sizeof *commands; i++)
                if (strcmp(argv[1], commands[i].name) == 0)
                        return run_guarded((struct command){commands[i].run, argc - 2, argv + 2, 0});
        return help_misused(NULL);
}
