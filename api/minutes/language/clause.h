/*
 * clause - whether a clause says that somebody shall do something.
 */
#pragma once

#include "base/date.h"
#include "minutes/language/actors.h"
#include "minutes/language/due.h"

/* A clause under consideration, and what was found in it. */
struct clause {
        const struct passage *passage;
        const struct known *known;
        size_t first, last;                 /* its words */
        size_t subject_first, subject_last; /* of the clause before, which this one may share */
        date reference;                     /* by which its time is understood */
        bool agreed; /* it stands after "enige om at": what it says was decided in the meeting */
};

struct finding {
        size_t who_first, who_last; /* none if they are equal */
        enum minutes_action_kind kind;
};

/* By when, as the clause says; looked for only where something is to be done. */
struct minutes_due clause_due(const struct clause *clause);

/* Whether one of the patterns holds: somebody is asked, invited or told to do something, or promises it. */
bool clause_match(const struct clause *clause, struct finding *ret);

/* The first word of the list from `from` up to `limit` in the clause; the clause's end if there is none. */
size_t clause_find(const struct clause *clause, size_t from, size_t limit, const char *const *list);
