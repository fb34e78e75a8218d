/*
 * identify - who calls: an API key of ours, or the token of an issuer that we trust.
 */
#include "access/identify.h"

#include "auth/key.h"
#include "access/access.h"

#include <string.h>
#include <strings.h>

/* Finds out about a caller. If the primary does not answer, that of a read is looked up on a standby, so that
 * reads go on. As long as the primary answers, a revoked key is refused at once. */
static bool find_caller(struct registry *registry, struct call *call, struct sql *sql, struct rows **ret_rows)
{
        if (!call->operation || call->operation->method != METHOD_GET || !registry->readers)
                return access_read(registry, call, sql, ret_rows);
        const bool heard = listener_hears(registry->listener);
        if (access_read_soon(registry, call, sql, ret_rows))
                return true;
        if (problem_status(call->answer.problem) < 500)
                return false;
        call_start_over(call);
        call->elsewhere = true;
        bool found = access_read(registry, call, sql, ret_rows);
        call->elsewhere = false;
        if (found || heard)
                return found;
        call_start_over(call);
        return access_read(registry, call, sql, ret_rows); /* neither answers at once, but it may in time */
}

static bool identify_key(struct registry *registry, struct call *call, const struct key *key)
{
        struct rows *rows;
        struct sql_value values[] = {{"id", key->id}};
        struct sql *sql = sql_new(call->arena, "", values, 1);
        sql_add_file(sql, sql_file("keys/find"));
        if (!find_caller(registry, call, sql, &rows))
                return false;
        if (rows_count(rows) == 0 || !key_matches(key, rows_text(rows, 0, 0)))
                return call_fail(call, PROBLEM_UNAUTHORIZED, FAULT_BAD_KEY, NULL, NULL);
        call->caller.id = arena_copy(call->arena, key->id, strlen(key->id));
        call->caller.scopes = rows_text(rows, 0, 1);
        call->caller.name = rows_text(rows, 0, 2);
        call->caller.bound = rows_text(rows, 0, 3);
        return true;
}

/* An administrator may write for any organisation; any other caller only for its own. Reads are not affected.
 */
static bool bind_consumer(struct registry *registry, struct call *call, const char *consumer)
{
        if (call_has_scope(call, "samrad:admin"))
                call->caller.bound = CALLER_UNBOUND;
        if (call->caller.bound || !call->operation->scope)
                return true;
        struct rows *rows;
        struct sql_value values[] = {{"orgnr", strchr(consumer, ':') + 1}};
        struct sql *sql = sql_new(call->arena, "", values, 1);
        sql_add_file(sql, sql_file("keys/organisations_of_consumer"));
        if (!find_caller(registry, call, sql, &rows))
                return false;
        call->caller.bound = rows_text(rows, 0, 0);
        return true;
}

static bool identify_token(struct registry *registry, struct call *call, const char *text)
{
        struct token_caller *token = arena_alloc(call->arena, sizeof *token);
        struct fault fault = {0};
        enum problem problem = issuer_identify(registry->issuer, call->arena, text, token, &fault);
        if (problem == PROBLEM_OVERLOADED)
                call->answer.database_detail = "the keys of the tokens' issuer have not come";
        if (problem)
                return call_fail(call, problem, fault.code, fault.args[0], NULL);
        call->caller.id = call->caller.name = token->consumer;
        call->caller.supplier = *token->supplier ? token->supplier : NULL;
        call->caller.scopes = token->scopes;
        return bind_consumer(registry, call, token->consumer);
}

bool identify_caller(struct registry *registry, struct call *call, const char *authorization)
{
        struct key key;
        if (strncasecmp(authorization, "Bearer ", 7) != 0)
                return call_fail(call, PROBLEM_UNAUTHORIZED, FAULT_BAD_KEY, NULL, NULL);
        if (key_parse(authorization + 7, &key))
                return identify_key(registry, call, &key);
        if (registry->issuer && strchr(authorization, '.'))
                return identify_token(registry, call, authorization + 7);
        return call_fail(call, PROBLEM_UNAUTHORIZED, FAULT_BAD_KEY, NULL, NULL);
}
