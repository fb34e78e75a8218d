/*
 * oracle - a second, slow opinion on a body and its rules, for the tests only.
 *
 * It answers what the rules engine answers, but by brute force: every unknown predicate is made true and
 * false, every assignment of members to seats is gone through, and the verdict is read off what was found. It
 * shares nothing with the engine but the calendar (base/date.h) and the facts. Only small instances are
 * taken.
 *
 * How unregistered members (incomplete coverage) are bounded is argued where they are added: oracle_seats.c,
 * oracle_count.c and oracle_time.c.
 */
#pragma once

#include "base/date.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define ORACLE_MEMBERS 8
#define ORACLE_GROUPS  8
#define ORACLE_RULES   16

enum oracle_verdict {
        ORACLE_MET,
        ORACLE_NOT_MET,
        ORACLE_UNKNOWN,
        ORACLE_WAIVED,
        ORACLE_PENDING,
        ORACLE_NOT_APPLICABLE,
        ORACLE_NOT_CHECKABLE,
        ORACLE_NO_RULES,
};

struct oracle_rule_answer {
        const char *id;
        enum oracle_verdict verdict;
        bool absent;  /* a general rule that never applies to the body: it is none of its rules */
        bool counted; /* certain and possible are defined */
        int certain;
        int possible;
        int units; /* how many `per` makes of it; 0 without, or where it is not judged */
};

struct oracle_seating {
        bool present;
        enum oracle_verdict verdict;
        int seats;
        int seated;
        bool exhaustive;
        int unseated;                                  /* how many the largest assignment leaves over */
        bool may_be_left[(size_t)1 << ORACLE_MEMBERS]; /* by the set of those left over */
        bool deficient[ORACLE_RULES]; /* deciding ones that are short, by rule of the answer */
};

struct oracle_answer {
        enum oracle_verdict verdict;
        size_t rule_count;
        struct oracle_rule_answer rules[ORACLE_RULES];
        struct oracle_seating seating;
        size_t member_count; /* memberships in force, in the order of the bits of may_be_left */
        const char *members[ORACLE_MEMBERS];
        bool complete; /* the coverage of memberships on that date */
};

const char *oracle_verdict_name(enum oracle_verdict verdict);

/* Judges the facts at a date. False if the instance is too large to go through, or is of a kind this oracle
 * does not know. Strings of the answer live in `facts`. */
bool oracle_judge(const json_t *facts, date at, struct oracle_answer *ret_answer);
