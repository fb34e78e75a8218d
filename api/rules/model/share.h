/*
 * share - a part of a whole as an exact fraction.
 *
 * Written as "2/5" or "40%". Verdicts compare whole numbers (count x denominator against total x numerator),
 * so that 40 % of five is two and never 1.9999.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest denominator. No statute is more precise than thousandths, and with small numbers no product can
 * overflow. */
#define SHARE_DENOMINATOR_MAX 1000

struct share {
        int32_t numerator;
        int32_t denominator; /* 0: no share is given */
};

/* Reads a share from 0 to 1; false, with *ret unchanged, if the text is not one. */
bool share_parse(const char *text, size_t length, struct share *ret);

/* The greatest number that divides both; none of them is below 0. */
int64_t share_common_divisor(int64_t a, int64_t b);

static inline bool share_given(struct share share)
{
        return share.denominator != 0;
}

/* The smallest count that is at least the share of the total. */
static inline int64_t share_at_least(struct share share, int64_t total)
{
        return (total * share.numerator + share.denominator - 1) / share.denominator;
}

/* The largest count that is at most the share of the total. */
static inline int64_t share_at_most(struct share share, int64_t total)
{
        return total * share.numerator / share.denominator;
}

/* The smallest count that is more than the share of the total. */
static inline int64_t share_more_than(struct share share, int64_t total)
{
        return share_at_most(share, total) + 1;
}
