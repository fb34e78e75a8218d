/*
 * demand - what a rule demands of a body, as inequalities between the numbers of members of certain sorts.
 *
 * Each kind of rule writes its own demand (kinds/kind_*.c): one or more ways to satisfy the rule, each a list
 * of rows that must hold together. A demand may be weaker than the rule (a row is left out), but never
 * stronger, so that a composition that the demand excludes violates the rule. Seats are groups beside the
 * rows, because a member sits in only one of them.
 */
#pragma once

#include "rules/judging/units.h"

#define DEMAND_TERMS_MAX 16
#define DEMAND_WAYS_MAX  64

/* The gender that a condition demands. */
enum condition_gender { GENDER_ANY, GENDER_FEMALE, GENDER_MALE };

/* A condition on memberships; all parts of it must hold. */
struct condition {
        uint32_t roles;                      /* the role is one of these bits */
        bool members;                        /* it is one of the members */
        const struct selector *selectors[2]; /* it matches these; NULL: no selector */
        bool denied;                         /* it must not match the second */
        enum condition_gender gender;
        enum per_kind unit_kind; /* it belongs to this unit; PER_NONE: to any */
        uint32_t unit;
        uint32_t person; /* it is of this person; 0: of any */
};

/* The number of memberships that satisfy a condition, times a factor. */
struct demand_term {
        uint32_t condition; /* the number of the condition */
        int64_t times;
};

/* The sum of the terms is at least `least`; or, with `parity`, the number of the first term is odd or even.
 */
struct demand_row {
        struct demand_term terms[DEMAND_TERMS_MAX];
        uint32_t term_count;
        int64_t least;
        bool parity, odd;
};

/* One way to satisfy a rule: all rows hold. */
struct demand_way {
        struct demand_row *rows;
        uint32_t row_count, row_room;
};

/* Seats for members who satisfy a condition. */
struct demand_group {
        uint32_t condition;
        int32_t min, max; /* max -1: no maximum */
};

struct demand {
        const struct rule *rule;
        struct demand_way *ways;
        uint32_t way_count;
        struct demand_group *groups;
        uint32_t group_count;
        bool caps;      /* additional members may violate it */
        bool is_narrow; /* it may demand a member who cannot exist */
        bool left_out;  /* it has more ways than there is room for, so it is ignored */
};

/* The demands of a check's rules, and the conditions that they use. */
struct demands {
        struct check *check;
        struct condition *conditions;
        uint32_t condition_count, condition_room;
        struct demand *demands;
        uint32_t count;
};

/* The condition of those memberships in the range of `of` (NULL: all members) that match `who` (NULL: all).
 */
struct condition demand_range(const struct selector *of, const struct selector *who);

/* The units of a rule that are certain, whoever the members are. False if there may be more. */
bool demand_units(struct demands *demands, const struct rule *rule, struct units *ret);

/* The number of a condition; equal conditions have the same number. */
uint32_t demand_condition(struct demands *demands, struct condition condition);

/* Begins the demand of a rule, which is then the last demand. There is room for one demand of each rule. */
struct demand *demand_begin(struct demands *demands, const struct rule *rule);

/* Begins a further way to satisfy the last demand. */
void demand_begin_way(struct demands *demands);

/* Adds a row with two terms to the last way. */
void demand_row(struct demands *demands, int64_t times, uint32_t condition, int64_t other_times,
                uint32_t other, int64_t least);

/* Adds a row with any number of terms. */
void demand_terms(struct demands *demands, const struct demand_term *terms, uint32_t count, int64_t least);

/* Adds a row: the number is odd, or even. */
void demand_parity(struct demands *demands, uint32_t condition, bool odd);

/* Adds rows: the number is at least `min` and at most `max`; -1 is no bound. */
void demand_between(struct demands *demands, uint32_t condition, int64_t min, int64_t max);

/* Adds seats to the last demand. */
void demand_group(struct demands *demands, uint32_t condition, int32_t min, int32_t max);
