/*
 * connect - opens a connection and configures its session, also through a connection pooler.
 *
 * The settings of a session are made by one statement and verified by another: a pooler refuses or drops
 * settings in the start-up message, and then everything would run as the owner of the tables, without search
 * path and limits. A pooler that gives each transaction another session is detected and refused.
 */
#include "store/internal.h"
#include "store/wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without these options a thread waits for a quarter of an hour if the network is down. */
#define TCP_USER_TIMEOUT_MS "10000"
#define CONNECT_TIMEOUT_S   "3"

/* Notices of the server are dropped; libpq would print them to standard error, which is the log. */
static void ignore_notice(void *context, const char *message)
{
        (void)context;
        (void)message;
}

static PGconn *connect_to(const struct store_options *options)
{
        const char *names[] = {"dbname",          "connect_timeout",  "tcp_user_timeout",     "keepalives",
                               "client_encoding", "application_name", "target_session_attrs", NULL};
        const char *values[] = {options->url, CONNECT_TIMEOUT_S, TCP_USER_TIMEOUT_MS, "1",
                                "UTF8",       "samrad",          options->target,     NULL};
        PGconn *pg = PQconnectdbParams(names, values, 1);
        if (pg) {
                PQsetNoticeProcessor(pg, ignore_notice, NULL);
                PQsetnonblocking(pg, 1);
        }
        return pg;
}

/* jit: all our statements are short, compiling one takes longer than running it */
static const char settings[] = "select pg_backend_pid(), set_config('search_path', 'register, public', "
                               "false), set_config('jit', 'off', false),"
                               " set_config('timezone', 'UTC', false), set_config('lock_timeout', $1, false),"
                               " set_config('idle_in_transaction_session_timeout', '60s', false),"
                               " set_config('statement_timeout', $2, false), set_config('role', $3, false)";

/* Runs a statement of the set-up. It must be answered within the time that a caller waits for a connection,
 * or the server is taken to be down. */
static PGresult *ask(PGconn *pg, const struct store_options *options, const char *text, int count,
                     const char *const *values)
{
        struct timespec deadline = wait_deadline(3 * options->wait_ms);
        return PQsendQueryParams(pg, text, count, NULL, values, NULL, NULL, 0) ? wait_result(pg, &deadline)
                                                                               : NULL;
}

static char *reason(const PGconn *pg, const char *otherwise)
{
        const char *said = PQerrorMessage(pg);
        return strdup(*said ? said : otherwise);
}

/* Sets the session up. *ret_process: the server's process that did it. */
static bool set_up(PGconn *pg, const struct store_options *options, int *ret_process, char **ret_detail)
{
        char lock[16], statement[16];
        snprintf(lock, sizeof lock, "%d", options->wait_ms);
        snprintf(statement, sizeof statement, "%d", options->statement_timeout_ms);
        const char *values[] = {lock, statement, options->role ? options->role : "none"};
        PGresult *result = ask(pg, options, settings, 3, values);
        bool good = PQresultStatus(result) == PGRES_TUPLES_OK;
        if (good)
                *ret_process = (int)strtol(PQgetvalue(result, 0, 0), NULL, 10);
        else
                *ret_detail = reason(pg, "the database did not answer in time");
        PQclear(result);
        return good;
}

/* The server process that answers on a connection; 0 if none does. */
static int process_of(PGconn *pg, const struct store_options *options)
{
        PGresult *result = ask(pg, options, "select pg_backend_pid()", 0, NULL);
        int process = PQntuples(result) == 1 ? (int)strtol(PQgetvalue(result, 0, 0), NULL, 10) : 0;
        PQclear(result);
        return process;
}

/* Whether a pooler shares sessions: two of our connections are served by one process in turn, or this one by
 * two. If no second connection can be opened, the pooler gives each session its own process, and the others
 * are in use. */
static bool shares_sessions(PGconn *pg, const struct store_options *options, int process)
{
        PGconn *other = connect_to(options);
        int second = PQstatus(other) == CONNECTION_OK ? process_of(other, options) : 0;
        bool shares = second == process || process_of(pg, options) != process;
        PQfinish(other);
        return shares;
}

/* Checks that the session has the settings that were made, and is still in the process that made them. */
static bool is_ours(PGconn *pg, const struct store_options *options, int set_up_by, char **ret_detail)
{
        static const char question[] = "select current_user, pg_backend_pid(), current_setting('search_path')"
                                       " = 'register, public' and current_setting('jit') = 'off'";
        PGresult *result = ask(pg, options, question, 0, NULL);
        bool answered = PQntuples(result) == 1;
        const char *user = answered ? PQgetvalue(result, 0, 0) : "";
        int process = answered ? (int)strtol(PQgetvalue(result, 0, 1), NULL, 10) : 0;
        bool pooled = process != PQbackendPID(pg);
        char words[200] = "";
        if (!answered)
                *ret_detail = reason(pg, "the database did not answer in time");
        else if (process != set_up_by || (pooled && shares_sessions(pg, options, process)))
                snprintf(words, sizeof words,
                         "a pooler gives each transaction another session: it must be in session mode");
        else if (options->role && strcmp(user, options->role) != 0)
                snprintf(words, sizeof words,
                         "the session acts as %.60s, not as %s: a pooler drops its settings", user,
                         options->role);
        else if (strcmp(PQgetvalue(result, 0, 2), "t") != 0)
                snprintf(words, sizeof words, "the session does not keep its settings: a pooler drops them");
        if (*words)
                *ret_detail = strdup(words);
        PQclear(result);
        return answered && !*words;
}

PGconn *store_connection_open(const struct store_options *options, char **ret_detail)
{
        char *detail = NULL;
        int process = 0;
        PGconn *pg = connect_to(options);
        if (PQstatus(pg) != CONNECTION_OK)
                detail = pg ? reason(pg, "no connection") : NULL;
        else if (set_up(pg, options, &process, &detail) && is_ours(pg, options, process, &detail))
                return pg;
        if (ret_detail)
                *ret_detail = detail;
        else
                free(detail);
        PQfinish(pg);
        return NULL;
}
