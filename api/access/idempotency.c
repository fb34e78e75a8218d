#include "access/idempotency.h"

#include "base/digest.h"

#include <stdlib.h>
#include <string.h>

/* Only imports take longer than this; one retry per second is no burden. */
#define RETRY_AFTER 1

enum { KEPT_REQUEST, KEPT_STATUS, KEPT_MEDIA_TYPE, KEPT_ETAG, KEPT_LOCATION, KEPT_REVISION, KEPT_BODY };

/* The caller's idempotency key. NULL: the write has none, or is a dry run. */
static const char *key_of(const struct call *call)
{
        return call->dry_run ? NULL : call_argument(call, IDEMPOTENCY_KEY);
}

static bool hash_text(gnutls_hash_hd_t hash, const char *text)
{
        return gnutls_hash(hash, text, strlen(text) + 1) == 0;
}

static bool add_request(gnutls_hash_hd_t hash, const struct call *call)
{
        return hash_text(hash, operation_method_name(call->operation->method)) &&
               hash_text(hash, call->target.text) &&
               hash_text(hash, call->body_type ? call->body_type : "") &&
               hash_text(hash, call->strict ? "strict" : "") &&
               hash_text(hash, access_sees_restricted(call) ? "restricted" : "") &&
               gnutls_hash(hash, call->body_length ? call->body : "", call->body_length) == 0 &&
               (!call->upload || digest_add_file(hash, call->upload->file, call->upload->length));
}

/* Hashes what identifies the request: method, target, body, and what else the answer depends on. NULL after
 * call_fail(). */
static const char *hash_request(struct call *call)
{
        gnutls_hash_hd_t hash;
        const char *copy = NULL;
        if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) == 0) {
                bool good = add_request(hash, call);
                copy = digest_end(call->arena, hash);
                copy = good ? copy : NULL;
        }
        if (!copy)
                call_fail_internal(call, "no digest of the request");
        return copy;
}

/* Repeats the stored answer. */
static bool repeat_answer(struct call *call, const struct rows *rows)
{
        struct answer *answer = &call->answer;
        answer->status = (unsigned)strtoul(rows_text(rows, 0, KEPT_STATUS), NULL, 10);
        answer->media_type = rows_text(rows, 0, KEPT_MEDIA_TYPE);
        answer->etag = rows_text(rows, 0, KEPT_ETAG);
        answer->location = rows_text(rows, 0, KEPT_LOCATION);
        answer->revision = rows_text(rows, 0, KEPT_REVISION);
        buffer_add(&answer->body, rows_text(rows, 0, KEPT_BODY), rows_length(rows, 0, KEPT_BODY));
        answer->replayed = true;
        return false;
}

bool idempotency_begin(struct call *call, struct session *session)
{
        const char *key = key_of(call), *request = key ? hash_request(call) : NULL;
        struct sql_value values[] = {{"caller", call->caller.id}, {"key", key}};
        struct rows *rows;
        if (!key)
                return true;
        if (!request || !access_run_file(call, session, "idempotency/lock", values, 2, &rows))
                return false;
        if (rows_text(rows, 0, 0)[0] != 't') {
                call->answer.retry_after = RETRY_AFTER;
                return call_fail(call, PROBLEM_CONFLICT, FAULT_STILL_RUNNING, NULL, NULL);
        }
        if (!access_run_file(call, session, "idempotency/find", values, 2, &rows))
                return false;
        if (rows_count(rows) == 0)
                return true;
        if (strcmp(rows_text(rows, 0, KEPT_REQUEST), request) == 0)
                return repeat_answer(call, rows);
        fault_add(&call->faults, FAULT_HEADER, IDEMPOTENCY_KEY, FAULT_KEY_REUSED, NULL, NULL);
        return call_fail_faults(call, PROBLEM_UNPROCESSABLE);
}

bool idempotency_end(struct call *call, struct session *session)
{
        const struct answer *answer = &call->answer;
        const char *key = key_of(call), *request = key ? hash_request(call) : NULL;
        if (!key)
                return true;
        const char *status = arena_format(call->arena, "%u", answer->status ? answer->status : 200);
        const char *body = arena_copy(call->arena, answer->body.bytes, answer->body.length);
        if (!request)
                return false;
        struct sql_value values[] = {{"caller", call->caller.id},
                                     {"key", key},
                                     {"request", request},
                                     {"status", status},
                                     {"mediaType", answer->media_type},
                                     {"etag", answer->etag},
                                     {"location", answer->location},
                                     {"revision", answer->revision},
                                     {"body", body}};
        return access_run_file(call, session, "idempotency/store", values, sizeof values / sizeof *values,
                               NULL);
}
