/*
 * judgement - the state of one check of a body or an agreement at a date, which the kinds of rules judge by.
 */
#pragma once

#include "rules/judging/outcome.h"

/* The seats of one variant, judged together (seats/seating.h). */
struct seating {
        bool present; /* a seats rule in force has a unit, so there are seats to fill */
        bool decides; /* one of those rules decides, so the seating does, too */
        enum verdict verdict;
        int32_t seats, seated; /* how many seats are required, and how many of them can be filled together */
        bool exhaustive;       /* each member must have a seat */
        bool hidden;           /* members are not named, because that would reveal their gender */
        const char **unseated; /* the ids of members without a seat, if the body is exhaustive */
        uint32_t unseated_count;
        const char **deficient; /* the ids of the rules whose seats cannot all be filled */
        uint32_t deficient_count;
        const char **eligible; /* the ids of the memberships that could fill those seats */
        uint32_t eligible_count;
};

/* One check. */
struct check {
        struct arena *arena; /* the memory of all that the check makes */
        const struct rules_facts *facts;
        date at;                /* the day that is judged */
        bool complete;          /* all memberships of the day are known */
        bool held_over_unknown; /* a member may be held over: why his membership ended is not given */
        const struct membership **in_force; /* the memberships of the day, by (validFrom, id) */
        uint32_t count;                     /* how many they are */
        uint32_t member_count;              /* how many of them are members with a vote */
        const char **held_over;             /* the ids of members who remain after their term */
        uint32_t held_over_count;
        /* Columns: an enum tri for each membership of in_force. */
        const uint8_t *members;   /* whether it is one of the members */
        const uint8_t *everyone;  /* true for all */
        const uint8_t *unknown;   /* unknown for all */
        const uint8_t **columns;  /* the column of each selector, by its index; NULL: not evaluated yet */
        const uint8_t **views[4]; /* the same in other views of gender (columns.h); NULL: none yet */
        int64_t *work_left;       /* how much work the check may still do (check_spend()) */
        uint32_t units_used;      /* the units of all rules so far, */
        uint32_t cells_used;      /* and their number times that of memberships (units.c) */
        bool advise;              /* advice is asked for */
        bool with_doubtful;       /* rules that only may apply bind, too */
};

/* Finds the memberships in force on the day. The caller has set arena, facts, date and work. False if memory
 * runs out. */
bool judgement_begin(struct check *check);

/* How much work one check may do, in steps of a few nanoseconds: about half a second. No real body needs
 * nearly as much. What is not found out by then is unknown, so that facts that were made to be slow are
 * answered in time, and never wrongly. */
#define CHECK_WORK_MAX ((int64_t)200 * 1000 * 1000)

/* Counts work before it is done; false if the check may not do as much. */
static inline bool check_spend(const struct check *check, uint64_t steps)
{
        if (steps > (uint64_t)*check->work_left) {
                *check->work_left = 0;
                return false;
        }
        *check->work_left -= (int64_t)steps;
        return true;
}

/* The memberships with a role, with or without a vote, in the check's order. */
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

/* A count by gender among fewer members than this could reveal the gender of each. */
#define GENDER_GROUP_MIN 3

/* Lists the memberships that a column is true or unknown for in the tally, unless that is to be hidden. */
bool judgement_list_members(struct check *check, struct tally *tally, const uint8_t *column, bool hidden);

static inline bool selector_names_gender(const struct selector *selector)
{
        return selector && selector->names_gender;
}

/* Why the rule does not concern the body on the day in this variant: it is not in force, does not apply, or
 * is replaced by another. REASON_NONE if it does concern the body, or may. */
enum reason rule_set_aside(const struct check *check, const struct rule *rule, uint32_t variant);

/* Whether the rule certainly concerns the body on the day in this variant. */
bool rule_binds(const struct check *check, const struct rule *rule, uint32_t variant);

/* Makes the outcome of a rule unknown if the rule only may apply. */
void rule_doubt(const struct check *check, struct outcome *outcome);

/* Whether the rule is waived on the day of the check. */
bool rule_waived(const struct check *check, const struct rule *rule);
