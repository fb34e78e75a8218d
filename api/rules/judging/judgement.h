/*
 * judgement - one check of a body or an agreement at one date: what the kinds of rules judge with.
 */
#pragma once

#include "rules/judging/outcome.h"

/* The seats of one variant, judged together (seats/seating.h). */
struct seating {
        bool present; /* a seats rule in force has a unit: there are seats to fill */
        bool decides; /* one of those rules decides, and so does the seating */
        enum verdict verdict;
        int32_t seats, seated; /* how many seats are required, and how many of them can be filled at once */
        bool exhaustive;       /* every member has to have a seat */
        bool hidden;           /* naming members would reveal their gender */
        const char **unseated; /* ids of memberships that are left over in an exhaustive body */
        uint32_t unseated_count;
        const char **deficient; /* ids of the rules whose seats cannot all be filled */
        uint32_t deficient_count;
        const char **eligible; /* ids of the memberships that could fill those seats */
        uint32_t eligible_count;
};

struct check {
        struct arena *arena; /* where everything that the check makes lives */
        const struct rules_facts *facts;
        date at;                            /* the day that is judged */
        bool complete;                      /* every membership of the day is known */
        bool held_over_unknown;             /* somebody may be held over: why he ended is not given */
        const struct membership **in_force; /* the memberships of the day, by (validFrom, id) */
        uint32_t count;                     /* of those */
        uint32_t member_count;              /* of those that are members with a vote */
        const char **held_over;             /* ids of those who sit on after their term */
        uint32_t held_over_count;
        /* Columns: an enum tri for each of in_force. */
        const uint8_t *members;   /* who is one of the members */
        const uint8_t *everyone;  /* true of all */
        const uint8_t *unknown;   /* unknown of all */
        const uint8_t **columns;  /* what each selector is of them, by its index; NULL: not evaluated yet */
        const uint8_t **views[4]; /* the same in other views of gender (columns.h); NULL: none yet */
        int64_t *work_left;       /* what the check may still spend (check_spend) */
        uint32_t units_used,
                cells_used; /* units of all rules so far, and these times memberships (units.c) */
        bool advise;        /* somebody wants to know what would help */
        bool with_doubtful; /* rules that only may apply bind, too */
};

/* Finds the memberships in force on the day. The check has its arena, facts, date and work. False when memory
 * runs out. */
bool judgement_begin(struct check *check);

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

/* The members with a role (whatever their vote), in the check's order. */
uint32_t judgement_holders(const struct check *check, enum role role, const struct membership **ret_holders);

/* The worse of two verdicts of units: not_met, unknown, met. */
enum verdict judgement_worse(enum verdict a, enum verdict b);

static inline enum verdict verdict_of(bool always, bool never)
{
        return always ? VERDICT_MET : never ? VERDICT_NOT_MET : VERDICT_UNKNOWN;
}

static inline uint8_t tri_and(uint8_t a, uint8_t b)
{
        return a < b ? a : b;
}

/* A count by gender of fewer than this would reveal who is which. */
#define GENDER_GROUP_MIN 3

/* Lists the members of a column (those certain and possible) in the tally, unless the selectors name gender.
 */
bool judgement_list_members(struct check *check, struct tally *tally, const uint8_t *column, bool hidden);

static inline bool selector_names_gender(const struct selector *selector)
{
        return selector && selector->names_gender;
}

/* Why the rule is none of the body's on the day in this reading (the reason of the outcome), whatever else is
 * found: it is not in force, does not apply, or another stands in its place. REASON_NONE: it is one, or may
 * be one.
 */
enum reason rule_set_aside(const struct check *check, const struct rule *rule, uint32_t variant);

/* The rule is one of the body's on the day in this reading, for certain. */
bool rule_binds(const struct check *check, const struct rule *rule, uint32_t variant);

/* The same of a rule that is judged: where it only may apply, nothing is claimed. */
void rule_doubt(const struct check *check, struct outcome *outcome);

/* The rule is under a waiver on the day of the check. */
bool rule_waived(const struct check *check, const struct rule *rule);
