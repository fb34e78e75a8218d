/*
 * attendance - who was at a meeting, and whose votes they had.
 *
 * The attendance of a meeting lists people by as much as the source says. Each who was present (not absent,
 * not excused) is taken to a membership in force on the day:
 *
 * - by `membership`; else by `person`; else by `office`; else by `organisation`, where just one of the
 * members is there for it and nothing speaks against it;
 * - one with `deputyFor` has the vote of that membership, and so has a deputy whose own membership says
 * `deputyFor`; one for whom nothing of the kind is said may stand in for anybody, or only be there;
 * - `voting: false`, and the roles observer and secretary, have no vote, nor has one whose membership is not
 * in force on the day or is that of somebody without a vote;
 * - anyone else (a name only, an organisation with several members) may be any member that nothing speaks
 * against: a vote that is uncertain, or, where the source says `voting: true`, certain but nobody's in
 * particular.
 *
 * A membership has one vote, whoever and however many are there with it. No attendance: it is not known of
 * any.
 */
#pragma once

#include "rules/judging/judgement.h"

struct presence {
        bool stated;            /* there is a list */
        uint8_t *votes;         /* column: whether the vote of a membership in force was there */
        uint8_t *attends;       /* column: whether its holder was, with a vote or without */
        struct stand_in *stand; /* by place in the check's order: who was there with that vote */
        int32_t uncertain;      /* votes that may be anybody's or none, the forced ones among them */
        int32_t unplaced;       /* people who may be of the body, and whose membership is not known */
        int32_t forced;         /* votes that are somebody's */
};

/* Who had a membership's vote: its holder, or one in the holder's place as far as is known. */
struct stand_in {
        bool self, other;        /* the holder was there; somebody else was, with the vote */
        uint32_t person, office; /* of the other; 0: not known */
        struct id_list traits;   /* of the other */
};

/* Reads the attendance of a meeting of the check's body. False when memory runs out. */
bool attendance_read(struct check *check, const struct flat *attendance, struct presence *ret);
