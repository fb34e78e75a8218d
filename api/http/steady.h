/*
 * steady - the monotonic clock, which is never set back.
 */
#pragma once

#include <stdint.h>
#include <time.h>

static inline uint64_t steady_ns(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
