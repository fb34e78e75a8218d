#include "checks/verdicts.h"

#include "checks/sweep.h"
#include "json/tree.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A process that judges claims the work for LEASE_S seconds and renews the claim every RENEW_S. If it dies,
 * another process takes over when the claim has expired. */
#define LEASE_S     "30"
#define RENEW_S     5
/* One result; ten thousand members have some megabytes. */
#define RESULT_MAX  ((size_t)32 * 1024 * 1024)
/* Memory for the statement and its values, for one body at a time. */
#define TELL_MEMORY ((size_t)8 * 1024 * 1024)

struct watch {
        struct registry *registry;
        struct call *call;
        struct call one; /* for one body, with its own arena */
        const char *today;
        const char *quiet; /* "true": the verdicts are stored without an event */
        bool changed_only;
        const char *since;
        const char *revision, *at; /* the register's revision and its time when the round began */
        int64_t renewed_s;         /* when the claim was last renewed */
};

static int64_t now_s(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec;
}

static bool run_query(struct call *call, struct registry *registry, const char *file,
                      const struct sql_value *values, size_t count, struct rows **ret_rows)
{
        struct session *session;
        if (!access_open(registry, call, &session))
                return false;
        bool good = access_run_file(call, session, file, values, count, ret_rows);
        store_return(session);
        return good;
}

/* Claims the work if there is something to judge and no other process does so. False if there is nothing to
 * do. */
static bool claim_round(struct watch *watch)
{
        struct sql_value values[] = {{"today", watch->today}, {"lease", LEASE_S}};
        struct rows *rows;
        if (!run_query(watch->call, watch->registry, "verdicts/reset", NULL, 0, NULL) ||
            !run_query(watch->call, watch->registry, "verdicts/claim", values, 2, &rows) ||
            rows_count(rows) == 0)
                return false;
        watch->quiet = strcmp(rows_text(rows, 0, 0), "t") == 0 ? "true" : "false";
        watch->changed_only = strcmp(rows_text(rows, 0, 1), "t") == 0;
        watch->since = rows_text(rows, 0, 2);
        watch->revision = rows_text(rows, 0, 3);
        watch->at = rows_text(rows, 0, 4);
        return true;
}

/* The verdict of each part, as {its id: verdict}: of the rules, or of the units of the one rule that is about
 * areas. */
static json_t *verdicts_by_part(struct arena *arena, const json_t *result, bool norm)
{
        json_t *verdicts = tree_object(arena), *list = json_object_get(result, "rules"), *part;
        size_t index;
        if (norm)
                list = json_object_get(json_array_get(list, 0), "units");
        json_array_foreach(list, index, part) {
                const char *id = json_string_value(json_object_get(part, norm ? "unit" : "rule"));
                if (id)
                        tree_set(verdicts, id, json_incref(json_object_get(part, "verdict")));
        }
        return verdicts;
}

/* Stores a verdict, and makes deliveries if it has changed. */
static bool note_verdict(struct watch *watch, bool norm, const char *id, const char *verdict,
                         const json_t *by_part)
{
        struct call *one = &watch->one;
        char *parts = memory_need(tree_dump(by_part, JSON_COMPACT | JSON_SORT_KEYS));
        arena_defer(one->arena, free, parts);
        struct sql_value values[] = {{"collection", norm ? "rules" : "bodies"},
                                     {"id", id},
                                     {"verdict", verdict},
                                     {"parts", parts},
                                     {"today", watch->today},
                                     {"revision", watch->revision},
                                     {"withoutDeliveries", watch->quiet}};
        return run_query(one, watch->registry, "verdicts/store_verdict", values, 7, NULL);
}

static bool judge_body(struct watch *watch, const struct sweep_body *body)
{
        struct arena *arena = watch->one.arena;
        arena_reset(arena);
        watch->one = (struct call){.arena = arena, .request_id = watch->call->request_id};
        fault_init(&watch->one.faults, arena);
        date today = check_date(watch->today);
        bool norm = body->facts && rules_facts_of_register(body->facts);
        struct buffer *text = buffer_new(body->call->arena, RESULT_MAX);
        if (body->facts)
                check_write(text, check_judge(body->call, body->facts, today), body->rows, body->row);
        else
                check_write_unjudged(text, watch->today, body->rows, body->row);
        json_t *value = tree_read(body->call->arena, text);
        const char *verdict = json_string_value(json_object_get(value, "verdict"));
        return note_verdict(watch, norm, body->id, verdict, verdicts_by_part(arena, value, norm));
}

/* Renews the claim while the work goes on. */
static bool renew_claim(struct watch *watch)
{
        const struct sql_value values[] = {{"lease", LEASE_S}};
        const int64_t now = now_s();
        if (now - watch->renewed_s < RENEW_S)
                return true;
        watch->renewed_s = now;
        return run_query(&watch->one, watch->registry, "verdicts/renew_claim", values, 1, NULL);
}

static bool judge_all(struct watch *watch, const atomic_bool *ending)
{
        struct sweep_options options = {.changed_since = watch->changed_only ? watch->since : NULL,
                                        .norms = true};
        struct sweep *sweep = sweep_new(watch->registry, watch->call, &options);
        struct sweep_body body;
        enum sweep_step step = SWEEP_FAILED;
        while (!atomic_load(ending) && (step = sweep_next(sweep, &body)) == SWEEP_BODY)
                if (!judge_body(watch, &body) || !renew_claim(watch))
                        return false;
        return step == SWEEP_END && !atomic_load(ending);
}

bool verdicts_report(struct registry *registry, struct call *call, const atomic_bool *ending)
{
        struct watch watch = {
                .registry = registry, .call = call, .today = access_today(call), .renewed_s = now_s()};
        if (!watch.today || !claim_round(&watch))
                return false;
        watch.one.arena = arena_new_below(call->arena, TELL_MEMORY);
        bool done = judge_all(&watch, ending);
        struct sql_value values[] = {{"revision", watch.revision}, {"at", watch.at}, {"today", watch.today}};
        call->answer = (struct answer){0};
        if (done)
                run_query(call, registry, "verdicts/store_progress", values, 3, NULL);
        else
                run_query(call, registry, "verdicts/release_claim", NULL, 0, NULL);
        arena_free(watch.one.arena);
        return true;
}
