/*
 * check - one judgement at one date: what the kinds work on and what they fill in.
 */
#pragma once

#include "rules/model/facts.h"
#include "words/reason_table.h"

/* What a rule asked for and what was found; what has no meaning for a kind stays empty and is not written. */
struct tally {
        bool needed;      /* min and max have a meaning */
        int32_t min, max; /* -1: no bound */
        bool counted;
        int32_t certain, possible;
        bool withheld;    /* the numbers would tell somebody's gender: they are not written */
        bool of_deputies; /* the deputies by themselves are what was counted */
        bool listed;      /* members have a meaning, and may be shown */
        const char **members;
        uint32_t member_count;
        int32_t missing;
        const char **surplus;
        uint32_t surplus_count;
};

struct unit_outcome {
        const char *unit;
        uint32_t id;
        enum verdict verdict;
        struct tally tally;
};

struct period_outcome {
        date from, last;
        int32_t count, possible; /* certainly, and at most, as far as meetings are registered */
        bool inside;             /* wholly inside the rule's validity */
        bool running;            /* its last day is not past */
        bool covered;            /* every meeting is registered */
        enum verdict verdict;
};

struct outcome {
        const struct rule *rule;
        enum verdict verdict;
        enum reason reason; /* why the verdict is what it is, where it does not speak for itself */
        bool informs;       /* judged on something it does not bind: never decides */
        struct tally tally;
        struct unit_outcome *units;
        uint32_t unit_count;
        struct period_outcome *periods;
        uint32_t period_count;
        int32_t total;         /* of how many; -1: no meaning */
        int32_t shared;        /* seats: short of members together with other rules */
        date when;             /* a date the words need; DATE_END: none */
        const uint32_t *names; /* entities the words name */
        uint32_t name_count;
};

/* The seats of one variant, judged together. */
struct seating {
        bool present; /* a seats rule in force has a unit */
        bool decides; /* a deciding one has */
        enum verdict verdict;
        int32_t seats, seated;
        bool exhaustive, hidden; /* hidden: naming members would tell their gender */
        const char **unseated;
        uint32_t unseated_count;
        const char **deficient;
        uint32_t deficient_count;
        const char **eligible;
        uint32_t eligible_count;
};

struct check {
        struct arena *arena;
        const struct rules_facts *facts;
        date at;
        bool complete;                      /* every membership of the day is known */
        bool held_over_unknown;             /* some may be held over: their end has no reason */
        const struct membership **in_force; /* by (validFrom, id) */
        uint32_t count;
        uint32_t member_count;
        const char **held_over; /* ids of those who sit on after their term */
        uint32_t held_over_count;
        const uint8_t *members; /* column: who is one of the members */
        const uint8_t *everyone;
        const uint8_t *unknown;
        const uint8_t **columns; /* by selector index; NULL: not evaluated yet */
        int64_t *work_left;
        uint32_t units_used, cells_used; /* of all rules: units.c bounds them */
        bool advise;                     /* somebody wants to know what would help */
};

static inline bool outcome_decides(const struct outcome *outcome)
{
        return rule_decides(outcome->rule) && !outcome->informs;
}

/* Takes the memberships in force on the day; the check has its arena, facts, date and work. False when memory
 * runs out. */
bool check_begin(struct check *check);

/* What one check may spend, in steps of a few nanoseconds: about half a second. No body there is comes near
 * it; past it what is left to find out is unknown, so that facts made to be slow are answered in time, and
 * never wrongly. */
#define CHECK_WORK_MAX ((int64_t)200 * 1000 * 1000)

/* Accounts for work before it is done; false if the check has none left. */
static inline bool check_spend(const struct check *check, uint64_t steps)
{
        if (steps > (uint64_t)*check->work_left) {
                *check->work_left = 0;
                return false;
        }
        *check->work_left -= (int64_t)steps;
        return true;
}

/* Judges of single kinds may end with these. Both return true, so that `return settle(…)` reads well. */
bool outcome_set(struct outcome *outcome, enum verdict verdict);
bool outcome_explain(struct outcome *outcome, enum verdict verdict, enum reason reason);

/* The members with a role (whatever their vote), in the check's order. */
uint32_t check_holders(const struct check *check, enum role role, const struct membership **ret_holders);

/* The worse of two verdicts of units: not_met, unknown, met. */
enum verdict verdict_worse(enum verdict a, enum verdict b);

static inline enum verdict verdict_of(bool always, bool never)
{
        return always ? VERDICT_MET : never ? VERDICT_NOT_MET : VERDICT_UNKNOWN;
}

static inline uint8_t tri_and(uint8_t a, uint8_t b)
{
        return a < b ? a : b;
}

/* Of fewer than this a count by gender would tell who is which. */
#define GENDER_GROUP_MIN 3

/* Lists the members of a column (those certain and possible) in the tally, unless the selectors name gender.
 */
bool tally_members(struct check *check, struct tally *tally, const uint8_t *column, bool hidden);

static inline bool selector_names_gender(const struct selector *selector)
{
        return selector && selector->names_gender;
}

/* The rule is under a waiver on the day of the check. */
bool rule_waived(const struct check *check, const struct rule *rule);
