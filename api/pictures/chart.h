/*
 * chart - periods as bars: how many meetings each had, against the line of what was wanted.
 */
#pragma once

#include "pictures/picture.h"

/* From the left margin to the right. */
#define CHART_WIDTH (PICTURE_WIDTH - 2 * PICTURE_MARGIN)

/* One chart of bars: the periods of a rule, or meetings by themselves. */
struct chart {
        struct picture *picture;
        const json_t *rule; /* NULL: meetings by themselves */
        const json_t *periods;
        size_t first, count; /* the periods that are drawn */
        int step, width;     /* from one bar to the next, and of a bar */
        int64_t most;        /* the number that the tallest bar stands for */
        int64_t bottom;      /* where the bars stand */
        const char *every;   /* what a period is, as the contract names it */
};

/* What the legend is to explain. */
struct chart_seen {
        bool norm, tolerated, running, incomplete;
};

struct chart_norm {
        int64_t min, max, tolerance; /* max -1: no end */
};

/* A number of an answer; one too large to be meant is cut, so that sums do not overflow. */
int64_t chart_number(const json_t *object, const char *key, int64_t otherwise);

struct chart_norm chart_norm_of(const json_t *rule);

/* The chart of the `periods` of a value, `every` so long; `rule` is the value itself if it is one of a rule,
 * else NULL. */
struct chart chart_of(struct picture *picture, const json_t *rule, const json_t *counted);

/* Draws it, and notes what it has that a legend is to explain. */
void chart_draw(const struct chart *chart, struct chart_seen *seen);

/* Adds every period to the description: what the bars show. */
void chart_describe(const struct chart *chart);
