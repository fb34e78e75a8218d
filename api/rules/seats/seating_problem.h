/*
 * seating_problem - the seats of a variant as a graph of groups and classes of like members.
 *
 * Only seating*.c includes this.
 */
#pragma once

#include "rules/seats/flow.h"
#include "rules/judging/units.h"

/* Memberships times groups, and classes of like memberships times groups: larger graphs would take more
 * than a request has, in memory or in time, and belong to no body. Such seats are left undecided. */
#define SEATING_ROWS_MAX  ((uint64_t)12 * 1024 * 1024)
#define SEATING_CELLS_MAX ((uint64_t)512 * 1024)

/* A seats rule of the variant. */
struct seat_rule {
        const struct rule *rule;
        struct outcome *outcome; /* what is to be filled in */
        struct units units;      /* one for each group */
        uint32_t first;          /* of its groups */
        bool waived;             /* it is under a waiver */
        bool doubtful; /* it may have units that are not known: its verdict is never better than unknown */
};

/* The seats of one unit of a rule. */
struct seat_group {
        uint32_t rule;           /* among the seat rules */
        const struct unit *unit; /* NULL: stands for units that are not known */
        int32_t min, max;
        bool bounded; /* false: offers seats, asks for none */
};

/* Memberships that could sit in the same groups. */
struct seat_class {
        uint32_t first_row, last_row; /* linked by problem.next */
        int32_t size;
        bool member;
};

/* The graph of one variant. */
struct problem {
        struct check *check;
        uint32_t variant;
        bool exhaustive; /* every member has to have a seat */
        bool complete;   /* every membership is registered */
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

/* What one system, with the bounds of some rules, comes to. */
struct seat_system {
        int32_t *min, *max; /* by group */
        /* With unknown edges true, and with unknown edges false: */
        bool *short_true, *short_false; /* groups that may be empty in a largest assignment */
        bool *over_true, *over_false;   /* groups that a member who may be left over could sit in */
        bool *eligible;                 /* classes that could fill a short group, unknown edges true */
        bool fills_true, fills_false;   /* every required seat is filled */
        bool seats_true, seats_false;   /* every member is seated, or need not be */
        int32_t left; /* members that a largest assignment leaves over, unknown edges true */
};

/* One assignment, unknown edges true. */
struct seating_shown {
        int32_t *filled;    /* by group: how many of its required seats */
        uint32_t *seat;     /* by membership in force: its group, all bounds kept; UINT32_MAX: none */
        uint32_t *anywhere; /* the same where only deciding rules have bounds */
};

bool seating_problem_build(struct check *check, uint32_t variant, struct outcome *outcomes,
                           struct problem *ret);

/* Which rules bind in a system: the deciding ones (or all), and one waived rule, or none. */
bool seating_problem_solve(struct problem *problem, bool deciding_only, const struct seat_rule *waived,
                           struct seat_system *ret);

/* The seating that is shown; `left` is how many members must be left over. False when memory runs out. */
bool seating_problem_show(struct problem *problem, int32_t left, struct seating_shown *ret);

/* How many of each class want a seat: all, or the members only. NULL when memory runs out. */
const int32_t *seating_problem_supply(struct problem *problem, bool members_only);

/* An empty flow over the graph. False when memory runs out. */
bool seating_problem_flow(struct problem *problem, uint8_t least, struct flow *ret);
