#include "http/visit.h"

#include "http/request_log.h"
#include "http/steady.h"
#include "http/upload.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A request that has been queued for longer is refused: the client, or its proxy, has given up. */
#define QUEUE_MAX_NS UINT64_C(20000000000)

void visit_start(struct visit *visit, const char *target)
{
        visit->target = strdup(target);
        visit->body = BUFFER(CALL_BODY_MAX);
}

static struct visit *visit_of(struct workers_job *job)
{
        return (struct visit *)((char *)job - offsetof(struct visit, job));
}

/* The loop continues at once, so the visit must not be touched after this. */
static void resume(struct visit *visit, enum visit_state state)
{
        visit->state = state;
        serving_resume(visit->serving, visit->connection);
}

/* On a worker: decides whether the body is accepted. */
static void admit(struct workers_job *job)
{
        struct visit *visit = visit_of(job);
        visit->admission =
                exchange_admit(&visit->serving->options, &visit->exchange.incoming, true, &visit->upload_max);
        resume(visit, VISIT_ADMITTED);
}

/* No worker decides it: the request is refused. */
static void drop_admission(struct workers_job *job)
{
        struct visit *visit = visit_of(job);
        visit->admission = ADMISSION_REFUSED;
        resume(visit, VISIT_ADMITTED);
}

/* Suspends the connection and queues the visit. False if the queue is full: the connection is resumed, and
 * the visit remains the caller's until the library's next call. */
static bool suspend(struct visit *visit, enum visit_state state)
{
        visit->state = state;
        serving_suspend(visit->serving, visit->connection);
        if (workers_put(visit->serving->workers, &visit->job))
                return true;
        serving_resume(visit->serving, visit->connection);
        return false;
}

/* Acts on the decision what is done with the body. */
static bool settle_admission(struct visit *visit)
{
        if (visit->admission == ADMISSION_REFUSED) {
                visit->client->unread = true;
                visit_work(visit); /* as if the request had no body */
                bool leaves = visit->state == VISIT_LEAVING;
                if (leaves)
                        visit_leave(visit);
                return !leaves;
        }
        if (visit->admission == ADMISSION_UPLOAD) {
                visit->upload = upload_open(visit->upload_max);
                clients_busy(visit->serving->clients, visit->client);
        }
        visit->state = VISIT_TAKING;
        return true;
}

/* Copies the head; false if there is no memory for it. */
static bool keep_head(struct visit *visit, const char *method)
{
        visit->head = visit->target ? request_head_copy(visit->connection, method, visit->target) : NULL;
        visit->exchange = (struct exchange){.options = &visit->serving->options};
        visit->exchange.incoming = (struct incoming){
                .head = visit->head, .peer = visit->client->peer, .start_ns = steady_ns(), .announced = true};
        return visit->head;
}

bool visit_take_head(struct visit *visit, const char *method)
{
        if (visit->state == VISIT_ADMITTED)
                return settle_admission(visit);
        if (!keep_head(visit, method)) {
                visit->state = VISIT_STARVED;
                return true;
        }
        bool may_have_body = strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
                             request_head_field(visit->head, "Transfer-Encoding");
        visit->admission = ADMISSION_ORDINARY;
        if (may_have_body)
                visit->admission = exchange_admit(&visit->serving->options, &visit->exchange.incoming, false,
                                                  &visit->upload_max);
        if (visit->admission != ADMISSION_WAITS)
                return settle_admission(visit);
        visit->job = (struct workers_job){.run = admit, .drop = drop_admission, .quick = true};
        if (!suspend(visit, VISIT_ADMITTING)) {
                visit->admission = ADMISSION_REFUSED;
                visit->state = VISIT_ADMITTED;
        }
        return false;
}

bool visit_take_body(struct visit *visit, const char *bytes, size_t length)
{
        struct upload *upload = visit->upload;
        if (!upload) {
                buffer_add(&visit->body, bytes, length);
                return true;
        }
        upload_add(upload, bytes, length);
        visit->passed_over += upload->too_large ? length : 0;
        return !upload->too_large || visit->passed_over < upload->max;
}

static void work(struct workers_job *job);

/* What takes long, as compressing does, is left to a worker. */
static void wake(struct waiter *waiter)
{
        struct visit *visit = (struct visit *)((char *)waiter - offsetof(struct visit, waiter));
        if (waiter->brief && !request_head_field(visit->head, "Accept-Encoding")) {
                work(&visit->job);
                return;
        }
        visit->by_worker = true;
        if (workers_put_back(visit->serving->workers, &visit->job))
                return;
        exchange_refuse(&visit->exchange);
        resume(visit, VISIT_ANSWERED);
}

/* Makes the visit wait without a thread. */
static void pause_visit(struct visit *visit)
{
        const struct server_options *options = &visit->serving->options;
        const struct answer_pause *pause = &visit->exchange.call->answer.pause;
        visit->waiter = (struct waiter){.seen = pause->seen, .ms = pause->ms, .wake = wake};
        options->await(visit->exchange.call, &visit->waiter, options->context);
}

/* On a worker: makes the answer, or pauses. */
static void work(struct workers_job *job)
{
        struct visit *visit = visit_of(job);
        if (exchange_go_on(&visit->exchange) == EXCHANGE_PAUSED)
                pause_visit(visit);
        else
                resume(visit, VISIT_ANSWERED);
}

static void drop(struct workers_job *job)
{
        struct visit *visit = visit_of(job);
        exchange_refuse(&visit->exchange);
        resume(visit, VISIT_ANSWERED);
}

/* On a worker: the first call of work(). */
static void work_at_first(struct workers_job *job)
{
        struct visit *visit = visit_of(job);
        job->run = work;
        visit->by_worker = true;
        if (steady_ns() - visit->exchange.incoming.start_ns > QUEUE_MAX_NS)
                drop(job);
        else
                work(job);
}

/* A call with an arena of its own; NULL if memory runs out. */
static struct call *new_call(void)
{
        struct call *call = calloc(1, sizeof *call);
        struct arena *arena = call ? arena_new(CALL_MEMORY_MAX) : NULL;
        if (!arena) {
                free(call);
                return NULL;
        }
        call->arena = arena;
        return call;
}

static void free_call(struct call *call)
{
        struct arena *arena = call->arena;
        buffer_clear(&call->answer.body);
        arena_free(arena);
        free(call);
}

void visit_work(struct visit *visit)
{
        struct incoming *incoming = &visit->exchange.incoming;
        metrics_begin(visit->serving->options.metrics);
        visit->counted = true;
        clients_busy(visit->serving->clients, visit->client);
        visit->exchange.call = visit->body.exhausted ? NULL : new_call();
        if (!visit->exchange.call) {
                visit->state = VISIT_STARVED;
                return;
        }
        incoming->announced = false;
        incoming->start_ns = steady_ns();
        incoming->body = visit->body.bytes;
        incoming->body_length = buffer_failed(&visit->body) ? CALL_BODY_MAX + 1 : visit->body.length;
        incoming->upload = visit->upload;
        if (visit->upload)
                upload_rewind(visit->upload);
        visit->step = exchange_begin(&visit->exchange);
        visit->state = visit->step == EXCHANGE_ANSWERED ? VISIT_ANSWERED : VISIT_LEAVING;
}

void visit_leave(struct visit *visit)
{
        const struct server_options *options = &visit->serving->options;
        visit->job = (struct workers_job){
                .run = work_at_first,
                .drop = drop,
                .quick = options->is_quick(visit->exchange.call, options->context),
        };
        if (visit->step == EXCHANGE_PAUSED) {
                visit->state = VISIT_WORKING;
                visit->job.run = work;
                serving_suspend(visit->serving, visit->connection);
                pause_visit(visit);
        } else if (!suspend(visit, VISIT_WORKING)) {
                exchange_refuse(&visit->exchange);
                visit->state = VISIT_ANSWERED;
        }
}

void visit_tell(struct visit *visit, size_t bytes)
{
        const struct call *call = visit->exchange.call;
        uint64_t ns = steady_ns() - visit->exchange.incoming.start_ns;
        request_log(call, request_head_method(visit->head), request_head_field(visit->head, "traceparent"),
                    ns, bytes);
        metrics_end(visit->serving->options.metrics, call->operation, call->answer.status, ns);
        visit->counted = false;
}

void visit_give_call(struct visit *visit)
{
        visit->exchange.call = NULL;
        visit->counted = false;
}

void visit_end(struct visit *visit)
{
        if (visit->counted)
                metrics_end(visit->serving->options.metrics, NULL, 0, 0);
        if (visit->exchange.call)
                free_call(visit->exchange.call);
        upload_close(visit->upload);
        buffer_clear(&visit->body);
        free(visit->head);
        free(visit->target);
        *visit = (struct visit){
                .serving = visit->serving, .connection = visit->connection, .client = visit->client};
}
