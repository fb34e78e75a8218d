#include "access/cache.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Enough for the working set of a portal. Two addresses with the same place replace each other. */
#define PLACES           8192
/* Neighbouring places share a lock. */
#define LOCKS            64
/* Larger answers are rarely asked for twice between two writes. */
#define ANSWER_BYTES_MAX ((size_t)256 * 1024)

/* One answer: a block of memory with its strings behind it, each with a NUL. */
struct entry {
        atomic_int users; /* the cache and the calls that answer with it */
        int64_t revision;
        uint64_t hash, mark;
        size_t size; /* of the whole block */
        size_t key_length, body_length;
        const char *key, *body, *etag, *next, *media_type, *disposition, *shown_revision;
        char bytes[];
};

struct cache {
        struct entry *places[PLACES];
        atomic_uint_fast64_t asked[PLACES]; /* the hash of the last answer that was made for the place */
        pthread_mutex_t locks[LOCKS];
        atomic_size_t bytes;
        size_t bytes_max;
};

struct cache *cache_new(size_t bytes_max)
{
        struct cache *cache = calloc(1, sizeof *cache);
        if (cache)
                cache->bytes_max = bytes_max;
        for (size_t i = 0; cache && i < LOCKS; i++)
                pthread_mutex_init(&cache->locks[i], NULL);
        return cache;
}

static void release_entry(void *object)
{
        struct entry *entry = object;
        if (atomic_fetch_sub(&entry->users, 1) == 1)
                free(entry);
}

static void remove_entry(struct cache *cache, size_t place)
{
        struct entry *entry = cache->places[place];
        if (!entry)
                return;
        atomic_fetch_sub(&cache->bytes, entry->size);
        release_entry(entry);
        cache->places[place] = NULL;
}

void cache_free(struct cache *cache)
{
        for (size_t i = 0; cache && i < PLACES; i++)
                remove_entry(cache, i);
        for (size_t i = 0; cache && i < LOCKS; i++)
                pthread_mutex_destroy(&cache->locks[i]);
        free(cache);
}

/* Joins everything that the answer depends on: language, whether the caller sees restricted members, day,
 * media type and address. */
static const char *make_key(const struct call *call, bool restricted, const char *day, size_t *ret_length)
{
        size_t length = strlen(call->target.text) + strlen(call->answer_type) + 16;
        char *key = arena_alloc(call->arena, length);
        key[0] = (char)('0' + call->language);
        key[1] = restricted ? 'r' : 'p';
        memcpy(key + 2, day, 10);
        char *end = stpcpy(stpcpy(key + 12, call->answer_type), call->target.text);
        *ret_length = (size_t)(end - key);
        return key;
}

static uint64_t hash_of(const char *bytes, size_t length)
{
        uint64_t hash = hash_bytes(bytes, length);
        return hash ^ hash >> 32;
}

/* The entry lives as long as the call. */
static void answer_from(struct entry *entry, struct call *call)
{
        struct answer *answer = &call->answer;
        arena_defer(call->arena, release_entry, entry);
        answer->borrowed = entry->body;
        answer->borrowed_length = entry->body_length;
        answer->etag = entry->etag;
        answer->next = entry->next;
        answer->media_type = entry->media_type;
        answer->disposition = entry->disposition;
        answer->revision = entry->shown_revision;
        answer->mark = entry->mark;
}

bool cache_find(struct cache *cache, struct call *call, bool restricted, const char *day, int64_t revision)
{
        size_t length;
        if (revision < 0)
                return false;
        const char *key = make_key(call, restricted, day, &length);
        uint64_t hash = hash_of(key, length);
        size_t place = hash % PLACES;
        pthread_mutex_lock(&cache->locks[place % LOCKS]);
        struct entry *entry = cache->places[place];
        bool found = entry && entry->hash == hash && entry->revision == revision &&
                     entry->key_length == length && memcmp(entry->key, key, length) == 0;
        if (found)
                atomic_fetch_add(&entry->users, 1);
        pthread_mutex_unlock(&cache->locks[place % LOCKS]);
        if (found)
                answer_from(entry, call);
        return found;
}

static const char *append_string(char **at, const char *bytes, size_t length)
{
        char *start = *at;
        memcpy(start, bytes, length);
        start[length] = '\0';
        *at += length + 1;
        return start;
}

static const char *put_string(char **at, const char *string)
{
        return string ? append_string(at, string, strlen(string)) : NULL;
}

static size_t size_of(const char *string)
{
        return string ? strlen(string) + 1 : 0;
}

static struct entry *make_entry(const struct answer *answer, const char *key, size_t length)
{
        size_t size = sizeof(struct entry) + length + 1 + answer->body.length + 1 + size_of(answer->etag) +
                      size_of(answer->next) + size_of(answer->media_type) + size_of(answer->disposition) +
                      size_of(answer->revision);
        struct entry *entry = malloc(size);
        if (!entry)
                return NULL;
        char *at = entry->bytes;
        *entry = (struct entry){
                .users = 1, .size = size, .key_length = length, .body_length = answer->body.length};
        entry->key = append_string(&at, key, length);
        entry->body = append_string(&at, answer->body.bytes, answer->body.length);
        entry->etag = put_string(&at, answer->etag);
        entry->next = put_string(&at, answer->next);
        entry->media_type = put_string(&at, answer->media_type);
        entry->disposition = put_string(&at, answer->disposition);
        entry->shown_revision = put_string(&at, answer->revision);
        return entry;
}

/* Whether the answer is made for the second time. Who reads the whole register asks for everything once; that
 * must not drive out what many ask for. */
static bool is_asked_again(struct cache *cache, uint64_t hash)
{
        return atomic_exchange_explicit(&cache->asked[hash % PLACES], hash, memory_order_relaxed) == hash;
}

/* Empties a full cache. Most of it belongs to past revisions. */
static void start_over(struct cache *cache)
{
        for (size_t lock = 0; lock < LOCKS; lock++) {
                pthread_mutex_lock(&cache->locks[lock]);
                for (size_t place = lock; place < PLACES; place += LOCKS)
                        remove_entry(cache, place);
                pthread_mutex_unlock(&cache->locks[lock]);
        }
}

void cache_keep(struct cache *cache, struct call *call, bool restricted, const char *day, int64_t revision)
{
        size_t length;
        struct answer *answer = &call->answer;
        if (revision < 0 || answer->stream.next || buffer_failed(&answer->body) || !answer->body.length ||
            answer->body.length > ANSWER_BYTES_MAX)
                return;
        const char *key = make_key(call, restricted, day, &length);
        uint64_t hash = hash_of(key, length);
        if (!is_asked_again(cache, hash))
                return;
        struct entry *entry = make_entry(answer, key, length);
        if (!entry || entry->size > cache->bytes_max) {
                free(entry);
                return;
        }
        entry->revision = revision;
        entry->mark = answer->mark = call_new_mark();
        entry->hash = hash;
        if (atomic_load(&cache->bytes) + entry->size > cache->bytes_max)
                start_over(cache);
        size_t place = entry->hash % PLACES;
        pthread_mutex_lock(&cache->locks[place % LOCKS]);
        remove_entry(cache, place);
        cache->places[place] = entry;
        atomic_fetch_add(&cache->bytes, entry->size);
        pthread_mutex_unlock(&cache->locks[place % LOCKS]);
}
