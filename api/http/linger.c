#include "http/linger.h"

#include "http/steady.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* How many sockets are kept; if there are more, the oldest is closed. */
#define PLACES  256
/* How long a client may take to notice the answer. */
#define KEPT_NS UINT64_C(2000000000)

struct kept {
        int socket;
        uint64_t until_ns;
};

struct linger {
        pthread_mutex_t mutex;
        size_t first, count; /* in a ring */
        struct kept ring[PLACES];
};

struct linger *linger_new(void)
{
        struct linger *linger = calloc(1, sizeof *linger);
        if (linger)
                pthread_mutex_init(&linger->mutex, NULL);
        return linger;
}

static void close_first(struct linger *linger)
{
        close(linger->ring[linger->first].socket);
        linger->first = (linger->first + 1) % PLACES;
        linger->count--;
}

void linger_free(struct linger *linger)
{
        if (!linger)
                return;
        while (linger->count)
                close_first(linger);
        pthread_mutex_destroy(&linger->mutex);
        free(linger);
}

void linger_keep(struct linger *linger, int socket)
{
        int copy = fcntl(socket, F_DUPFD_CLOEXEC, 0);
        uint64_t now = steady_ns();
        pthread_mutex_lock(&linger->mutex);
        while (linger->count && (linger->count == PLACES || linger->ring[linger->first].until_ns <= now))
                close_first(linger);
        if (copy >= 0)
                linger->ring[(linger->first + linger->count++) % PLACES] = (struct kept){copy, now + KEPT_NS};
        pthread_mutex_unlock(&linger->mutex);
}
