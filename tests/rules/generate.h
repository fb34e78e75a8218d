/*
 * generate - small random bodies with rules, as facts. The same seed gives the same facts.
 *
 * Built to be awkward: members who fit several overlapping groups, so that seating them one by one goes
 * wrong; attributes that are not given; coverage that is partial; dates known to a month or a year; rules
 * that warn, are waived, or belong to one reading of several.
 */
#pragma once

#include "base/date.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct random {
        uint64_t state;
};

uint64_t random_next(struct random *random);
int random_below(struct random *random, int limit);
bool random_chance(struct random *random, int percent);

/* What the parts of one instance have in common. */
struct plan {
        struct random random;
        date at;
        int unknown; /* per cent of attributes not given */
        bool variants;
};

/* Facts, and the date to judge them at. Owned by the caller. */
json_t *generate_facts(uint64_t seed, date *ret_at);

/* Rules for a plan, and how much is unknown with them (generate_rules.c). */
json_t *generate_rules(struct plan *plan);

/* Makes some of the rules general ones (generate_norms.c). */
void generate_norms(json_t *facts, uint64_t seed);

/* An interval around the date of the plan, set as validFrom and validTo, open at either end now and then;
 * `around` is how likely, in per cent, each end lies on the right side of it. */
void generate_validity(struct plan *plan, json_t *object, int open_start, int open_end, int around);
