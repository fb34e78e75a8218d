/*
 * seating - all seats of a variant as one matching problem.
 *
 * A membership may qualify for several seats but sits in one. The seats rules (each unit of `per` a group)
 * and the memberships form a bipartite graph with bounds on the groups. Two maximum matchings say everything:
 * the required seats against all candidates, and (where every member must sit) the members against all seats.
 * By Mendelsohn and Dulmage one assignment attains both at once, so the system holds if both are full. By
 * Dulmage and Mendelsohn the seats that can be empty, and the members who can be left over, in some maximum
 * matching are those an alternating path reaches from an empty seat or a member left over; they do not depend
 * on which maximum matching was found. The reached seats and their candidates are Hall's explanation.
 *
 * Deciding rules and the seating are judged where the other rules offer seats without bounds; the others
 * where all have bounds; a waived rule with its bounds, and the bounds of waived rules bind nobody else.
 */
#pragma once

#include "rules/judging/judgement.h"

/* Fills the outcomes of the variant's seats rules that are in force, and the seating. False when memory runs
 * out. */
bool seating_judge(struct check *check, uint32_t variant, struct outcome *outcomes, struct seating *ret);
