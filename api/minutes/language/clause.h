/*
 * clause - whether a clause says that somebody is to do something.
 */
#pragma once

#include "base/date.h"
#include "minutes/language/actors.h"
#include "minutes/language/due.h"

/* A clause: part of a sentence, with its context. */
struct clause {
        const struct passage *passage;
        const struct known_names *known;    /* the names of those who attended */
        size_t first, last;                 /* its words: from `first` up to `last` */
        size_t subject_first, subject_last; /* the subject of the clause before, which this one may share */
        date reference;                     /* the day that relative dates are relative to */
        bool agreed; /* it follows "enige om at", so what it says was decided in the meeting */
};

/* The action that a clause describes. */
struct clause_finding {
        size_t who_first,
                who_last; /* the words that name who is to do it; no one is named if they are equal */
        enum minutes_action_kind kind;
};

/* By when the clause says that something is to be done. */
struct minutes_due clause_due(const struct clause *clause);

/* Whether the clause says that somebody is asked, invited or told to do something, or promises to do it. */
bool clause_match(const struct clause *clause, struct clause_finding *ret);

/* The first word from `from` up to `limit`, within the clause, that is in the list (which ends with NULL);
 * the clause's end if there is none. */
size_t clause_find(const struct clause *clause, size_t from, size_t limit, const char *const *list);
