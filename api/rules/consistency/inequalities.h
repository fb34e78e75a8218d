/*
 * inequalities - decides exactly whether a system of linear inequalities over non-negative numbers has a
 * solution.
 *
 * Each row says that a sum of integer multiples of the columns is at least an integer. The system is solved
 * by the dual simplex method with Bland's rule, in fractions of integers, so results are proved. If a number
 * would exceed 64 bits, or the work its limit, the result is UNDECIDED. Columns may be added while it is
 * solved: a callback is asked for a column that would help.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

/* The most rows of a system. */
#define INEQUALITIES_MAX 256

enum feasibility { FEASIBLE, INFEASIBLE, UNDECIDED };

struct inequalities;

/* An empty system with room for this many rows and columns. */
struct inequalities *inequalities_new(struct arena *arena, uint32_t row_max, uint32_t column_max);

/* An independent copy with the same room. */
struct inequalities *inequalities_copy(struct arena *arena, const struct inequalities *system);

uint32_t inequalities_row_count(const struct inequalities *system);
uint32_t inequalities_column_count(const struct inequalities *system);

/* Adds a row: its multiples of the existing columns, and the least value of their sum. False if there is no
 * room or a number becomes too large. */
bool inequalities_add_row(struct inequalities *system, const int64_t *multiples, int64_t least);

/* Adds a column: its multiple in each existing row. False as above. */
bool inequalities_add_column(struct inequalities *system, const int64_t *multiples);

/* Finds a further column whose multiples in the rows, weighted by `weights`, have a sum greater than 0. False
 * if it finds none. */
typedef bool inequalities_price(void *context, const int64_t *weights, int64_t *ret_multiples);

/* Solves the system. INFEASIBLE is true for the columns that exist and those that `price` can find. `work` is
 * how much work may be done, in steps of a few nanoseconds. */
enum feasibility inequalities_solve(struct inequalities *system, inequalities_price *price, void *context,
                                    int64_t *work);

/* The value of a column in the solution, as a fraction. */
void inequalities_value(const struct inequalities *system, uint32_t column, int64_t *ret_numerator,
                        int64_t *ret_denominator);
