#include "base/nearest.h"

#include <stdbool.h>
#include <string.h>

static char to_lower(char c)
{
        return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_letter(char a, char b)
{
        return to_lower(a) == to_lower(b);
}

static size_t smaller_of(size_t a, size_t b)
{
        return a < b ? a : b;
}

/* Three rows of the distance matrix: the current one and the two before it, which are needed for
 * transpositions. */
struct rows {
        size_t cells[3][NEAREST_NAME_MAX + 1];
};

/* Fills row i of the matrix and returns its smallest cell: no later row can get below it. */
static size_t fill_row(struct rows *rows, const char *a, size_t i, const char *b, size_t b_length)
{
        size_t *row = rows->cells[i % 3];
        const size_t *above = rows->cells[(i + 2) % 3];
        const size_t *two_above = rows->cells[(i + 1) % 3];
        row[0] = i;
        size_t smallest = i;
        for (size_t j = 1; j <= b_length; j++) {
                size_t cost = above[j - 1] + (same_letter(a[i - 1], b[j - 1]) ? 0 : 1);
                cost = smaller_of(cost, smaller_of(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]))
                        cost = smaller_of(cost, two_above[j - 2] + 1);
                row[j] = cost;
                smallest = smaller_of(smallest, cost);
        }
        return smallest;
}

size_t nearest_distance(const char *a, const char *b, size_t cap)
{
        size_t a_length = strnlen(a, NEAREST_NAME_MAX + 1);
        size_t b_length = strnlen(b, NEAREST_NAME_MAX + 1);
        if (a_length > NEAREST_NAME_MAX || b_length > NEAREST_NAME_MAX)
                return cap + 1;
        size_t difference = a_length > b_length ? a_length - b_length : b_length - a_length;
        if (difference > cap)
                return cap + 1;
        struct rows rows;
        for (size_t j = 0; j <= b_length; j++)
                rows.cells[0][j] = j;
        for (size_t i = 1; i <= a_length; i++)
                if (fill_row(&rows, a, i, b, b_length) > cap)
                        return cap + 1;
        return smaller_of(rows.cells[a_length % 3][b_length], cap + 1);
}

/* How many typing errors a name of this length may have and still be recognised. */
static size_t typing_errors_allowed(size_t length)
{
        return length < 6 ? 1 : length < 10 ? 2 : 3;
}

const char *nearest_name(const char *name, const char *const *names, size_t count)
{
        size_t length = strnlen(name, NEAREST_NAME_MAX + 1);
        if (length < 2 || length > NEAREST_NAME_MAX)
                return NULL;
        size_t best = typing_errors_allowed(length) + 1;
        const char *nearest = NULL;
        for (size_t i = 0; i < count && best; i++) {
                size_t distance = nearest_distance(name, names[i], best - 1);
                if (distance < best) {
                        best = distance;
                        nearest = names[i];
                }
        }
        return nearest;
}
