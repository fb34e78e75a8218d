/*
 * wait - waits for answers of the server with a deadline.
 *
 * libpq itself waits without limit: a frozen server, or a network that drops packets, would block a thread,
 * and with it a request and the end of the process. So connections are in libpq's non-blocking mode, and all
 * waiting is done here.
 */
#pragma once

#include <libpq-fe.h>
#include <stdbool.h>
#include <time.h>

/* The deadline `ms` milliseconds from now; 0 means none. */
struct timespec wait_deadline(int ms);

/* Waits for input from the server, and reads it. False after the deadline; the connection cannot be used any
 * more then. */
bool wait_for_input(PGconn *pg, const struct timespec *deadline);

/* Waits until PQgetResult() would not block, or the connection is lost. False after the deadline. */
bool wait_for_answer(PGconn *pg, const struct timespec *deadline);

/* The last result of what was sent, or the one that begins a COPY, like PQexec(); NULL after the deadline. */
PGresult *wait_result(PGconn *pg, const struct timespec *deadline);

/* Like PQexec(), with a timeout in milliseconds (0: none). */
PGresult *wait_execute(PGconn *pg, const char *text, int ms);
