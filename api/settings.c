#include "settings.h"

#include "base/log.h"
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Default limits of time, and the most that a setting may make of them.
 * No statement of ours takes longer than a fraction of this on a register of national size. */
#define STATEMENT_TIMEOUT_MS 5000
/* Longer than this for a connection or a lock a caller does better to hear "busy" and try again. */
#define WAIT_MS              1000
/* A request in flight at the end gets so long. */
#define DRAIN_MS             10000
#define LIMIT_MAX_MS         3600000
/* Threads that speak with clients, at most, and threads that wait for the database: with eight connections to
 * it that is enough to fill its pipelines, and for writes to wait for each other's locks. */
#define LOOPS                4
#define WORKERS              48
/* Connections at once, which cost some 40 kilobytes each; of one address as many as an organisation behind
 * one has browsers open. */
#define CONNECTIONS          4096
#define CONNECTIONS_ADDRESS  512
/* A machine with more of them is none that this is made for. */
#define CONNECTIONS_MAX      100000
/* Open files beside them: of the database, receivers, uploads. */
#define FILES_BESIDE         512

/* Requests a second, and ten times as many at once: more than a script makes that waits for its answers, less
 * than would take the register from everybody else. */
#define RATE_KEY     1000
#define RATE_ADDRESS 100
#define RATE_MAX     1000000

/* A host, a port and a path, as they stand in addresses; longer ones are no register's. */
#define PUBLIC_URL_MAX        200
#define PUBLIC_URL_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/[]"

/* Reports with pictures have some 20 MB; larger ones are scanned without need, or books of maps. The
 * setting may be at most the contract's limit, 1 GiB. */
#define DOCUMENT_MAX_MB 50

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

/* A text out of the environment; NULL where it is not set. */
static const char *read_text(const char *name)
{
        const char *text = getenv(name);
        return text && *text ? text : NULL;
}

static bool read_webhook_settings(struct settings *settings, struct registry *registry)
{
        struct sender_options *webhooks = &settings->webhooks;
        int private = 0;
        bool good = read_setting("SAMRAD_WEBHOOKS", 4, 0, 64, &webhooks->senders) &&
                    read_setting("SAMRAD_WEBHOOK_PRIVATE", 0, 0, 1, &private) &&
                    read_setting("SAMRAD_WEBHOOK_RETRY_MS", 5000, 10, 3600000, &webhooks->retry_ms) &&
                    read_setting("SAMRAD_WEBHOOK_TIMEOUT_MS", 15000, 100, 60000, &webhooks->timeout_ms);
        registry->webhooks_private = private;
        return good;
}

/* Places for readers who wait. An eighth of them is as many as the systems of one organisation need. */
static bool read_waiting(struct registry *registry)
{
        struct quota *waiting = &registry->waiting;
        if (!read_setting("SAMRAD_WAITING", 128, 0, 10000, &waiting->max))
                return false;
        waiting->each = waiting->max < 8 ? 1 : waiting->max / 8;
        waiting->holders = calloc((size_t)waiting->max + 1, sizeof *waiting->holders);
        return waiting->holders != NULL;
}

/* A loop for each processor, of which four speak with more clients than the database serves. Workers mostly
 * wait for it. */
static bool read_threads(struct server_options *server)
{
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        return read_setting("SAMRAD_LOOPS",
                            processors < 1       ? 1
                            : processors < LOOPS ? processors
                                                 : LOOPS,
                            1, 64, &server->loops) &&
               read_setting("SAMRAD_WORKERS", WORKERS, 2, 1000, &server->workers);
}

/* Where it listens for everybody, and where for operators alone: nowhere, if they have no port of their own.
 */
static bool read_addresses(struct server_options *server)
{
        int port = 0, health_port = 0;
        const char *address = read_text("SAMRAD_ADDRESS"), *health = read_text("SAMRAD_HEALTH_ADDRESS");
        server->address = address ? address : "127.0.0.1";
        server->health_address = health ? health : "127.0.0.1";
        bool good = read_setting("SAMRAD_PORT", 8080, 1, 65535, &port) &&
                    read_setting("SAMRAD_HEALTH_PORT", 0, 0, 65535, &health_port);
        server->port = (unsigned)port;
        server->health_port = (unsigned)health_port;
        return good;
}

/* Each connection needs a file descriptor: the limit is raised as far as the system allows, or there are
 * fewer connections. */
static bool read_connections(struct server_options *server)
{
        struct rlimit files;
        int *max = &server->connections_max;
        if (!read_setting("SAMRAD_CONNECTIONS", CONNECTIONS, 8, CONNECTIONS_MAX, max) ||
            !read_setting("SAMRAD_CONNECTIONS_ADDRESS", CONNECTIONS_ADDRESS, 1, CONNECTIONS_MAX,
                          &server->connections_of_address_max) ||
            getrlimit(RLIMIT_NOFILE, &files) != 0)
                return false;
        rlim_t wanted = (rlim_t)*max + FILES_BESIDE;
        if (files.rlim_cur >= wanted)
                return true;
        files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &files);
        if (files.rlim_cur < FILES_BESIDE + 8) {
                fprintf(stderr, "samrad: the system allows too few open files (ulimit -n)\n");
                return false;
        }
        if (files.rlim_cur < wanted)
                log_event("warning", "fewer connections", "the system allows too few open files");
        *max = (int)(files.rlim_cur - FILES_BESIDE);
        return true;
}

static bool read_numbers(struct settings *settings, struct registry *registry)
{
        struct server_options *server = &settings->server;
        struct store_options *store = &settings->store;
        store->url = cli_database();
        store->role = "samrad_service";
        bool good =
                store->url && read_webhook_settings(settings, registry) && read_addresses(server) &&
                read_threads(server) && read_connections(server) &&
                read_setting("SAMRAD_UPLOAD_MAX_MB", 1024, 1, 1048576, &server->upload_max_mb) &&
                read_setting("SAMRAD_DOCUMENT_MAX_MB", DOCUMENT_MAX_MB, 1, 1024, &server->document_max_mb) &&
                read_waiting(registry) && read_setting("SAMRAD_CACHE_MB", 16, 0, 4096, &settings->cache_mb) &&
                read_setting("SAMRAD_WAIT_MS", WAIT_MS, 10, LIMIT_MAX_MS, &store->wait_ms) &&
                read_setting("SAMRAD_STATEMENT_TIMEOUT_MS", STATEMENT_TIMEOUT_MS, 10, LIMIT_MAX_MS,
                             &store->statement_timeout_ms) &&
                read_setting("SAMRAD_DRAIN_MS", DRAIN_MS, 0, LIMIT_MAX_MS, &settings->drain_ms) &&
                read_setting("SAMRAD_POOL", 8, 1, 200, &store->connections_max);
        registry->wait_ms = store->wait_ms;
        return good;
}

static void log_issuer(const char *event, const char *detail)
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
        ret->report = log_issuer;
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

/* The data of the register in the catalogue (site/catalogue.h). */
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

bool settings_read(struct settings *settings, struct registry *registry)
{
        return read_numbers(settings, registry) && read_issuer(&settings->issuer) &&
               read_rates(&settings->server) && read_public_url(registry) && read_catalogue(registry);
}
