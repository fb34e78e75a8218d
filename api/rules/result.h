/*
 * result - what one check found: filled by judge.c and its helpers, read by the writers and the sentences.
 */
#pragma once

#include "rules/rules.h"

#include "rules/judging/judgement.h"

/* One line of advice: appoint so many to the seats of a rule, or end the memberships of so many. */
struct advice {
        const struct rule *rule; /* NULL: memberships end */
        const char *unit;
        uint32_t unit_id;
        int32_t count;
        const char *const *members; /* whose memberships end */
        const struct rule *const
                *broken; /* rules that were met and are not, when all advice is carried out */
        uint32_t broken_count;
};

struct rules_result {
        const struct rules_facts *facts;
        date at;
        date at_last; /* the last day that it may be about: of a meeting known to a month or a year */
        enum verdict verdict;
        const uint32_t *variants; /* those with a rule in force, in order of their text */
        uint32_t variant_count;
        uint32_t variant;       /* the preferred one; 0: none is, or there are none */
        uint32_t shown_variant; /* whose rules and seating are shown beside the common ones; 0: none */
        enum verdict *variant_verdicts;
        struct outcome *outcomes; /* one for each rule, in order of ids */
        struct seating seating;
        const char *const *held_over; /* ids of those who sit on after their term */
        uint32_t held_over_count;
        struct advice *advice;
        struct contradiction *contradictions; /* of all variants */
        uint32_t advice_count, contradiction_count;
        enum coverage_level memberships_coverage, meetings_coverage;
        date next_change;    /* DATE_END: none */
        int64_t work;        /* what the check spent */
        const char *meeting; /* the one that was judged; NULL: the body itself */
};
