#include "changes/sender.h"

#include "auth/signature.h"
#include "json/writer.h"
#include "outbound/fetch.h"
#include "access/access.h"
#include "changes/feed.h"
#include "checks/verdicts.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Memory for one delivery: the resource as a row, in the message, and signed. */
#define JOB_MEMORY    ((size_t)16 * 1024 * 1024)
#define MESSAGE_MAX   ((size_t)4 * 1024 * 1024)
/* How much of a receiver's answer is read; the body is ignored, so a longer one does no harm. */
#define ANSWER_BYTES  ((size_t)64 * 1024)
/* How many messages of one subscription are sent at once, by all processes together. For a slow receiver it
 * is one, and half of the threads send to quick receivers only, so that slow ones only delay each other. */
#define AT_ONCE       "2"
/* How much longer a claim lasts than the attempt, so that the outcome can be stored. Storing is tried again
 * until the claim expires, since only then another attempt may be made. */
#define LEASE_MORE_S  5
/* Changes that arrive within this time are turned into deliveries together. */
#define GATHER_MS     20
/* How often an idle thread looks for work that has become due: a retry, or an expired claim. */
#define LOOK_EVERY_MS 1000
/* Bodies are judged at most this often, so that a busy register is not judged at every write. */
#define JUDGE_MS      1000
#define TIDY_MS       (60 * 60 * 1000)

struct sender {
        struct registry *registry;
        struct sender_options options;
        atomic_bool ending;
        pthread_mutex_t mutex;
        pthread_cond_t woken;
        uint64_t generation; /* of reasons to look again */
        struct worker {
                pthread_t thread;
                struct job *job;
        } * threads;
        size_t thread_count;
};

/* A thread's current work, with its own arena. */
struct job {
        struct sender *sender;
        void (*work)(void *job); /* of its thread */
        bool quick;              /* calls only receivers that answer quickly */
        struct arena *arena;
        struct call call; /* what a request would have; there is no caller */
        struct session *session;
};

/* What is claimed. */
struct claim {
        const char *id, *attempt, *message, *event, *url, *secret;
        const char *data; /* the data of an event that is not a change */
        const char *at;
        const char *former_secret; /* which also signs; NULL: there is none */
        int64_t until_ms;          /* when the claim expires */
};

static int64_t now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void sender_wake(struct sender *sender)
{
        if (!sender)
                return;
        pthread_mutex_lock(&sender->mutex);
        sender->generation++;
        pthread_cond_broadcast(&sender->woken);
        pthread_mutex_unlock(&sender->mutex);
}

static uint64_t read_generation(struct sender *sender)
{
        pthread_mutex_lock(&sender->mutex);
        uint64_t generation = sender->generation;
        pthread_mutex_unlock(&sender->mutex);
        return generation;
}

static struct timespec after_ms(int ms)
{
        struct timespec at;
        clock_gettime(CLOCK_MONOTONIC, &at);
        at.tv_nsec += ms % 1000 * 1000000L;
        at.tv_sec += ms / 1000 + at.tv_nsec / 1000000000;
        at.tv_nsec %= 1000000000;
        return at;
}

/* Waits until `generation` is no longer `seen`, at most `ms`. */
static void wait_for_work(struct sender *sender, uint64_t seen, int ms)
{
        const struct timespec until = after_ms(ms);
        int result = 0;
        pthread_mutex_lock(&sender->mutex);
        while (sender->generation == seen && result != ETIMEDOUT && !atomic_load(&sender->ending))
                result = pthread_cond_timedwait(&sender->woken, &sender->mutex, &until);
        pthread_mutex_unlock(&sender->mutex);
}

/* Waits `ms`, whatever there is to do, or until the process ends. */
static void wait_out(struct sender *sender, int ms)
{
        const struct timespec until = after_ms(ms);
        int result = 0;
        pthread_mutex_lock(&sender->mutex);
        while (result != ETIMEDOUT && !atomic_load(&sender->ending))
                result = pthread_cond_timedwait(&sender->woken, &sender->mutex, &until);
        pthread_mutex_unlock(&sender->mutex);
}

/* Releases the memory of the previous piece of work and starts the next. */
static void begin_anew(struct job *job)
{
        arena_reset(job->arena);
        job->call = (struct call){.arena = job->arena, .request_id = "webhooks"};
        fault_init(&job->call.faults, job->arena);
        job->session = NULL;
}

static bool run_query(struct job *job, const char *file, const struct sql_value *values, size_t count,
                      struct rows **ret_rows)
{
        return access_run_file(&job->call, job->session, file, values, count, ret_rows);
}

static bool begin_job(struct job *job)
{
        begin_anew(job);
        return access_open(job->sender->registry, &job->call, &job->session) &&
               access_execute(&job->call, job->session, "begin");
}

static bool commit_job(struct job *job)
{
        bool good = access_execute(&job->call, job->session, "commit");
        store_return(job->session);
        return good;
}

/* Moves one subscription along the feed. False if none is behind, or if it failed. */
static bool advance_one(struct job *job, bool *ret_made)
{
        struct rows *rows;
        if (!begin_job(job) || !run_query(job, "webhooks/next_to_advance", NULL, 0, &rows) ||
            rows_count(rows) == 0) {
                if (job->session)
                        store_return(job->session);
                return false;
        }
        struct sql_value values[] = {{"id", rows_text(rows, 0, 0)},
                                     {"revision", rows_text(rows, 0, 1)},
                                     {"sequence", rows_text(rows, 0, 2)}};
        if (!run_query(job, "webhooks/advance", values, 3, &rows)) {
                store_return(job->session);
                return false;
        }
        *ret_made = *ret_made || (rows_count(rows) && strcmp(rows_text(rows, 0, 0), "0") != 0);
        return commit_job(job);
}

static void tidy_deliveries(struct job *job)
{
        begin_anew(job);
        if (access_open(job->sender->registry, &job->call, &job->session)) {
                run_query(job, "webhooks/delete_old", NULL, 0, NULL);
                store_return(job->session);
        }
}

/* The thread that turns changes into deliveries. */
static void run_mover(void *context)
{
        struct job *job = context;
        struct sender *sender = job->sender;
        struct listener *listener = sender->registry->listener;
        int64_t seen = -1, tidied = now_ms();
        while (listener_wait(listener, seen, LOOK_EVERY_MS)) {
                nanosleep(&(struct timespec){0, GATHER_MS * 1000000L}, NULL);
                seen = listener_revision(listener);
                bool made = false;
                while (!atomic_load(&sender->ending) && advance_one(job, &made))
                        ;
                if (made)
                        sender_wake(sender);
                if (job->call.answer.problem) /* it failed: wait before the next attempt */
                        listener_wait(listener, INT64_MAX, LOOK_EVERY_MS);
                if (now_ms() - tidied > TIDY_MS) {
                        tidy_deliveries(job);
                        tidied = now_ms();
                }
        }
}

/* Writes the message of a change or an event: type, timestamp, data. False if there is none, or if it cannot
 * be read. */
static bool write_message(struct job *job, struct claim *claim, struct buffer *out)
{
        struct rows *rows = NULL;
        struct sql_value values[] = {{"id", claim->id}};
        if (!claim->data &&
            (!run_query(job, "webhooks/change_of_delivery", values, 1, &rows) || rows_count(rows) == 0))
                return false;
        struct json_writer writer = JSON_WRITER(out);
        writer_open_object(&writer);
        writer_member_text(&writer, "type", claim->event);
        writer_member_text(&writer, "timestamp", rows ? rows_text(rows, 0, FEED_AT) : claim->at);
        writer_key(&writer, "data");
        if (rows)
                feed_write_row(rows, 0, out);
        else
                buffer_add_string(out, claim->data);
        writer_close_object(&writer);
        return true;
}

/* Claims a delivery and writes its message. False if there is none to send, or if that failed. */
static bool claim_one(struct job *job, struct claim *ret, struct buffer *message)
{
        struct rows *rows;
        const int lease = job->sender->options.timeout_ms / 1000 + LEASE_MORE_S;
        struct sql_value picking[] = {{"maxAtOnce", AT_ONCE}, {"quickOnly", job->quick ? "true" : "false"}};
        if (!begin_job(job) || !run_query(job, "webhooks/next_to_send", picking, 2, &rows) ||
            rows_count(rows) == 0)
                return false;
        struct sql_value values[] = {{"id", rows_text(rows, 0, 0)},
                                     {"lease", arena_format(job->arena, "%d", lease)}};
        if (!run_query(job, "webhooks/claim", values, 2, &rows) || rows_count(rows) == 0)
                return false;
        *ret = (struct claim){rows_text(rows, 0, 0),           rows_text(rows, 0, 1), rows_text(rows, 0, 2),
                              rows_text(rows, 0, 3),           rows_text(rows, 0, 4), rows_text(rows, 0, 5),
                              rows_text(rows, 0, 6),           rows_text(rows, 0, 7), rows_text(rows, 0, 8),
                              now_ms() + (int64_t)lease * 1000};
        return write_message(job, ret, message) && commit_job(job);
}

/* The outcome of an attempt. */
struct result {
        bool delivered, gone;
        const char *status, *error; /* NULL: none */
        const char *retry_after;
};

static const char *error_of(struct job *job, enum fetch_outcome outcome, const struct fetch_answer *answer)
{
        switch (outcome) {
        case FETCH_ANSWERED:
                return arena_format(job->arena, "answered %ld", answer->status);
        case FETCH_BAD_URL:
                return "the address cannot be called";
        case FETCH_PRIVATE:
                return "the address is private";
        case FETCH_TOO_LARGE:
                return "the answer is too large";
        default:
                return arena_format(job->arena, "%s", answer->reason);
        }
}

static void judge_answer(struct job *job, enum fetch_outcome outcome, const struct fetch_answer *answer,
                         struct result *ret)
{
        long status = answer->status, wait = 0;
        ret->delivered = status >= 200 && status < 300;
        ret->gone = status == 410;
        ret->status = status ? arena_format(job->arena, "%ld", status) : NULL;
        ret->error = ret->delivered ? NULL : error_of(job, outcome, answer);
        if ((status == 429 || status == 503) && answer->retry_after_s > 0)
                wait = answer->retry_after_s > INT32_MAX ? INT32_MAX : answer->retry_after_s;
        ret->retry_after = arena_format(job->arena, "%ld", wait);
}

/* Makes the signatures of a message: with the secret, and for a day also with the previous one. NULL if a
 * secret is invalid. */
static const char *sign_message(struct job *job, const struct claim *claim, const char *now,
                                const struct buffer *message)
{
        const char *secrets[] = {claim->secret, claim->former_secret};
        const char *signatures = NULL;
        for (size_t i = 0; i < 2 && secrets[i]; i++) {
                const char *one = signature_write(job->arena, secrets[i], claim->message, now, message->bytes,
                                                  message->length);
                if (!one)
                        return NULL;
                signatures = signatures ? arena_format(job->arena, "%s %s", signatures, one) : one;
        }
        return signatures;
}

/* Calls the receiver. Any failure counts as an attempt, and is retried as such. */
static void call_receiver(struct job *job, const struct claim *claim, const struct buffer *message,
                          struct result *ret)
{
        const char *now = arena_format(job->arena, "%" PRId64, (int64_t)time(NULL));
        const char *signature = sign_message(job, claim, now, message);
        const char *headers[] = {
                "Content-Type: application/json", arena_format(job->arena, "webhook-id: %s", claim->message),
                arena_format(job->arena, "webhook-timestamp: %s", now),
                arena_format(job->arena, "webhook-signature: %s", signature ? signature : "")};
        *ret = (struct result){.error = "the secret cannot sign", .retry_after = "0"};
        if (!signature)
                return;
        const bool private = job->sender->registry->webhooks_private;
        const struct fetch_request request = {.url = claim->url,
                                              .headers = headers,
                                              .header_count = sizeof headers / sizeof *headers,
                                              .body = message->bytes,
                                              .body_length = message->length,
                                              .timeout_ms = job->sender->options.timeout_ms,
                                              .answer_max = ANSWER_BYTES,
                                              .allow_http = private,
                                              .allow_private = private,
                                              .ending = &job->sender->ending};
        struct fetch_answer answer;
        enum fetch_outcome outcome = fetch(&request, &answer);
        buffer_clear(&answer.body); /* before anything else is allocated */
        judge_answer(job, outcome, &answer, ret);
}

/* Stores the outcome. An attempt that was interrupted by our own shutdown does not count. */
static bool note_outcome(struct job *job, const struct claim *claim, const struct result *result)
{
        char retry_ms[16];
        snprintf(retry_ms, sizeof retry_ms, "%d", job->sender->options.retry_ms);
        struct sql_value values[] = {{"id", claim->id},
                                     {"attempt", claim->attempt},
                                     {"status", result->status},
                                     {"error", result->error},
                                     {"gone", result->gone ? "true" : "false"},
                                     {"retryAfter", result->retry_after},
                                     {"retryMs", retry_ms}};
        const char *file = result->delivered ? "webhooks/delivered" : "webhooks/failed";
        if (!result->delivered && atomic_load(&job->sender->ending))
                file = "webhooks/unclaim";
        job->call.answer = (struct answer){0};
        if (!access_open(job->sender->registry, &job->call, &job->session))
                return false;
        bool good = run_query(job, file, values, sizeof values / sizeof *values, NULL);
        store_return(job->session);
        return good;
}

/* Stores the outcome as soon as the database accepts it, as long as the claim lasts. */
static void store_outcome(struct job *job, const struct claim *claim, const struct result *result)
{
        struct sender *sender = job->sender;
        while (!note_outcome(job, claim, result) && now_ms() < claim->until_ms &&
               !atomic_load(&sender->ending))
                wait_out(sender, LOOK_EVERY_MS);
}

/* Sends one delivery; false if there was none. */
static bool send_one(struct job *job)
{
        struct claim claim;
        struct result result;
        struct buffer message = BUFFER_OF(job->arena, MESSAGE_MAX);
        if (!claim_one(job, &claim, &message)) {
                if (job->session)
                        store_return(job->session);
                return false;
        }
        sender_wake(job->sender); /* there may be more, which other threads could not see while we held the
                                     lock */
        call_receiver(job, &claim, &message, &result);
        store_outcome(job, &claim, &result);
        return true;
}

static void run_sender(void *context)
{
        struct job *job = context;
        struct sender *sender = job->sender;
        int pause = sender->options.retry_ms < LOOK_EVERY_MS ? sender->options.retry_ms : LOOK_EVERY_MS;
        while (!atomic_load(&sender->ending)) {
                uint64_t seen = read_generation(sender);
                if (!send_one(job))
                        wait_for_work(sender, seen, pause);
        }
}

/* The thread that judges bodies for subscriptions to verdicts. */
static void run_judge(void *context)
{
        struct job *job = context;
        struct sender *sender = job->sender;
        struct listener *listener = sender->registry->listener;
        while (listener_wait(listener, INT64_MAX, JUDGE_MS)) {
                begin_anew(job);
                if (verdicts_report(sender->registry, &job->call, &sender->ending))
                        sender_wake(sender);
        }
}

static void job_free(void *object)
{
        struct job *job = object;
        arena_free(job->arena);
        free(job);
}

/* Does a thread's work until the process ends. If memory runs out it continues with the next round. */
static void *run_in_guard(void *context)
{
        struct job *job = context;
        while (!memory_guard(job->work, job))
                wait_for_work(job->sender, read_generation(job->sender), LOOK_EVERY_MS);
        return NULL;
}

static bool start_thread(struct sender *sender, void (*work)(void *), bool quick)
{
        struct job *job = calloc(1, sizeof *job);
        if (!job)
                return false;
        job->sender = sender;
        job->work = work;
        job->quick = quick;
        job->arena = arena_new(JOB_MEMORY);
        sender->threads[sender->thread_count].job = job;
        if (job->arena &&
            pthread_create(&sender->threads[sender->thread_count].thread, NULL, run_in_guard, job) == 0) {
                sender->thread_count++;
                return true;
        }
        job_free(job);
        return false;
}

struct sender *sender_start(struct registry *registry, const struct sender_options *options)
{
        struct sender *sender = calloc(1, sizeof *sender);
        if (!sender)
                return NULL;
        sender->registry = registry;
        sender->options = *options;
        pthread_condattr_t clock;
        pthread_condattr_init(&clock);
        pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
        pthread_mutex_init(&sender->mutex, NULL);
        pthread_cond_init(&sender->woken, &clock);
        pthread_condattr_destroy(&clock);
        sender->threads = calloc((size_t)options->senders + 2, sizeof *sender->threads);
        bool good = sender->threads && start_thread(sender, run_mover, false) &&
                    start_thread(sender, run_judge, false);
        for (int i = 0; good && i < options->senders; i++)
                good = start_thread(sender, run_sender, i < options->senders / 2);
        if (good)
                return sender;
        listener_release(registry->listener);
        sender_stop(sender);
        return NULL;
}

void sender_stop(struct sender *sender)
{
        if (!sender)
                return;
        atomic_store(&sender->ending, true);
        sender_wake(sender);
        for (size_t i = 0; i < sender->thread_count; i++) {
                pthread_join(sender->threads[i].thread, NULL);
                job_free(sender->threads[i].job);
        }
        pthread_cond_destroy(&sender->woken);
        pthread_mutex_destroy(&sender->mutex);
        free(sender->threads);
        free(sender);
}
