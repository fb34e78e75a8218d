#include "store/internal.h"
#include "store/wait.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SQLSTATEs that our own triggers raise. PostgreSQL and the standard have none that begin so. */
#define OWN_STATES "SR"

void store_connection_forget(struct connection *connection)
{
        for (size_t i = 0; i < PREPARED_MAX; i++) {
                free(connection->prepared[i].text);
                connection->prepared[i] = (struct prepared){0};
        }
        connection->prepared_count = 0;
}

/* FNV-1a, 64 bits. */
static uint64_t hash_of(const char *text)
{
        uint64_t hash = UINT64_C(14695981039346656037);
        for (; *text; text++)
                hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
        return hash;
}

struct prepared *store_connection_prepared(struct connection *connection, const char *text,
                                           char name[PREPARED_NAME_SIZE])
{
        uint64_t hash = hash_of(text);
        bool room = connection->prepared_count < PREPARED_MAX * 3 / 4;
        for (size_t i = 0; i < PREPARED_MAX; i++) {
                struct prepared *place = &connection->prepared[(hash + i) % PREPARED_MAX];
                if (!place->text && !room)
                        return NULL;
                if (!place->text || (place->hash == hash && strcmp(place->text, text) == 0)) {
                        snprintf(name, PREPARED_NAME_SIZE, "s%zu", (size_t)(place - connection->prepared));
                        return place;
                }
        }
        return NULL;
}

bool store_connection_keep_prepared(struct connection *connection, struct prepared *place, const char *text)
{
        char *copy = strdup(text);
        if (!copy)
                return false;
        *place = (struct prepared){hash_of(text), copy};
        connection->prepared_count++;
        return true;
}

/* If the wait for the synchronous standby is cut short, the commit is still made and reported as made, with a
 * warning. Its text is translated, so it is recognised by the function that it comes from. */
static void take_notice(void *connection, const PGresult *notice)
{
        const char *function = PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);
        if (function && strcmp(function, "SyncRepWaitForLSN") == 0)
                ((struct connection *)connection)->unconfirmed = true;
}

void store_take_notices(struct connection *connection)
{
        PQsetNoticeReceiver(connection->pg, take_notice, connection);
}

/* The result of what was sent; NULL if it does not come in time. */
static PGresult *take_result(struct connection *connection, int sent)
{
        struct timespec deadline = wait_deadline(connection->answer_ms);
        if (!sent)
                return PQmakeEmptyPGresult(connection->pg, PGRES_FATAL_ERROR);
        PGresult *result = wait_result(connection->pg, &deadline);
        connection->broken = connection->broken || !result;
        return result;
}

PGresult *store_execute_on(struct connection *connection, const char *text)
{
        return take_result(connection, PQsendQuery(connection->pg, text));
}

bool store_connection_unprepare(struct connection *connection)
{
        store_connection_forget(connection);
        PQclear(store_execute_on(connection, "deallocate all"));
        return !connection->broken;
}

static PGresult *run_prepared(struct connection *connection, const struct sql *sql, const char *text)
{
        PGconn *pg = connection->pg;
        char name[PREPARED_NAME_SIZE];
        struct prepared *place = store_connection_prepared(connection, text, name);
        if (!place)
                return take_result(connection, PQsendQueryParams(pg, text, sql->parameter_count, NULL,
                                                                 sql->parameters, NULL, NULL, 0));
        if (!place->text) {
                PGresult *result =
                        take_result(connection, PQsendPrepare(pg, name, text, sql->parameter_count, NULL));
                if (PQresultStatus(result) != PGRES_COMMAND_OK)
                        return result;
                PQclear(result);
                if (!store_connection_keep_prepared(connection, place, text))
                        connection->broken = true; /* prepared, but not remembered */
        }
        return take_result(connection, PQsendQueryPrepared(pg, name, sql->parameter_count, sql->parameters,
                                                           NULL, NULL, 0));
}

static bool is_good(const PGresult *result)
{
        ExecStatusType status = PQresultStatus(result);
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* Whether running the same statement again on a new or cleaned connection can help and does no harm. There
 * are two cases. The prepared statement is gone, or is older than a migration: then the statement was not
 * run. Or the connection is dead, which only shows when it is used: then a read can be repeated, but a write
 * may have been made and its answer lost. */
static bool may_try_again(struct connection *connection, const PGresult *result, bool reads)
{
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        if (PQstatus(connection->pg) != CONNECTION_OK)
                return reads;
        return state && (strcmp(state, "26000") == 0 || strcmp(state, "0A000") == 0);
}

/* Whether the server has ended the connection since it was used last. */
static bool is_dead(PGconn *pg)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        while (PQstatus(pg) == CONNECTION_OK && wait_for_input(pg, &now))
                (void)!PQisBusy(pg); /* a message that the server sends before it ends the connection, or an
                                        ordinary notice */
        return PQstatus(pg) != CONNECTION_OK;
}

/* Replaces a connection that is known to be dead before a single write, since a write is not retried. */
static void revive(struct session *session)
{
        if (is_dead(session->connection->pg))
                store_connection_renew(session->store, session->connection);
}

static bool make_usable(struct session *session)
{
        struct connection *connection = session->connection;
        if (PQstatus(connection->pg) != CONNECTION_OK)
                return store_connection_renew(session->store, connection);
        return store_connection_unprepare(connection);
}

static void clear_result(void *result)
{
        PQclear(result);
}

enum problem store_explain(struct session *session, PGresult *result)
{
        arena_defer(session->arena, clear_result, result);
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const char *message = result ? PQerrorMessage(session->connection->pg) : "did not answer in time";
        snprintf(session->sqlstate, sizeof session->sqlstate, "%s", state ? state : "");
        const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        session->detail =
                arena_format(session->arena, "%s %s", session->sqlstate, primary ? primary : message);
        const char *reason = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
        bool ours = strncmp(session->sqlstate, OWN_STATES, strlen(OWN_STATES)) == 0;
        session->reason = ours ? reason : NULL;
        return store_problem_of_sqlstate(state);
}

/* What only the primary has committed may be lost in a failover, so it must not be reported as stored. */
static enum problem check_confirmed(struct session *session)
{
        bool confirmed = !session->connection->unconfirmed;
        session->connection->unconfirmed = false;
        if (!confirmed)
                session->detail = "committed, but not confirmed by the synchronous standby";
        return confirmed ? PROBLEM_NONE : PROBLEM_DATABASE_DOWN;
}

void store_wait_longer(struct session *session, int ms)
{
        session->connection->answer_ms = ms + ANSWER_GRACE_MS;
}

enum problem store_run(struct session *session, struct sql *sql, struct rows **ret_rows)
{
        const char *text = sql_text(sql);
        if (!text)
                return PROBLEM_OVERLOADED;
        struct connection *connection = session->connection;
        const bool alone = PQtransactionStatus(connection->pg) == PQTRANS_IDLE;
        const bool reads = connection->use != STORE_WRITE;
        if (alone && !reads)
                revive(session);
        PGresult *result = run_prepared(connection, sql, text);
        if (!is_good(result) && alone && may_try_again(connection, result, reads) && make_usable(session)) {
                PQclear(result);
                result = run_prepared(connection, sql, text);
        }
        if (!is_good(result))
                return store_explain(session, result);
        enum problem problem = check_confirmed(session);
        if (ret_rows && !problem)
                *ret_rows = rows_keep(sql->arena, result);
        else
                PQclear(result);
        return problem;
}

enum problem store_execute(struct session *session, const char *text)
{
        struct connection *connection = session->connection;
        const bool alone = PQtransactionStatus(connection->pg) == PQTRANS_IDLE;
        const bool begins = strncmp(text, "begin", strlen("begin")) == 0; /* which changes nothing */
        PGresult *result = store_execute_on(connection, text);
        if (!is_good(result) && alone && may_try_again(connection, result, begins) && make_usable(session)) {
                PQclear(result);
                result = store_execute_on(connection, text);
        }
        if (!is_good(result))
                return store_explain(session, result);
        PQclear(result);
        return check_confirmed(session);
}

const char *store_detail(const struct session *session)
{
        return session->detail ? session->detail : "";
}

const char *store_reason(const struct session *session)
{
        return session->reason ? session->reason : "";
}

const char *store_sqlstate(const struct session *session)
{
        return session->sqlstate;
}
