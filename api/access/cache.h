/*
 * cache - answers to reads, kept until the register's revision moves.
 *
 * A read's answer is a function of its address, its media type, the language, what the caller may see, the
 * day, and the revision. So it is kept under all but the last and used only while the revision it was made at
 * is still the latest known: never by time. While the revision is not known nothing is used.
 *
 * Bounded: a fixed number of places, and a number of bytes past which it starts over. Any thread may call.
 */
#pragma once

#include "call/call.h"

#include <stdint.h>

struct cache;

/* Keeps at most so many bytes; 0: nothing. NULL if memory runs out. */
struct cache *cache_new(size_t bytes_max);
void cache_free(struct cache *cache);

/* Fills in the call's answer if it is known at this revision. */
bool cache_find(struct cache *cache, struct call *call, bool restricted, const char *day, int64_t revision);

/* Keeps the call's answer, and gives it a mark. `revision` is the one known before the answer was made. */
void cache_keep(struct cache *cache, struct call *call, bool restricted, const char *day, int64_t revision);
