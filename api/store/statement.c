#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without these a dead network holds a thread for a quarter of an hour. */
#define TCP_USER_TIMEOUT_MS "10000"
#define CONNECT_TIMEOUT_S   "3"

/* SQLSTATEs that our own triggers raise. PostgreSQL and the standard have none that begin so. */
#define OWN_STATES "SR"

/* What the server remarks is nobody's business: standard error is the log. */
static void ignore_notice(void *context, const char *message)
{
        (void)context;
        (void)message;
}

PGconn *connection_open(const struct store_options *options, char **ret_detail)
{
        /* jit: all our statements are short, compiling one takes longer than running it */
        char settings[512];
        snprintf(settings, sizeof settings,
                 "-c search_path=register,public -c jit=off -c timezone=UTC -c lock_timeout=%d"
                 " -c idle_in_transaction_session_timeout=60s -c statement_timeout=%d%s%s",
                 options->wait_ms, options->statement_timeout_ms, options->role ? " -c role=" : "",
                 options->role ? options->role : "");
        const char *names[] = {"dbname",     "options",         "connect_timeout",  "tcp_user_timeout",
                               "keepalives", "client_encoding", "application_name", "target_session_attrs",
                               NULL};
        const char *values[] = {options->url, settings, CONNECT_TIMEOUT_S, TCP_USER_TIMEOUT_MS,
                                "1",          "UTF8",   "samrad",          options->target,
                                NULL};
        PGconn *pg = PQconnectdbParams(names, values, 1);
        if (pg && PQstatus(pg) == CONNECTION_OK) {
                PQsetNoticeProcessor(pg, ignore_notice, NULL);
                return pg;
        }
        if (ret_detail && pg)
                *ret_detail = strdup(PQerrorMessage(pg));
        PQfinish(pg);
        return NULL;
}

void connection_forget(struct connection *connection)
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

struct prepared *connection_prepared(struct connection *connection, const char *text,
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

bool connection_keep_prepared(struct connection *connection, struct prepared *place, const char *text)
{
        char *copy = strdup(text);
        if (!copy)
                return false;
        *place = (struct prepared){hash_of(text), copy};
        connection->prepared_count++;
        return true;
}

static PGresult *run_prepared(struct connection *connection, const struct sql *sql, const char *text)
{
        char name[PREPARED_NAME_SIZE];
        struct prepared *place = connection_prepared(connection, text, name);
        if (!place)
                return PQexecParams(connection->pg, text, sql->parameter_count, NULL, sql->parameters, NULL,
                                    NULL, 0);
        if (!place->text) {
                PGresult *result = PQprepare(connection->pg, name, text, sql->parameter_count, NULL);
                if (PQresultStatus(result) != PGRES_COMMAND_OK)
                        return result;
                PQclear(result);
                if (!connection_keep_prepared(connection, place, text))
                        connection->broken = true; /* prepared, but not remembered */
        }
        return PQexecPrepared(connection->pg, name, sql->parameter_count, sql->parameters, NULL, NULL, 0);
}

static bool is_good(const PGresult *result)
{
        ExecStatusType status = PQresultStatus(result);
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* Whether running the same statement again on a new or cleaned connection can help: the connection was dead
 * (found out only by using it), or what was prepared is gone or outlived a migration. */
static bool may_try_again(struct connection *connection, const PGresult *result)
{
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        return PQstatus(connection->pg) != CONNECTION_OK || (state && strcmp(state, "26000") == 0) ||
               (state && strcmp(state, "0A000") == 0);
}

static bool make_usable(struct session *session)
{
        struct connection *connection = session->connection;
        if (PQstatus(connection->pg) != CONNECTION_OK)
                return connection_renew(session->store, connection);
        connection_forget(connection);
        PQclear(PQexec(connection->pg, "deallocate all"));
        return true;
}

static void clear_result(void *result)
{
        PQclear(result);
}

enum problem session_explain(struct session *session, PGresult *result)
{
        arena_defer(session->arena, clear_result, result);
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const char *message = PQerrorMessage(session->connection->pg);
        snprintf(session->sqlstate, sizeof session->sqlstate, "%s", state ? state : "");
        const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        session->detail =
                arena_format(session->arena, "%s %s", session->sqlstate, primary ? primary : message);
        const char *reason = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
        bool ours = strncmp(session->sqlstate, OWN_STATES, strlen(OWN_STATES)) == 0;
        session->reason = ours ? reason : NULL;
        return problem_of_sqlstate(state);
}

enum problem rows_keep(struct arena *arena, PGresult *result, struct rows **ret_rows)
{
        arena_defer(arena, clear_result, result);
        struct rows *rows = arena_alloc(arena, sizeof *rows);
        rows->result = result;
        *ret_rows = rows;
        return PROBLEM_NONE;
}

enum problem store_run(struct session *session, struct sql *sql, struct rows **ret_rows)
{
        const char *text = sql_text(sql);
        if (!text)
                return PROBLEM_OVERLOADED;
        struct connection *connection = session->connection;
        bool alone = PQtransactionStatus(connection->pg) == PQTRANS_IDLE;
        PGresult *result = run_prepared(connection, sql, text);
        if (!is_good(result) && alone && may_try_again(connection, result) && make_usable(session)) {
                PQclear(result);
                result = run_prepared(connection, sql, text);
        }
        if (!is_good(result))
                return session_explain(session, result);
        if (ret_rows)
                return rows_keep(sql->arena, result, ret_rows);
        PQclear(result);
        return PROBLEM_NONE;
}

enum problem store_execute(struct session *session, const char *text)
{
        struct connection *connection = session->connection;
        bool alone = PQtransactionStatus(connection->pg) == PQTRANS_IDLE;
        PGresult *result = PQexec(connection->pg, text);
        if (!is_good(result) && alone && may_try_again(connection, result) && make_usable(session)) {
                PQclear(result);
                result = PQexec(connection->pg, text);
        }
        if (!is_good(result))
                return session_explain(session, result);
        PQclear(result);
        return PROBLEM_NONE;
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

size_t rows_count(const struct rows *rows)
{
        return (size_t)PQntuples(rows->result);
}

const char *rows_text(const struct rows *rows, size_t row, size_t column)
{
        if (PQgetisnull(rows->result, (int)row, (int)column))
                return NULL;
        return PQgetvalue(rows->result, (int)row, (int)column);
}

size_t rows_length(const struct rows *rows, size_t row, size_t column)
{
        return (size_t)PQgetlength(rows->result, (int)row, (int)column);
}
