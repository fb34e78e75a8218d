/*
 * counting - judges bounds on a count and a total of which parts are unknown.
 *
 * A membership may be certainly, possibly or certainly not in the range (`of`), and it may certainly,
 * possibly or certainly not match (`who`). These possibilities are independent, so the set of pairs of count
 * and total that are possible is known exactly. A rule is met if all of them satisfy the bounds, and not met
 * if none does.
 */
#pragma once

#include "rules/judging/judgement.h"

struct counted {
        int32_t in_yes, in_maybe, in_no;          /* memberships certainly in range, by whether they match */
        int32_t maybe_yes, maybe_maybe, maybe_no; /* memberships possibly in range, by whether they match */
        bool open;                                /* there may be any number of unregistered memberships */
};

/* Adds one membership. */
void counting_add(struct counted *counted, enum tri in_range, enum tri matches);

static inline int32_t counted_certain(const struct counted *counted)
{
        return counted->in_yes;
}

static inline int32_t counted_possible(const struct counted *counted)
{
        return counted->in_yes + counted->in_maybe + counted->maybe_yes + counted->maybe_maybe;
}

/* The verdict of bounds on the count, and on its share of the total. */
enum verdict counting_judge(const struct counted *counted, const struct bounds *bounds);

/* The least and the greatest possible number; with `open` there may be more that are not registered. */
struct amount {
        int32_t low, high;
        bool open;
};

/* How many memberships in the range a column is true for. */

struct amount counting_amount(const struct check *check, const uint8_t *range, const uint8_t *column);

/* Whether a membership breaks a rule that each membership must keep by itself. */
typedef enum tri counting_breach(const struct check *check, const struct membership *membership,
                                 const void *context);

/* Judges such a rule: it is not met if a membership in its range certainly breaks it. Fills the outcome,
 * whose tally counts and lists the memberships that break the rule or may break it. */
void counting_judge_each(struct check *check, const struct rule *rule, counting_breach *breaks,
                         const void *context, struct outcome *ret);
