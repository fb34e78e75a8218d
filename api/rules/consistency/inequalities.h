/*
 * inequalities - whether a system of linear inequalities over numbers from zero up has a solution, exactly.
 *
 * Each row says that a sum of whole multiples of the columns is at least a whole number. The system is solved
 * by the dual simplex method with Bland's rule, in fractions of whole numbers: what it says is proved, and
 * where a number would grow past 64 bits, or the work past its bound, it says nothing. Columns may be made
 * while it is solved: whoever knows more of them is asked for one that would help.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

/* More rows than this no system has. */
#define INEQUALITIES_MAX 256

enum feasibility { FEASIBLE, INFEASIBLE, UNDECIDED };

struct inequalities;

/* An empty system with room for so many rows and columns. */
struct inequalities *inequalities_new(struct arena *arena, uint32_t row_max, uint32_t column_max);

/* A copy with the same room, to be changed by itself. */
struct inequalities *inequalities_copy(struct arena *arena, const struct inequalities *system);

uint32_t inequalities_row_count(const struct inequalities *system);
uint32_t inequalities_column_count(const struct inequalities *system);

/* Adds a row: its multiples of the columns so far, and the least that they come to. False if there is no room
 * or a number grows too large. */
bool inequalities_add_row(struct inequalities *system, const int64_t *multiples, int64_t least);

/* Adds a column: what each row so far takes of it. False as above. */
bool inequalities_add_column(struct inequalities *system, const int64_t *multiples);

/* Asked for a column whose multiples in the rows, weighted by `weights`, come to more than 0. False if it
 * knows of none. */
typedef bool inequalities_price(void *context, const int64_t *weights, int64_t *ret_multiples);

/* Solves it. Whether INFEASIBLE is meant of all columns that there are is for `price` to know. `work` is what
 * may be spent, in steps of a few nanoseconds. */
enum feasibility inequalities_solve(struct inequalities *system, inequalities_price *price, void *context,
                                    int64_t *work);

/* What a column comes to in the solution, as a fraction. */
void inequalities_value(const struct inequalities *system, uint32_t column, int64_t *ret_numerator,
                        int64_t *ret_denominator);
