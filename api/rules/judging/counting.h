/*
 * counting - what can be said of a count and a total when parts of them are unknown.
 *
 * A membership may be certainly, possibly or certainly not in the range (`of`), and so may it match (`who`).
 * Each possibility is free of the others, so the counts that completions can give form a region that is known
 * exactly; a rule is met if all of it satisfies the bounds, not met if none of it does.
 */
#pragma once

#include "rules/judging/judgement.h"

struct counted {
        int32_t in_yes, in_maybe, in_no;          /* certainly in range, by whether they match */
        int32_t maybe_yes, maybe_maybe, maybe_no; /* possibly in range */
        bool open;                                /* any number of unregistered memberships may be added */
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

/* The count of a column's certain and possible values. */
struct amount {
        int32_t low, high;
        bool open;
};

struct amount counting_amount(const struct check *check, const uint8_t *range, const uint8_t *column);

/* Whether one membership breaks a rule that each has to keep by itself. */
typedef enum tri counting_breach(const struct check *check, const struct membership *membership,
                                 const void *context);

/* Judges such a rule: not met if a membership that it ranges over breaks it for certain. Fills the outcome,
 * whose tally counts and lists those that break it, or may. */
void counting_judge_each(struct check *check, const struct rule *rule, counting_breach *breaks,
                         const void *context, struct outcome *ret);
