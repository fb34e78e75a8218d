/*
 * matching - whether each of a few things can have one of a few others for itself.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define MATCHING_MAX 16

/* Whether each of `count` things can have one for itself; fits[i] has the bit j if the thing i can have j. */
bool matching_serves_all(const uint64_t *fits, uint32_t count);
