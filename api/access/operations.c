/*
 * operations - what operators ask for: liveness, readiness and metrics; and the contract itself.
 */
#include "access/access_handlers.h"
#include "access/access.h"

static bool answer_ok(struct call *call)
{
        buffer_add_string(&call->answer.body, "{\"status\":\"ok\"}");
        return true;
}

bool live_handler(struct registry *registry, struct call *call)
{
        (void)registry;
        return answer_ok(call);
}

/* Refuses the request; the missing part is reported to the caller and in the log. */
static bool not_ready(struct call *call, enum problem problem, const char *part)
{
        call->answer.database_detail = part;
        return call_fail(call, problem, FAULT_NOT_READY, part, NULL);
}

/* How long a process that has just started may take to reach its database. */
#define FIRST_LOOK_MS 1000

/* Answers with what the listener knows of the database. */
static bool answer_ready(struct registry *registry, struct call *call)
{
        struct listener *listener = registry->listener;
        if (!registry->live(registry->context))
                return not_ready(call, PROBLEM_OVERLOADED, "service");
        if (listener_revision(listener) < 0)
                return not_ready(call, PROBLEM_DATABASE_DOWN, "database");
        if (!listener_schema_whole(listener))
                return not_ready(call, PROBLEM_DATABASE_DOWN, "schema");
        if (!listener_writable(listener))
                return not_ready(call, PROBLEM_DATABASE_DOWN, "writes");
        return answer_ok(call);
}

/* A health check that came before the database was reached. */
struct early {
        struct registry *registry;
        struct call *call;
};

static bool answer_after_pause(void *context)
{
        const struct early *early = context;
        return answer_ready(early->registry, early->call);
}

/* The service is ready if it is not shutting down and the database answers, has its schema, and commits. All
 * this is read from the listener, so that health checks take no connection from other requests. */
bool ready_handler(struct registry *registry, struct call *call)
{
        if (!registry->live(registry->context) || listener_revision(registry->listener) >= 0)
                return answer_ready(registry, call);
        struct early *early = arena_alloc(call->arena, sizeof *early);
        *early = (struct early){registry, call};
        call->answer.pause = (struct answer_pause){
                .ms = FIRST_LOOK_MS, .seen = -1, .resume = answer_after_pause, .context = early};
        return true;
}

/* Metrics of the register and its database, as the listener last saw them. */
static void write_register_metrics(struct listener *listener, struct buffer *out)
{
        int64_t revision = listener_revision(listener);
        buffer_format(
                out,
                "# HELP samrad_database_up Whether the database answers.\n"
                "# TYPE samrad_database_up gauge\nsamrad_database_up %d\n"
                "# HELP samrad_database_writable Whether the database commits, its standby included.\n"
                "# TYPE samrad_database_writable gauge\nsamrad_database_writable %d\n"
                "# HELP samrad_revision The register's latest revision that is known; 0 while none is.\n"
                "# TYPE samrad_revision gauge\nsamrad_revision %lld\n",
                revision >= 0, listener_writable(listener), revision >= 0 ? (long long)revision : 0LL);
}

bool metrics_handler(struct registry *registry, struct call *call)
{
        struct store_figures figures = store_figures(registry->store);
        registry->metrics(&call->answer.body, registry->context);
        buffer_format(
                &call->answer.body,
                "# HELP samrad_database_connections Connections to the database, by state.\n"
                "# TYPE samrad_database_connections gauge\n"
                "samrad_database_connections{state=\"open\"} %d\nsamrad_database_connections{state=\"lent\"} "
                "%d\n"
                "# HELP samrad_database_waits_timed_out_total Requests that got no connection in time.\n"
                "# TYPE samrad_database_waits_timed_out_total counter\nsamrad_database_waits_timed_out_total "
                "%lu\n"
                "# HELP samrad_database_failures_total Connections that could not be opened.\n"
                "# TYPE samrad_database_failures_total counter\nsamrad_database_failures_total %lu\n",
                figures.open, figures.lent, figures.timeouts, figures.failures);
        write_register_metrics(registry->listener, &call->answer.body);
        call->answer.media_type = "text/plain; version=0.0.4; charset=utf-8";
        return true;
}

static bool answer_contract(struct call *call, const char *text, size_t length, const char *media_type)
{
        call->answer.borrowed = text;
        call->answer.borrowed_length = length;
        call->answer.mark = call_fixed_mark(media_type);
        call->answer.media_type = media_type;
        call->answer.etag = call->contract->tag;
        return true;
}

bool openapi_json_handler(struct registry *registry, struct call *call)
{
        const struct contract *contract = registry->contract;
        return answer_contract(call, contract->json, contract->json_length, "application/json");
}

bool openapi_yaml_handler(struct registry *registry, struct call *call)
{
        const struct contract *contract = registry->contract;
        return answer_contract(call, contract->yaml, contract->yaml_length, "application/yaml");
}
