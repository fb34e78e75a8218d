/*
 * result - the result of one check. judge.c and its helpers fill it; the writers and the sentences read it.
 */
#pragma once

#include "rules/rules.h"

#include "rules/judging/judgement.h"

/* A piece of advice: to make a number of appointments to the seats of a rule, or to end memberships. */
struct advice {
        const struct rule *rule; /* the rule whose seats are to be filled; NULL: memberships are to end */
        const char *unit;        /* the unit of the rule */
        uint32_t unit_id;
        int32_t count;              /* how many appointments, or memberships */
        const char *const *members; /* the ids of the memberships that are to end */
        const struct rule *const
                *broken; /* rules that are met now, and would not be if all advice is followed */
        uint32_t broken_count;
};

struct rules_result {
        const struct rules_facts *facts;
        date at;      /* the day that was judged */
        date at_last; /* the last day it may be: of a meeting of which only the month or year is known */
        enum verdict verdict;
        const uint32_t *variants; /* the variants with a rule in force, in the order of their text */
        uint32_t variant_count;
        uint32_t variant;       /* the preferred variant; 0 if there is none */
        uint32_t shown_variant; /* the variant whose rules and seating are shown beside the common ones; 0:
                                   none */
        enum verdict *variant_verdicts;
        struct outcome *outcomes; /* an outcome for each rule, in the order of ids */
        struct seating seating;
        const char *const *held_over; /* the ids of members who remain after their term */
        uint32_t held_over_count;
        struct advice *advice;
        struct contradiction *contradictions; /* those of all variants */
        uint32_t advice_count, contradiction_count;
        enum coverage_level memberships_coverage, meetings_coverage;
        date next_change;    /* DATE_END if there is none */
        int64_t work;        /* the work that the check has spent (judging/judgement.h) */
        const char *meeting; /* the meeting that was judged; NULL if it was the body itself */
};
