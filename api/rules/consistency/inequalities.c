/*
 * The dual simplex method on a dictionary: each basic variable (a row's excess over its minimum, or a column)
 * is a constant plus multiples of the non-basic variables, which are 0. Since nothing is optimised every
 * dictionary is dual feasible, and the method looks for one without a negative constant. A basic variable
 * that has a negative constant and no positive multiple proves that there is no solution.
 */
#include "rules/consistency/inequalities.h"

#include "rules/model/share.h"

#include <assert.h>
#include <string.h>

/* A variable: the excess of a row, or (from here on) a column. */
#define FIRST_COLUMN 0x10000u
_Static_assert(INEQUALITIES_MAX < FIRST_COLUMN, "a row's number is no column's");

struct inequalities {
        uint32_t row_max, column_max, row_count, column_count;
        int64_t *multiples;      /* of the dictionary: row by row, one for each variable not basic */
        int64_t *constants;      /* of the dictionary's rows */
        int64_t *denominators;   /* common to a row of the dictionary, above 0 */
        uint32_t *basic, *other; /* the variables of its rows and of its multiples */
        bool overflow;
};

static void make_room(struct arena *arena, struct inequalities *system)
{
        size_t cells = (size_t)system->row_max * system->column_max;
        system->multiples = arena_array(arena, cells, sizeof(int64_t));
        system->constants = arena_array(arena, system->row_max, sizeof(int64_t));
        system->denominators = arena_array(arena, system->row_max, sizeof(int64_t));
        system->basic = arena_array(arena, system->row_max, sizeof(uint32_t));
        system->other = arena_array(arena, system->column_max, sizeof(uint32_t));
}

struct inequalities *inequalities_new(struct arena *arena, uint32_t row_max, uint32_t column_max)
{
        struct inequalities *system = arena_alloc(arena, sizeof *system);
        assert(row_max < INEQUALITIES_MAX);
        *system = (struct inequalities){.row_max = row_max + 1, .column_max = column_max + 1};
        make_room(arena, system);
        return system;
}

struct inequalities *inequalities_copy(struct arena *arena, const struct inequalities *system)
{
        struct inequalities *copy = arena_alloc(arena, sizeof *copy);
        size_t cells = (size_t)system->row_count * system->column_max;
        *copy = *system;
        make_room(arena, copy);
        memcpy(copy->multiples, system->multiples, cells * sizeof(int64_t));
        memcpy(copy->constants, system->constants, system->row_count * sizeof(int64_t));
        memcpy(copy->denominators, system->denominators, system->row_count * sizeof(int64_t));
        memcpy(copy->basic, system->basic, system->row_count * sizeof(uint32_t));
        memcpy(copy->other, system->other, system->column_count * sizeof(uint32_t));
        return copy;
}

uint32_t inequalities_row_count(const struct inequalities *system)
{
        return system->row_count;
}

uint32_t inequalities_column_count(const struct inequalities *system)
{
        return system->column_count;
}

static int64_t *row_of(const struct inequalities *system, uint32_t row)
{
        return system->multiples + (size_t)row * system->column_max;
}

/* a * b + c * d; marks the system if that is too large. */
static int64_t combine(struct inequalities *system, int64_t a, int64_t b, int64_t c, int64_t d)
{
        int64_t x, y, sum;
        if (__builtin_mul_overflow(a, b, &x) || __builtin_mul_overflow(c, d, &y) ||
            __builtin_add_overflow(x, y, &sum) || sum == INT64_MIN) {
                system->overflow = true;
                return 0;
        }
        return sum;
}

static int64_t magnitude(int64_t number)
{
        return number < 0 ? -number : number;
}

/* Makes the numbers of a row as small as they can be. */
static void reduce(struct inequalities *system, uint32_t row)
{
        int64_t *multiples = row_of(system, row);
        int64_t divisor = system->denominators[row];
        divisor = share_common_divisor(magnitude(system->constants[row]), divisor);
        for (uint32_t j = 0; j < system->column_count && divisor > 1; j++)
                divisor = share_common_divisor(magnitude(multiples[j]), divisor);
        if (divisor <= 1)
                return;
        system->denominators[row] /= divisor;
        system->constants[row] /= divisor;
        for (uint32_t j = 0; j < system->column_count; j++)
                multiples[j] /= divisor;
}

/* Adds `times` times another row to a row. */
static void add_times(struct inequalities *system, uint32_t row, int64_t times, uint32_t added)
{
        int64_t *to = row_of(system, row);
        const int64_t *from = row_of(system, added);
        int64_t own = system->denominators[added], other;
        other = combine(system, times, system->denominators[row], 0, 0);
        for (uint32_t j = 0; j < system->column_count; j++)
                to[j] = combine(system, to[j], own, from[j], other);
        system->constants[row] =
                combine(system, system->constants[row], own, system->constants[added], other);
        system->denominators[row] = combine(system, system->denominators[row], own, 0, 0);
        reduce(system, row);
}

bool inequalities_add_row(struct inequalities *system, const int64_t *multiples, int64_t least)
{
        uint32_t row = system->row_count;
        if (row + 1 >= system->row_max)
                return false;
        int64_t *cells = row_of(system, row);
        memset(cells, 0, system->column_max * sizeof *cells);
        assert(multiples || system->column_count == 0);
        system->basic[row] = row;
        system->constants[row] = -least;
        system->denominators[row] = 1;
        for (uint32_t j = 0; j < system->column_count; j++) {
                if (system->other[j] >= FIRST_COLUMN)
                        cells[j] = multiples[system->other[j] - FIRST_COLUMN];
        }
        for (uint32_t i = 0; i < row; i++) {
                uint32_t variable = system->basic[i];
                if (variable >= FIRST_COLUMN && multiples[variable - FIRST_COLUMN])
                        add_times(system, row, multiples[variable - FIRST_COLUMN], i);
        }
        system->row_count++;
        return !system->overflow;
}

/* What a row of the dictionary takes of the excess of each row as written, times its denominator: it takes of
 * a new column what these come to. */
static void weigh_rows(struct inequalities *system, uint32_t row, int64_t *ret_weights)
{
        const int64_t *multiples = row_of(system, row);
        memset(ret_weights, 0, system->row_count * sizeof *ret_weights);
        if (system->basic[row] < FIRST_COLUMN)
                ret_weights[system->basic[row]] = system->denominators[row];
        for (uint32_t j = 0; j < system->column_count; j++) {
                if (system->other[j] < FIRST_COLUMN)
                        ret_weights[system->other[j]] = -multiples[j];
        }
}

bool inequalities_add_column(struct inequalities *system, const int64_t *multiples)
{
        uint32_t column = system->column_count;
        int64_t weights[INEQUALITIES_MAX];
        if (column + 1 >= system->column_max)
                return false;
        for (uint32_t i = 0; i < system->row_count; i++) {
                int64_t sum = 0;
                weigh_rows(system, i, weights);
                for (uint32_t r = 0; r < system->row_count; r++) {
                        if (weights[r] && multiples[r])
                                sum = combine(system, weights[r], multiples[r], sum, 1);
                }
                row_of(system, i)[column] = sum;
        }
        system->other[column] = FIRST_COLUMN + column;
        system->column_count++;
        return !system->overflow;
}

/* Makes a variable basic in the place of another. */
static void pivot(struct inequalities *system, uint32_t row, uint32_t place)
{
        int64_t *leaving = row_of(system, row);
        int64_t by = leaving[place], denominator = system->denominators[row];
        /* entering = (denominator * leaving - constant - the other multiples) / by */
        for (uint32_t j = 0; j < system->column_count; j++)
                leaving[j] = -leaving[j];
        leaving[place] = denominator;
        system->constants[row] = -system->constants[row];
        system->denominators[row] = by;
        uint32_t entering = system->other[place];
        system->other[place] = system->basic[row];
        system->basic[row] = entering;
        reduce(system, row);
        for (uint32_t i = 0; i < system->row_count; i++) {
                int64_t times = row_of(system, i)[place], own = system->denominators[i];
                if (i == row || !times)
                        continue;
                /* The old multiple is of the variable that has left this column. */
                row_of(system, i)[place] = 0;
                int64_t scale = system->denominators[row];
                for (uint32_t j = 0; j < system->column_count; j++)
                        row_of(system, i)[j] =
                                combine(system, row_of(system, i)[j], scale, times, leaving[j]);
                system->constants[i] =
                        combine(system, system->constants[i], scale, times, system->constants[row]);
                system->denominators[i] = combine(system, own, scale, 0, 0);
                reduce(system, i);
        }
}

/* The negative basic variable that was made first; false if there is none. */
static bool find_row(const struct inequalities *system, uint32_t *ret_row)
{
        bool found = false;
        for (uint32_t i = 0; i < system->row_count; i++) {
                if (system->constants[i] < 0 && (!found || system->basic[i] < system->basic[*ret_row])) {
                        *ret_row = i;
                        found = true;
                }
        }
        return found;
}

static bool find_place(const struct inequalities *system, uint32_t row, uint32_t *ret_place)
{
        const int64_t *multiples = row_of(system, row);
        bool found = false;
        for (uint32_t j = 0; j < system->column_count; j++) {
                if (multiples[j] > 0 && (!found || system->other[j] < system->other[*ret_place])) {
                        *ret_place = j;
                        found = true;
                }
        }
        return found;
}

enum feasibility inequalities_solve(struct inequalities *system, inequalities_price *price, void *context,
                                    int64_t *work)
{
        int64_t weights[INEQUALITIES_MAX], multiples[INEQUALITIES_MAX];
        uint32_t row = 0, place = 0;
        while (!system->overflow && find_row(system, &row)) {
                *work -= (int64_t)system->row_count * (system->column_count + 1) + 100;
                if (*work < 0)
                        return UNDECIDED;
                if (!find_place(system, row, &place)) {
                        weigh_rows(system, row, weights);
                        if (!price || !price(context, weights, multiples))
                                return *work < 0 ? UNDECIDED : INFEASIBLE;
                        if (!inequalities_add_column(system, multiples))
                                return UNDECIDED;
                        place = system->column_count - 1;
                        assert(row_of(system, row)[place] > 0);
                }
                pivot(system, row, place);
        }
        return system->overflow ? UNDECIDED : FEASIBLE;
}

void inequalities_value(const struct inequalities *system, uint32_t column, int64_t *ret_numerator,
                        int64_t *ret_denominator)
{
        *ret_numerator = 0;
        *ret_denominator = 1;
        for (uint32_t i = 0; i < system->row_count; i++) {
                if (system->basic[i] != FIRST_COLUMN + column)
                        continue;
                *ret_numerator = system->constants[i];
                *ret_denominator = system->denominators[i];
        }
}
