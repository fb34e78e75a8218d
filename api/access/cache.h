/*
 * cache - keeps answers to reads until the register's revision changes.
 *
 * The answer to a read depends only on its address, its media type, the language, what the caller may see,
 * the day, and the revision. An entry is found by all of these except the revision, and is used only while
 * the revision at which it was made is still the latest one. No entry is used because it is young enough, and
 * none while the revision is not known.
 *
 * An answer is kept when it is made for the second time. There is a fixed number of places for entries. If
 * the entries have more than a fixed number of bytes, all are removed. Any thread may call.
 */
#pragma once

#include "call/call.h"

#include <stdint.h>

struct cache;

/* A cache of at most `bytes_max` bytes; 0 keeps nothing. NULL if memory runs out. */
struct cache *cache_new(size_t bytes_max);
void cache_free(struct cache *cache);

/* Fills in the call's answer if it is kept and was made at this revision; else false. */
bool cache_find(struct cache *cache, struct call *call, bool restricted, const char *day, int64_t revision);

/* Keeps the call's answer, if it is made for the second time, and gives it a mark. `revision` is the latest
 * that was known before the answer was made. */
void cache_keep(struct cache *cache, struct call *call, bool restricted, const char *day, int64_t revision);
