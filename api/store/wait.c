#include "store/wait.h"

#include <limits.h>
#include <poll.h>

struct timespec wait_deadline(int ms)
{
        struct timespec at = {0};
        if (ms == 0)
                return at;
        clock_gettime(CLOCK_MONOTONIC, &at);
        at.tv_sec += ms / 1000;
        at.tv_nsec += ms % 1000 * 1000000L;
        at.tv_sec += at.tv_nsec / 1000000000;
        at.tv_nsec %= 1000000000;
        return at;
}

/* Milliseconds until then, for poll(); -1: for ever. */
static int left(const struct timespec *deadline)
{
        if (deadline->tv_sec == 0)
                return -1;
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        long long ms = (long long)(deadline->tv_sec - now.tv_sec) * 1000 +
                       (deadline->tv_nsec - now.tv_nsec) / 1000000;
        return ms <= 0 ? 0 : ms > INT_MAX ? INT_MAX : (int)ms;
}

bool wait_for_input(PGconn *pg, const struct timespec *deadline)
{
        bool unsent = PQflush(pg) == 1;
        struct pollfd socket = {.fd = PQsocket(pg), .events = (short)(POLLIN | (unsent ? POLLOUT : 0))};
        int ready = poll(&socket, 1, left(deadline));
        if (ready > 0 && (socket.revents & ~POLLOUT))
                PQconsumeInput(pg); /* the next result has the reason of the failure */
        return ready != 0;
}

bool wait_for_answer(PGconn *pg, const struct timespec *deadline)
{
        while (PQflush(pg) == 1 || PQisBusy(pg)) {
                if (PQstatus(pg) != CONNECTION_OK)
                        return true;
                if (!wait_for_input(pg, deadline))
                        return false;
        }
        return true;
}

static bool begins_copy(const PGresult *result)
{
        ExecStatusType status = PQresultStatus(result);
        return status == PGRES_COPY_OUT || status == PGRES_COPY_IN || status == PGRES_COPY_BOTH;
}

PGresult *wait_result(PGconn *pg, const struct timespec *deadline)
{
        PGresult *last = NULL;
        while (wait_for_answer(pg, deadline)) {
                PGresult *result = PQgetResult(pg);
                if (!result)
                        return last;
                PQclear(last);
                last = result;
                if (begins_copy(result) || PQstatus(pg) != CONNECTION_OK)
                        return last;
        }
        PQclear(last);
        return NULL;
}

PGresult *wait_execute(PGconn *pg, const char *text, int ms)
{
        struct timespec deadline = wait_deadline(ms);
        /* if it cannot be sent, the result of the dead connection has the reason */
        return PQsendQuery(pg, text) ? wait_result(pg, &deadline)
                                     : PQmakeEmptyPGresult(pg, PGRES_FATAL_ERROR);
}
