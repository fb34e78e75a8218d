/*
 * Parity and distinct, by going through all completions; unregistered members as argued in oracle_count.c.
 */
#include "oracle_parts.h"

#include <stdlib.h>
#include <string.h>

#define SIDES_MAX  3
#define SIDE_COUNT (ORACLE_MEMBERS + 1)
#define VALUES_MAX 8

/* All numbers on up to three sides; an absent side stays at nought. */
struct levels {
        bool reached[SIDE_COUNT][SIDE_COUNT][SIDE_COUNT];
};

/* Every pattern of sides that the membership may be on, on top of what was reached. */
static void level_member(struct levels *levels, const enum truth on[SIDES_MAX])
{
        struct levels next = {0};
        for (unsigned pattern = 0; pattern < 1u << SIDES_MAX; pattern++) {
                size_t step[SIDES_MAX];
                bool allowed = true;
                for (size_t s = 0; s < SIDES_MAX; s++) {
                        step[s] = pattern >> s & 1u;
                        allowed &= on[s] != (step[s] ? TRUTH_NO : TRUTH_YES);
                }
                for (size_t a = 0; allowed && a + step[0] < SIDE_COUNT; a++)
                        for (size_t b = 0; b + step[1] < SIDE_COUNT; b++)
                                for (size_t c = 0; c + step[2] < SIDE_COUNT; c++)
                                        if (levels->reached[a][b][c])
                                                next.reached[a + step[0]][b + step[1]][c + step[2]] = true;
        }
        *levels = next;
}

static bool is_level(const int sides[SIDES_MAX], size_t count, int difference)
{
        int low = sides[0], high = sides[0];
        for (size_t s = 1; s < count; s++) {
                low = sides[s] < low ? sides[s] : low;
                high = sides[s] > high ? sides[s] : high;
        }
        return high - low <= difference;
}

/* From one reached triple, with up to `added` unregistered ones on each side. */
static void look_from(const int from[SIDES_MAX], size_t count, int difference, int added,
                      struct outlook *outlook)
{
        for (int a = 0; a <= added; a++) {
                for (int b = 0; b <= added; b++) {
                        for (int c = 0; c <= (count > 2 ? added : 0); c++) {
                                const int sides[SIDES_MAX] = {from[0] + a, from[1] + b, from[2] + c};
                                *(is_level(sides, count, difference) ? &outlook->can_hold
                                                                     : &outlook->can_fail) = true;
                        }
                }
        }
}

bool judge_parity(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const json_t *sides = json_object_get(rule, "sides");
        size_t count = json_array_size(sides);
        if (count < 2 || count > SIDES_MAX)
                return false;
        struct levels levels = {0};
        levels.reached[0][0][0] = true;
        for (size_t m = 0; m < in->member_count; m++) {
                enum truth on[SIDES_MAX] = {TRUTH_NO, TRUTH_NO, TRUTH_NO};
                for (size_t s = 0; s < count && in->members[m].counts; s++)
                        on[s] = truth_select(in, &in->members[m], json_array_get(sides, s));
                level_member(&levels, on);
        }
        bool nobody = in->complete;
        for (size_t m = 0; m < in->member_count; m++)
                nobody = nobody && !in->members[m].counts;
        if (nobody) {
                ret_answer->verdict = ORACLE_NOT_APPLICABLE;
                return true;
        }
        int difference = number_at(rule, "difference", 0);
        int added = in->complete ? 0 : SIDE_COUNT + difference;
        struct outlook outlook = {0};
        for (int a = 0; a < SIDE_COUNT; a++)
                for (int b = 0; b < SIDE_COUNT; b++)
                        for (int c = 0; c < SIDE_COUNT && !(outlook.can_hold && outlook.can_fail); c++)
                                if (levels.reached[a][b][c])
                                        look_from((int[]){a, b, c}, count, difference, added, &outlook);
        ret_answer->verdict = outlook_verdict(outlook);
        return true;
}

/* Distinct values: those that stand in the register have a bit each, others are only counted. */
struct values {
        size_t count;
        const char *names[VALUES_MAX];
};

struct spread {
        size_t fresh_max;
        bool *reached; /* [set of values][fresh ones] */
};

static unsigned value_bit(struct values *values, const char *name)
{
        for (size_t i = 0; i < values->count; i++)
                if (strcmp(values->names[i], name) == 0)
                        return 1u << i;
        if (values->count == VALUES_MAX)
                return 0;
        values->names[values->count] = name;
        return 1u << values->count++;
}

/* The values of a membership; false if they are unknown. */
static bool read_values(struct values *values, const json_t *membership, const char *by, unsigned *ret_bits)
{
        unsigned bits = 0;
        const json_t *value = json_object_get(membership, strcmp(by, "category") == 0 ? "categories" : by);
        if (!value)
                return false;
        if (json_is_string(value))
                bits = value_bit(values, json_string_value(value));
        size_t i;
        const json_t *item;
        json_array_foreach(value, i, item) {
                bits |= value_bit(values, json_string_value(item));
        }
        *ret_bits = bits;
        return true;
}

static void spread_member(struct spread *spread, bool *next, enum truth of, bool known, unsigned bits,
                          bool list)
{
        size_t row = spread->fresh_max + 1;
        for (unsigned set = 0; set < 1u << VALUES_MAX; set++) {
                for (size_t fresh = 0; fresh < row; fresh++) {
                        if (!spread->reached[set * row + fresh])
                                continue;
                        if (of != TRUTH_YES ||
                            !known) /* not among them, or with a value that is there, or none */
                                next[set * row + fresh] = true;
                        if (of != TRUTH_NO && known)
                                next[(set | bits) * row + fresh] = true;
                        /* one new value; an unknown list may bring any number */
                        size_t most = list ? spread->fresh_max : fresh + 1;
                        for (size_t f = fresh + 1; of != TRUTH_NO && !known && f <= most && f < row; f++)
                                next[set * row + f] = true;
                }
        }
}

static struct outlook look_at_spread(const struct spread *spread, int min, int added)
{
        struct outlook outlook = {0};
        size_t row = spread->fresh_max + 1;
        for (unsigned set = 0; set < 1u << VALUES_MAX; set++)
                for (size_t fresh = 0; fresh < row; fresh++)
                        for (int x = 0; x <= added && spread->reached[set * row + fresh]; x++)
                                *(__builtin_popcount(set) + (int)fresh + x >= min ? &outlook.can_hold
                                                                                  : &outlook.can_fail) = true;
        return outlook;
}

bool judge_distinct(const struct instance *in, const json_t *rule, struct oracle_rule_answer *ret_answer)
{
        const char *by = text_at(rule, "by");
        const struct unit whole = {UNIT_WHOLE, NULL};
        int min = unit_bounds(rule, rule, &whole).min;
        struct values values = {0};
        struct spread spread = {.fresh_max = ORACLE_MEMBERS + (size_t)min};
        size_t size = ((size_t)1 << VALUES_MAX) * (spread.fresh_max + 1);
        spread.reached = calloc(size, sizeof(bool));
        bool *next = calloc(size, sizeof(bool));
        if (!spread.reached || !next)
                abort();
        spread.reached[0] = true;
        for (size_t m = 0; m < in->member_count; m++) {
                unsigned bits = 0;
                enum truth of = truth_of(in, &in->members[m], json_object_get(rule, "of"));
                bool known = read_values(&values, in->members[m].json, by, &bits);
                memset(next, 0, size);
                spread_member(&spread, next, of, known, bits, strcmp(by, "category") == 0);
                bool *swap = spread.reached;
                spread.reached = next;
                next = swap;
        }
        ret_answer->verdict = outlook_verdict(look_at_spread(&spread, min, in->complete ? 0 : min));
        free(spread.reached);
        free(next);
        return true;
}
