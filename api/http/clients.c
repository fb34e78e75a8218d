#include "http/clients.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Lists of connections by the hash of their address. */
#define HEAPS 1024

struct clients {
        pthread_mutex_t mutex;
        int max, address_max;
        const struct peer_proxies *proxies;
        struct clients_figures figures;
        struct client *oldest, *newest; /* ends of the list of idle connections */
        struct client *heaps[HEAPS];
};

struct clients *clients_new(int max, int address_max, const struct peer_proxies *proxies)
{
        struct clients *clients = calloc(1, sizeof *clients);
        if (!clients)
                return NULL;
        pthread_mutex_init(&clients->mutex, NULL);
        clients->max = max;
        clients->address_max = address_max;
        clients->proxies = proxies;
        return clients;
}

void clients_free(struct clients *clients)
{
        if (clients)
                pthread_mutex_destroy(&clients->mutex);
        free(clients);
}

static struct client **heap_of(struct clients *clients, const struct peer *peer)
{
        uint64_t hash = hash_bytes((const char *)peer->bytes, sizeof peer->bytes);
        return &clients->heaps[(hash ^ hash >> 32) % HEAPS];
}

/* Whether an address has reached its limit. */
static bool has_its_part(struct clients *clients, const struct peer *peer)
{
        int count = 0;
        for (const struct client *client = *heap_of(clients, peer); client && count < clients->address_max;
             client = client->next)
                count += memcmp(&client->peer, peer, sizeof *peer) == 0;
        return count >= clients->address_max;
}

static void take_out(struct clients *clients, struct client *client)
{
        *(client->before ? &client->before->after : &clients->oldest) = client->after;
        *(client->after ? &client->after->before : &clients->newest) = client->before;
        client->before = client->after = NULL;
        client->idle = false;
        clients->figures.idle--;
}

static void put_last(struct clients *clients, struct client *client)
{
        client->before = clients->newest;
        client->after = NULL;
        *(client->before ? &client->before->after : &clients->oldest) = client;
        clients->newest = client;
        client->idle = true;
        clients->figures.idle++;
}

/* To its loop the connection will look as if the client had closed it. */
static bool close_oldest(struct clients *clients)
{
        struct client *client = clients->oldest;
        if (!client)
                return false;
        take_out(clients, client);
        shutdown(client->socket, SHUT_RDWR);
        return true;
}

bool clients_admit(struct clients *clients, const struct peer *peer)
{
        bool bounded = !peer_is_local(peer) && !peer_is_proxy(peer, clients->proxies);
        pthread_mutex_lock(&clients->mutex);
        bool admitted = (!bounded || !has_its_part(clients, peer)) &&
                        (clients->figures.open < clients->max || close_oldest(clients));
        pthread_mutex_unlock(&clients->mutex);
        return admitted;
}

void clients_add(struct clients *clients, struct client *client)
{
        pthread_mutex_lock(&clients->mutex);
        struct client **heap = heap_of(clients, &client->peer);
        client->next = *heap;
        client->in_link = heap;
        if (*heap)
                (*heap)->in_link = &client->next;
        *heap = client;
        clients->figures.open++;
        put_last(clients, client);
        pthread_mutex_unlock(&clients->mutex);
}

void clients_remove(struct clients *clients, struct client *client)
{
        pthread_mutex_lock(&clients->mutex);
        *client->in_link = client->next;
        if (client->next)
                client->next->in_link = client->in_link;
        clients->figures.open--;
        if (client->idle)
                take_out(clients, client);
        pthread_mutex_unlock(&clients->mutex);
}

void clients_busy(struct clients *clients, struct client *client)
{
        pthread_mutex_lock(&clients->mutex);
        if (client->idle)
                take_out(clients, client);
        pthread_mutex_unlock(&clients->mutex);
}

void clients_idle(struct clients *clients, struct client *client)
{
        pthread_mutex_lock(&clients->mutex);
        if (!client->idle)
                put_last(clients, client);
        pthread_mutex_unlock(&clients->mutex);
}

struct clients_figures clients_figures(struct clients *clients)
{
        pthread_mutex_lock(&clients->mutex);
        struct clients_figures figures = clients->figures;
        pthread_mutex_unlock(&clients->mutex);
        return figures;
}
