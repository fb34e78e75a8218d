/*
 * chart - draws periods as bars: how many meetings each had, with a line for how many are required.
 */
#pragma once

#include "pictures/picture.h"

/* The width between the margins. */
#define CHART_WIDTH (PICTURE_WIDTH - 2 * PICTURE_MARGIN)

/* One chart of bars: the periods of a rule, or meetings by themselves. */
struct chart {
        struct picture *picture;
        const json_t *rule; /* the rule; NULL for meetings without a rule */
        const json_t *periods;
        size_t first, count; /* the periods that are drawn */
        int step, width;     /* the distance between bars, and the width of a bar */
        int64_t most;        /* the number of the tallest bar */
        int64_t bottom;      /* the y position of the bars' lower ends */
        const char *every;   /* the kind of period, as the contract names it */
};

/* What occurs in charts, so that the legend must explain it. */
struct chart_seen {
        bool norm, tolerated, running, incomplete;
};

struct chart_norm {
        int64_t min, max, tolerance; /* max -1: no maximum */
};

/* A number of an answer. An unreasonably large one is cut, so that sums cannot overflow. */
int64_t chart_number(const json_t *object, const char *key, int64_t otherwise);

struct chart_norm chart_norm_of(const json_t *rule);

/* The chart of the `periods` of an object (`counted`), which are as long as its `every` says; `rule` is the
 * same object if it is about a rule, else NULL. */
struct chart chart_of(struct picture *picture, const json_t *rule, const json_t *counted);

/* Draws the chart, and sets in *seen what the legend must explain. */
void chart_draw(const struct chart *chart, struct chart_seen *seen);

/* Adds all periods to the description of the picture. */
void chart_describe(const struct chart *chart);
