/*
 * main - reads the settings, wires the rooms together, serves, and ends cleanly.
 */
#include "base/log.h"
#include "cli/cli.h"
#include "cli/help.h"
#include "cli/supervisor.h"
#include "http/server.h"
#include "outbound/fetch.h"
#include "site/site.h"
#include "access/identify.h"
#include "access/run.h"
#include "actions.h"
#include "changes/sender.h"
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

/* The compiled contract. */
#define CONTRACT_MEMORY      ((size_t)64 * 1024 * 1024)
/* Default limits of time, and the most that a setting may make of them.
 * No statement of ours takes longer than a fraction of this on a register of national size. */
#define STATEMENT_TIMEOUT_MS 5000
/* Longer than this for a connection or a lock a caller does better to hear "busy" and try again. */
#define WAIT_MS              1000
/* After a failover the new standby is found within this time. */
#define READER_LIFE_MS       30000
/* A request in flight at the end gets so long. */
#define DRAIN_MS             10000
#define LIMIT_MAX_MS         3600000
/* What many requests at once have given back is the system's again within this time; the allocator would keep
 * it. */
#define TRIM_MS              10000

/* Requests a second, and ten times as many at once: more than a script makes that waits for its answers, less
 * than would take the register from everybody else. */
#define RATE_KEY     1000
#define RATE_ADDRESS 100
#define RATE_MAX     1000000

/* A host, a port and a path, as they stand in addresses; longer ones are no register's. */
#define PUBLIC_URL_MAX        200
#define PUBLIC_URL_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/[]"

/* Reports with pictures have some 20 MB; what is larger is a book of maps, or was scanned without thought. No
 * more than the contract says, 1 GiB. */
#define DOCUMENT_MAX_MB 50

struct service {
        struct registry registry;
        struct metrics *metrics;
        atomic_bool ending;
        struct issuer_options issuer;
        int cache_mb; /* of answers that are kept until the revision moves */
        int drain_ms; /* what requests under way get when the process ends */
        struct sender_options webhooks;
};

static bool identify(struct call *call, const char *authorization, void *context)
{
        return identify_caller(&((struct service *)context)->registry, call, authorization);
}

static bool run(struct call *call, void *context)
{
        return run_request(&((struct service *)context)->registry, call);
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
        metrics_write(((struct service *)context)->metrics, out);
        buffer_add_string(out, "# HELP samrad_build_info The program's version; the value is always 1.\n"
                               "# TYPE samrad_build_info gauge\nsamrad_build_info{version=\"" SAMRAD_VERSION
                               "\"} 1\n");
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

/* Places for readers who wait. An eighth of them is as many as the systems of one organisation need. Workers
 * have none: who waits would stop one, and all its connections. */
static bool read_waiting(struct service *service, int threads)
{
        struct quota *waiting = &service->registry.waiting;
        if (!read_setting("SAMRAD_WAITING", 128, 0, 10000, &waiting->max))
                return false;
        waiting->max = threads ? 0 : waiting->max;
        waiting->each = waiting->max < 8 ? 1 : waiting->max / 8;
        waiting->holders = calloc((size_t)waiting->max + 1, sizeof *waiting->holders);
        return waiting->holders != NULL;
}

static bool read_settings(struct service *service, struct server_options *server, struct store_options *store)
{
        int port = 0;
        const char *address = getenv("SAMRAD_ADDRESS");
        server->address = address && *address ? address : "127.0.0.1";
        store->url = cli_database();
        store->role = "samrad_service";
        bool good =
                store->url && read_webhook_settings(service) &&
                read_setting("SAMRAD_PORT", 8080, 1, 65535, &port) &&
                read_setting("SAMRAD_CONNECTIONS", 512, 8, 10000, &server->connections_max) &&
                read_setting("SAMRAD_THREADS", 0, 0, 64, &server->threads) &&
                read_setting("SAMRAD_UPLOAD_MAX_MB", 1024, 1, 1048576, &server->upload_max_mb) &&
                read_setting("SAMRAD_DOCUMENT_MAX_MB", DOCUMENT_MAX_MB, 1, 1024, &server->document_max_mb) &&
                read_waiting(service, server->threads) &&
                read_setting("SAMRAD_CACHE_MB", 16, 0, 4096, &service->cache_mb) &&
                read_setting("SAMRAD_WAIT_MS", WAIT_MS, 10, LIMIT_MAX_MS, &store->wait_ms) &&
                read_setting("SAMRAD_STATEMENT_TIMEOUT_MS", STATEMENT_TIMEOUT_MS, 10, LIMIT_MAX_MS,
                             &store->statement_timeout_ms) &&
                read_setting("SAMRAD_DRAIN_MS", DRAIN_MS, 0, LIMIT_MAX_MS, &service->drain_ms) &&
                read_setting("SAMRAD_POOL", 8, 1, 200, &store->connections_max);
        server->port = (unsigned)port;
        service->registry.wait_ms = store->wait_ms;
        return good;
}

/* A text out of the environment; NULL where it is not set. */
static const char *read_text(const char *name)
{
        const char *text = getenv(name);
        return text && *text ? text : NULL;
}

static void tell_of_issuer(const char *event, const char *detail)
{
        log_event(detail ? "warning" : "info", event, detail);
}

/* Whose tokens are taken: nobody's, unless both the issuer and its keys are named. */
static bool read_issuer(struct issuer_options *ret)
{
        ret->rules.issuer = read_text("SAMRAD_TOKEN_ISSUER");
        ret->rules.audience = read_text("SAMRAD_TOKEN_AUDIENCE");
        ret->rules.scope_prefix = read_text("SAMRAD_TOKEN_SCOPE_PREFIX");
        ret->jwks = read_text("SAMRAD_TOKEN_JWKS");
        ret->tell = tell_of_issuer;
        if (!ret->rules.scope_prefix)
                ret->rules.scope_prefix = "samrad:";
        if (!ret->rules.issuer != !ret->jwks || (ret->jwks && !issuer_can_use(ret->jwks))) {
                fprintf(stderr,
                        "samrad: SAMRAD_TOKEN_ISSUER needs SAMRAD_TOKEN_JWKS: an https address, or a file\n");
                return false;
        }
        return read_setting("SAMRAD_TOKEN_REFETCH", 60, 1, 3600, &ret->refetch_s);
}

/* Where the register is reached, for addresses that leave it: in calendars and feeds. */
static bool read_public_url(struct registry *registry)
{
        const char *url = read_text("SAMRAD_PUBLIC_URL");
        size_t length = url ? strlen(url) : 0, name = url ? strcspn(url, ":") + strlen("://") : 0;
        bool good = !url || ((strncmp(url, "https://", name) == 0 || strncmp(url, "http://", name) == 0) &&
                             length > name && length <= PUBLIC_URL_MAX && url[length - 1] != '/' &&
                             strspn(url + name, PUBLIC_URL_CHARACTERS) == length - name);
        if (!good)
                fprintf(stderr, "samrad: SAMRAD_PUBLIC_URL must be as https://samrad.example.no, without a "
                                "slash at its end\n");
        registry->public_url = url;
        return good;
}

/* An address to write to, for people. */
static bool read_contact(const char *name, const char **ret)
{
        *ret = read_text(name);
        bool good = !*ret || strncmp(*ret, "mailto:", strlen("mailto:")) == 0 ||
                    strncmp(*ret, "https://", strlen("https://")) == 0;
        good = good && (!*ret || (strlen(*ret) <= PUBLIC_URL_MAX && !strpbrk(*ret, " <>\"\\^`{|}\r\n\t")));
        if (!good)
                fprintf(stderr,
                        "samrad: %s must be as mailto:samrad@example.no or https://example.no/contact\n",
                        name);
        return good;
}

/* What the register says of itself to those who collect such descriptions. */
static bool read_catalogue(struct registry *registry)
{
        registry->catalogue.publisher = read_text("SAMRAD_PUBLISHER");
        registry->catalogue.publisher_number = read_text("SAMRAD_PUBLISHER_ORGNR");
        return read_contact("SAMRAD_CONTACT", &registry->catalogue.contact) &&
               read_contact("SAMRAD_SECURITY_CONTACT", &registry->catalogue.security_contact);
}

/* How often a caller and an address may ask, and whose word on addresses is taken. */
static bool read_rates(struct server_options *server)
{
        int caller = 0, address = 0;
        const char *proxies = read_text("SAMRAD_TRUSTED_PROXY");
        if (proxies && !peer_proxies_read(proxies, &server->proxies)) {
                fprintf(stderr,
                        "samrad: SAMRAD_TRUSTED_PROXY must be up to %d addresses with commas between\n",
                        PEER_PROXIES_MAX);
                return false;
        }
        bool good = read_setting("SAMRAD_RATE_KEY", RATE_KEY, 0, RATE_MAX, &caller) &&
                    read_setting("SAMRAD_RATE_ADDRESS", RATE_ADDRESS, 0, RATE_MAX, &address);
        server->rate_caller = (unsigned)caller;
        server->rate_address = (unsigned)address;
        return good;
}

/* Says that the service is well, which a deadlock of what every request needs would keep it from saying. */
static void tell_supervisor(struct service *service)
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
                        tell_supervisor(service);
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

static int serve_with(struct service *service, struct server_options *options, const sigset_t *signals)
{
        const char *error = "out of memory";
        options->metrics = service->metrics;
        options->contract = service->registry.contract;
        options->identify = identify;
        options->run = run;
        options->explain = explain;
        options->context = service;
        struct registry *registry = &service->registry;
        if (service->webhooks.senders)
                registry->sender = sender_start(registry, &service->webhooks);
        bool sends = registry->sender || !service->webhooks.senders;
        options->limiter = limiter_new();
        options->variants = variants_new(variant_bytes(service->cache_mb));
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
        log_event("info", "started", NULL);
        supervisor_ready();
        wait_for_end(service, signals);
        supervisor_ending();
        atomic_store(&service->ending, true);
        listener_release(registry->listener);
        server_stop(server, service->drain_ms);
        sender_stop(registry->sender);
        limiter_free(options->limiter);
        variants_free(options->variants);
        log_event("info", "ended", NULL);
        return EXIT_SUCCESS;
}

/* Everything that serving stands on; false with a sentence if something of it cannot be had. */
static bool set_up(struct service *service, struct store_options *store, struct arena *arena,
                   const char **ret_error)
{
        struct registry *registry = &service->registry;
        registry->context = service;
        registry->contract = arena ? contract_load(arena, ret_error) : NULL;
        if (!registry->contract || !actions_bind(registry, arena, ret_error))
                return false;
        *ret_error = "out of memory";
        service->metrics = metrics_new(registry->contract);
        registry->store = store_new(store);
        registry->cache = cache_new((size_t)service->cache_mb * 1024 * 1024);
        registry->reference_data = reference_data_new();
        if (!service->metrics || !registry->store || !registry->cache || !registry->reference_data)
                return false;
        registry->listener = listener_start(store);
        registry->issuer = service->issuer.jwks ? issuer_start(&service->issuer) : NULL;
        return registry->listener && !registry->issuer == !service->issuer.jwks &&
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
        struct server_options server = {0};
        struct store_options store = {0};
        struct service service = {
                .registry = {.waiting = QUOTA_EMPTY, .live = is_live, .metrics = write_metrics}};
        if (!read_settings(&service, &server, &store) || !read_issuer(&service.issuer) ||
            !read_rates(&server) || !read_public_url(&service.registry) || !read_catalogue(&service.registry))
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
        if (set_up(&service, &store, arena, &error))
                status = serve_with(&service, &server, &signals);
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
        json_object_seed(0);
        int status = answer_about_self(argc, argv);
        if (status >= 0)
                return status;
        for (size_t i = 0; argc >= 2 && i < sizeof commands / sizeof *commands; i++)
                if (strcmp(argv[1], commands[i].name) == 0)
                        return run_guarded((struct command){commands[i].run, argc - 2, argv + 2, 0});
        return help_misused(NULL);
}
