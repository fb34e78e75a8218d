/*
 * demand - what a rule asks of a body, as inequalities between the numbers of members of certain sorts.
 *
 * Each kind of rule writes its own (kinds/kind_*.c): one or more ways to satisfy it, each a list of rows that
 * must hold together. A kind may ask for less than the rule does (a row left out), never for more: what the
 * rows exclude, the rule excludes. Seats are groups beside the rows, since a member sits in one of them.
 */
#pragma once

#include "rules/judging/units.h"

#define DEMAND_TERMS_MAX 16
#define DEMAND_WAYS_MAX  64

/* Whom a gender is counted of. */
enum condition_gender { GENDER_ANY, GENDER_FEMALE, GENDER_MALE };

/* A sort of memberships: all that is said of them must hold. */
struct condition {
        uint32_t roles;                      /* bits */
        bool members;                        /* among the members only */
        const struct selector *selectors[2]; /* NULL: anyone */
        bool denied;                         /* the second must not match */
        enum condition_gender gender;
        enum per_kind unit_kind; /* PER_NONE: any unit */
        uint32_t unit;
        uint32_t person; /* 0: anyone */
};

struct demand_term {
        uint32_t condition; /* its number */
        int64_t times;
};

/* So many times the numbers of these come to at least so much; or (`parity`) the first number is even or odd.
 */
struct demand_row {
        struct demand_term terms[DEMAND_TERMS_MAX];
        uint32_t term_count;
        int64_t least;
        bool parity, odd;
};

struct demand_way {
        struct demand_row *rows;
        uint32_t row_count, row_room;
};

/* Seats that are filled by members of one sort. */
struct demand_group {
        uint32_t condition;
        int32_t min, max; /* max -1: no end */
};

struct demand {
        const struct rule *rule;
        struct demand_way *ways;
        uint32_t way_count;
        struct demand_group *groups;
        uint32_t group_count;
        bool caps;      /* more members may break it */
        bool is_narrow; /* it may ask for somebody who cannot be */
        bool left_out;  /* it asks for more ways than there is room for: nothing is known of it */
};

/* The demands of a check's rules, and the sorts of memberships that they name. */
struct demands {
        struct check *check;
        struct condition *conditions;
        uint32_t condition_count, condition_room;
        struct demand *demands;
        uint32_t count;
};

/* Of those `of` ranges over (all members where it is NULL) those that match `who` (NULL: all). */
struct condition demand_range(const struct selector *of, const struct selector *who);

/* The units of a rule that are units for certain, whoever sits. False if there may be more. */
bool demand_units(struct demands *demands, const struct rule *rule, struct units *ret);

/* The number of a condition: equal ones have one. */
uint32_t demand_condition(struct demands *demands, struct condition condition);

/* Begins the demand of a rule: the last one from now on. There is room for one for each rule. */
struct demand *demand_begin(struct demands *demands, const struct rule *rule);

/* Begins one more way to satisfy the last demand. */
void demand_begin_way(struct demands *demands);

/* Adds a row to the last way: `times` the one number, and `other_times` the other. */
void demand_row(struct demands *demands, int64_t times, uint32_t condition, int64_t other_times,
                uint32_t other, int64_t least);

/* A row of many terms. */
void demand_terms(struct demands *demands, const struct demand_term *terms, uint32_t count, int64_t least);

/* The number is even, or odd. */
void demand_parity(struct demands *demands, uint32_t condition, bool odd);

/* The number is at least `min` (-1: no bound) and at most `max` (-1: no bound). */
void demand_between(struct demands *demands, uint32_t condition, int64_t min, int64_t max);

/* Seats of the last demand. */
void demand_group(struct demands *demands, uint32_t condition, int32_t min, int32_t max);
