#include "auth/issuer.h"

#include "auth/jwks.h"
#include "outbound/fetch.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A set of keys has a few kilobytes. */
#define JWKS_BYTES_MAX   ((size_t)64 * 1024)
#define FETCH_TIMEOUT_MS 5000
/* How long a request waits for a fetch under way. */
#define WAIT_S           2
/* How often the keys are fetched again: a key that the issuer has withdrawn is refused after this time. */
#define REFRESH_S        600
/* Without any key the next attempt is made soon, and further ones less and less often. */
#define RETRY_FIRST_S    1
#define RETRY_LAST_S     60

struct issuer {
        struct issuer_options options;
        pthread_t thread;
        pthread_mutex_t mutex;
        pthread_cond_t wanted, changed;
        struct jwks keys; /* none before the first good fetch */
        unsigned long attempts;
        bool fetching, failed; /* the last attempt */
        bool ask_now;
        time_t last_attempt, next_attempt;
        int retry_s;
        atomic_bool ending;
};

static time_t now_s(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec;
}

static bool starts_with(const char *text, const char *prefix)
{
        return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Plain HTTP is only allowed to this machine: an attacker who can change the keys in transit can forge
 * tokens. */
static bool is_local(const char *url)
{
        return starts_with(url, "http://127.0.0.1:") || starts_with(url, "http://127.0.0.1/") ||
               starts_with(url, "http://localhost:") || starts_with(url, "http://localhost/");
}

bool issuer_can_use(const char *jwks)
{
        return starts_with(jwks, "https://") || is_local(jwks) || starts_with(jwks, "file:///") ||
               jwks[0] == '/';
}

static bool read_file(const char *name, struct buffer *out, char *reason, size_t size)
{
        FILE *file = fopen(name, "re");
        char chunk[4096];
        if (!file) {
                snprintf(reason, size, "%s: cannot be opened", name);
                return false;
        }
        for (size_t count; (count = fread(chunk, 1, sizeof chunk, file)) > 0 && !buffer_failed(out);)
                buffer_add(out, chunk, count);
        bool good = !ferror(file) && !buffer_failed(out);
        fclose(file);
        if (!good)
                snprintf(reason, size, "%s: cannot be read, or is too large", name);
        return good;
}

static bool fetch_url(struct issuer *issuer, struct buffer *out, char *reason, size_t size)
{
        const char *url = issuer->options.jwks;
        /* the operator has configured this address, so it may be in a private network */
        struct fetch_request request = {.url = url,
                                        .timeout_ms = FETCH_TIMEOUT_MS,
                                        .answer_max = JWKS_BYTES_MAX,
                                        .allow_http = is_local(url),
                                        .allow_private = true,
                                        .ending = &issuer->ending};
        struct fetch_answer answer;
        enum fetch_outcome outcome = fetch(&request, &answer);
        bool good = outcome == FETCH_ANSWERED && answer.status == 200;
        if (good) {
                *out = answer.body;
                return true;
        }
        buffer_clear(&answer.body);
        snprintf(reason, size, "%s: %s", url,
                 outcome == FETCH_TOO_LARGE  ? "the answer is too large"
                 : outcome == FETCH_ANSWERED ? "the status is not 200"
                 : outcome == FETCH_FAILED   ? answer.reason
                                             : "not an address to call");
        return false;
}

/* Reads the keys from where they are. False with a reason. */
static bool load_keys(struct issuer *issuer, struct jwks *ret, char *reason, size_t size)
{
        const char *jwks = issuer->options.jwks;
        struct buffer bytes = BUFFER(JWKS_BYTES_MAX);
        bool remote = starts_with(jwks, "https://") || starts_with(jwks, "http://");
        const char *file = starts_with(jwks, "file://") ? jwks + strlen("file://") : jwks;
        bool good = remote ? fetch_url(issuer, &bytes, reason, size) : read_file(file, &bytes, reason, size);
        if (good && !jwks_read(bytes.bytes, bytes.length, ret)) {
                snprintf(reason, size, "%s: no set of keys for RS256", jwks);
                good = false;
        }
        buffer_clear(&bytes);
        return good;
}

/* Stores the result of an attempt, and when the next one is due. The mutex is held. Returns whether the state
 * has changed, so that it should be logged. */
static bool store_attempt(struct issuer *issuer, const struct jwks *loaded)
{
        bool first = issuer->attempts == 0, news = first || issuer->failed != !loaded;
        issuer->attempts++;
        issuer->fetching = false;
        issuer->failed = !loaded;
        if (loaded)
                issuer->keys = *loaded;
        issuer->retry_s = loaded || first ? RETRY_FIRST_S : issuer->retry_s * 2;
        if (issuer->retry_s > RETRY_LAST_S || (!loaded && issuer->keys.count))
                issuer->retry_s = RETRY_LAST_S;
        issuer->last_attempt = now_s();
        issuer->next_attempt = issuer->last_attempt + (loaded ? REFRESH_S : issuer->retry_s);
        pthread_cond_broadcast(&issuer->changed);
        return news;
}

/* Makes one attempt. The mutex is held on entry and on return, and released while fetching. */
static void attempt_load(struct issuer *issuer, struct jwks *room)
{
        char reason[512] = "";
        issuer->ask_now = false;
        issuer->fetching = true;
        pthread_mutex_unlock(&issuer->mutex);
        bool good = load_keys(issuer, room, reason, sizeof reason);
        pthread_mutex_lock(&issuer->mutex);
        if (store_attempt(issuer, good ? room : NULL) && !atomic_load(&issuer->ending))
                issuer->options.report(good ? "token keys loaded" : "token keys not loaded",
                                       good ? NULL : reason);
}

static void *run_thread(void *context)
{
        struct issuer *issuer = context;
        struct jwks *room = calloc(1, sizeof *room);
        pthread_mutex_lock(&issuer->mutex);
        while (room && !atomic_load(&issuer->ending)) {
                struct timespec due = {.tv_sec = issuer->next_attempt};
                if (issuer->ask_now || now_s() >= issuer->next_attempt)
                        attempt_load(issuer, room);
                else
                        pthread_cond_timedwait(&issuer->wanted, &issuer->mutex, &due);
        }
        pthread_mutex_unlock(&issuer->mutex);
        free(room);
        return NULL;
}

struct issuer *issuer_start(const struct issuer_options *options)
{
        struct issuer *issuer = calloc(1, sizeof *issuer);
        pthread_condattr_t clock;
        if (!issuer)
                return NULL;
        issuer->options = *options;
        atomic_init(&issuer->ending, false);
        pthread_condattr_init(&clock);
        pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
        pthread_mutex_init(&issuer->mutex, NULL);
        pthread_cond_init(&issuer->wanted, &clock);
        pthread_cond_init(&issuer->changed, &clock);
        pthread_condattr_destroy(&clock);
        if (pthread_create(&issuer->thread, NULL, run_thread, issuer) == 0)
                return issuer;
        free(issuer);
        return NULL;
}

void issuer_stop(struct issuer *issuer)
{
        if (!issuer)
                return;
        pthread_mutex_lock(&issuer->mutex);
        atomic_store(&issuer->ending, true);
        pthread_cond_broadcast(&issuer->wanted);
        pthread_mutex_unlock(&issuer->mutex);
        pthread_join(issuer->thread, NULL);
        pthread_cond_destroy(&issuer->changed);
        pthread_cond_destroy(&issuer->wanted);
        pthread_mutex_destroy(&issuer->mutex);
        free(issuer);
}

/* Whether a fetch that could bring the key is running, or was requested just now. The mutex is held. */
static bool is_coming(struct issuer *issuer)
{
        if (issuer->fetching || issuer->ask_now || issuer->attempts == 0)
                return true;
        if (!issuer->keys.count || now_s() - issuer->last_attempt < issuer->options.refetch_s)
                return false;
        issuer->ask_now = true;
        pthread_cond_signal(&issuer->wanted);
        return true;
}

/* Finds a key by its id, and waits for a fetch that may bring it. */
static enum problem find_key(struct issuer *issuer, const char *kid, struct jwk *ret)
{
        struct timespec deadline = {.tv_sec = now_s() + WAIT_S + 1};
        bool late = false;
        pthread_mutex_lock(&issuer->mutex);
        const struct jwk *key = jwks_find(&issuer->keys, kid);
        while (!key && !late && is_coming(issuer)) {
                late = pthread_cond_timedwait(&issuer->changed, &issuer->mutex, &deadline) == ETIMEDOUT;
                key = jwks_find(&issuer->keys, kid);
        }
        enum problem problem = key                      ? PROBLEM_NONE
                               : late || issuer->failed ? PROBLEM_OVERLOADED
                                                        : PROBLEM_UNAUTHORIZED;
        if (key)
                *ret = *key;
        pthread_mutex_unlock(&issuer->mutex);
        return problem;
}

enum problem issuer_identify(struct issuer *issuer, struct arena *arena, const char *text,
                             struct token_caller *ret, struct fault *ret_fault)
{
        struct token token;
        struct jwk *key = arena_alloc(arena, sizeof *key);
        if (!token_read(arena, text, &token, ret_fault))
                return PROBLEM_UNAUTHORIZED;
        enum problem problem = find_key(issuer, token.kid, key);
        if (problem) {
                *ret_fault = (struct fault){.code = problem == PROBLEM_UNAUTHORIZED ? FAULT_TOKEN_KEY
                                                                                    : FAULT_TOKEN_KEYS_AWAY};
                return problem;
        }
        if (!jwk_verify(key, &token)) {
                *ret_fault = (struct fault){.code = FAULT_TOKEN_SIGNATURE};
                return PROBLEM_UNAUTHORIZED;
        }
        return token_check(arena, &token, &issuer->options.rules, (int64_t)time(NULL), ret, ret_fault)
                       ? PROBLEM_NONE
                       : PROBLEM_UNAUTHORIZED;
}
