/*
 * wait - answers of the server, waited for no longer than a deadline.
 *
 * libpq waits for ever: a server that is frozen, or a network that swallows what is sent, would hold a
 * thread, and with it a request and the end of the process. Connections are in libpq's non-blocking mode, and
 * all waiting is done here.
 */
#pragma once

#include <libpq-fe.h>
#include <stdbool.h>
#include <time.h>

/* So many milliseconds from now; 0: never. */
struct timespec wait_deadline(int ms);

/* Waits for something from the server, and takes it in. False if the deadline came first: the connection is
 * of no use then. */
bool wait_for_input(PGconn *pg, const struct timespec *deadline);

/* Waits until PQgetResult() has something to give, or the connection is gone. False after the deadline. */
bool wait_for_answer(PGconn *pg, const struct timespec *deadline);

/* The last result of what has been sent, or the one that begins a COPY, as PQexec() gives it; NULL after the
 * deadline. */
PGresult *wait_result(PGconn *pg, const struct timespec *deadline);

/* PQexec() with a deadline in milliseconds (0: none). */
PGresult *wait_execute(PGconn *pg, const char *text, int ms);
