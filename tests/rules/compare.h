/*
 * compare - the rules engine against the oracle, and an instance that they differ on made small.
 */
#pragma once

#include "base/date.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum comparison { COMPARE_SAME, COMPARE_DIFFERENT, COMPARE_SKIPPED };

/* The whole result of the engine as JSON text, braces included; NULL if it gave none. The caller frees it. */
char *engine_answer(const json_t *facts, date at);

/* Skipped: too large for the oracle. `report`: where to say what differs; NULL says nothing. */
enum comparison compare_answers(const json_t *facts, date at, FILE *report);

/* Takes out of the facts whatever can go while the two still differ. */
void shrink_facts(json_t *facts, date at);

/* A copy with all arrays whose order means nothing, and the members of all objects, in another order. */
json_t *shuffle_facts(const json_t *facts, uint64_t seed);
