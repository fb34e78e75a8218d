/*
 * attendance - who attended a meeting, and whose votes they had.
 *
 * The attendance of a meeting lists people with as much information as the source has. Each who was present
 * (not absent, not excused) is assigned to a membership in force on the day:
 *
 * - by `membership`; else by `person`; else by `office`; else by `organisation`, if it has just one member
 * and nothing contradicts that;
 *
 * - somebody with `deputyFor` has the vote of that membership, and so has a deputy whose own membership says
 * `deputyFor`; another deputy may be the substitute of any member, or attend without a vote;
 *
 * - those with `voting: false`, and with the roles observer and secretary, have no vote, nor have those whose
 * membership is not in force on the day or has no vote;
 *
 * - anybody else (only a name, an organisation with several members) may be any member whom nothing
 * contradicts: the vote is uncertain, or, if the source says `voting: true`, certain but not known to be a
 * certain member's.
 *
 * A membership has one vote, however many people attend for it. If the attendance is not stated, it is
 * unknown for all members.
 */
#pragma once

#include "rules/judging/judgement.h"

struct presence {
        bool stated;            /* the attendance is stated */
        uint8_t *votes;         /* column: whether the vote of a membership in force was present */
        uint8_t *attends;       /* column: whether its holder was, with or without a vote */
        struct stand_in *stand; /* for each membership in the check's order: who had its vote */
        int32_t uncertain;      /* votes that may be any member's or none; includes the forced ones */
        int32_t unplaced;       /* people who may belong to the body, but whose membership is not known */
        int32_t forced;         /* uncertain votes that certainly are some member's */
};

/* Who had a membership's vote: its holder, or a substitute. */
struct stand_in {
        bool self, other;        /* the holder attended; a substitute attended with the vote */
        uint32_t person, office; /* those of the substitute; 0: not known */
        struct id_list traits;   /* those of the substitute */
};

/* Reads the attendance of a meeting of the check's body. False when memory runs out. */
bool attendance_read(struct check *check, const struct flat *attendance, struct presence *ret);
