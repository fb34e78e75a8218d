/*
 * matching - whether each of a few things can have one of a few others for itself.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define MATCHING_MAX 16

/* fits[i] has bit j set if i can take j; whether all of `count` can be served at once. */
bool matching_serves_all(const uint64_t *fits, uint32_t count);
