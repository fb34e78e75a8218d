/*
 * seating_problem - the seats of a variant as a graph of groups of seats and classes of equal members.
 *
 * Only seating*.c includes this.
 */
#pragma once

#include "rules/seats/flow.h"
#include "rules/judging/units.h"

/* The most memberships times groups, and classes times groups. Larger graphs would need more memory or time
 * than a request has, and no real body has them. Such seats are left undecided. */
#define SEATING_ROWS_MAX  ((uint64_t)12 * 1024 * 1024)
#define SEATING_CELLS_MAX ((uint64_t)512 * 1024)

/* A seats rule of the variant. */
struct seat_rule {
        const struct rule *rule;
        struct outcome *outcome; /* the outcome to be filled */
        struct units units;      /* a unit for each of its groups */
        uint32_t first;          /* the index of its first group */
        bool waived;             /* it is waived */
        bool doubtful; /* it may have units that are not known, so its verdict is never better than unknown */
};

/* The seats of one unit of a rule. */
struct seat_group {
        uint32_t rule;           /* the index of its seat rule */
        const struct unit *unit; /* NULL: for units that are not known */
        int32_t min, max;
        bool bounded; /* false: it offers seats, but none must be filled */
};

/* Memberships that could sit in the same groups. */
struct seat_class {
        uint32_t first_row, last_row; /* a list of memberships, linked by problem.next */
        int32_t size;
        bool member;
};

/* The graph of one variant. */
struct problem {
        struct check *check;
        uint32_t variant;
        bool exhaustive; /* each member must have a seat */
        bool complete;   /* all memberships are registered */
        struct seat_rule *rules;
        uint32_t rule_count;
        struct seat_group *groups;
        uint32_t group_count;
        struct seat_class *classes;
        uint32_t class_count;
        uint8_t *rows;  /* memberships in force x groups */
        uint8_t *edges; /* classes x groups */
        uint32_t *next; /* the next row of a class; UINT32_MAX: none */
        bool uncertain_edges;
        bool too_large;
};

/* The solution of the problem with the bounds of some rules. Members ending with `true` are for unknown edges
 * taken as true, those ending with `false` for unknown edges taken as false. */
struct seat_system {
        int32_t *min, *max;             /* the bounds of each group */
        bool *short_true, *short_false; /* groups that may be empty in a maximum assignment */
        bool *over_true, *over_false;   /* groups that a member who may be left over could sit in */
        bool *eligible;                 /* classes that could fill a short group, unknown edges true */
        bool fills_true, fills_false;   /* all required seats are filled */
        bool seats_true, seats_false;   /* all members have a seat, or need none */
        int32_t left; /* how many members a maximum assignment leaves over, unknown edges true */
};

/* The assignment that is shown, with unknown edges taken as true. */
struct seating_shown {
        int32_t *filled;    /* for each group: how many of its required seats are filled */
        uint32_t *seat;     /* for each membership in force: its group with all bounds; UINT32_MAX: none */
        uint32_t *anywhere; /* the same with the bounds of deciding rules only */
};

/* Makes the graph of a variant. False if memory runs out. */
bool seating_problem_build(struct check *check, uint32_t variant, struct outcome *outcomes,
                           struct problem *ret);

/* Solves the problem. The bounds of the deciding rules (or of all) bind, and those of one waived rule, or
 * none. */
bool seating_problem_solve(struct problem *problem, bool deciding_only, const struct seat_rule *waived,
                           struct seat_system *ret);

/* Finds the assignment to be shown; `left` is how many members must be left over. False if memory runs out.
 */
bool seating_problem_show(struct problem *problem, int32_t left, struct seating_shown *ret);

/* How many memberships of each class there are: all, or only members. NULL if memory runs out. */
const int32_t *seating_problem_supply(struct problem *problem, bool members_only);

/* Makes an empty flow over the graph. False if memory runs out. */
bool seating_problem_flow(struct problem *problem, uint8_t least, struct flow *ret);
