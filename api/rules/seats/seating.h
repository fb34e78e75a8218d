/*
 * seating - judges all seats of a variant as one matching problem.
 *
 * A membership may qualify for several seats but sits in one. The seats rules (each unit of `per` is a group)
 * and the memberships form a bipartite graph with bounds on the groups. Two maximum matchings give all
 * answers: the required seats against all candidates, and (if each member must have a seat) the members
 * against all seats. By Mendelsohn and Dulmage one assignment attains both at once, so the rules hold if both
 * matchings are complete. By Dulmage and Mendelsohn the seats that can be empty, and the members who can be
 * left over, in some maximum matching are those that an alternating path reaches from an empty seat or from a
 * member left over; they do not depend on which maximum matching was found. The seats that are reached and
 * their candidates explain the result (Hall's theorem).
 *
 * Deciding rules and the seating are judged with the other rules offering seats without bounds; the other
 * rules with the bounds of all; a waived rule with its own bounds, which otherwise do not bind.
 */
#pragma once

#include "rules/judging/judgement.h"

/* Fills the outcomes of the variant's seats rules that are in force, and the seating. False if memory runs
 * out. */
bool seating_judge(struct check *check, uint32_t variant, struct outcome *outcomes, struct seating *ret);
