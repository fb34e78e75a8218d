/*
 * map_layout - where the boxes of a map stand: in columns, so that nearly every line leads from left to
 * right, in an order with few crossings, each near those it is tied to.
 *
 * Sugiyama's method: cycles are broken, every box gets the column after the last that leads to it, lines
 * that pass columns get a waypoint in each, columns are sorted by the mean place of their neighbours, and
 * heights are found that are as near to those of the neighbours as the order allows. Whole numbers only, and
 * ties by the order given: the same map is always laid out the same.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAP_COLUMNS_MAX 16 /* what leads further stays in the last */
#define MAP_GAP         9  /* between boxes */

struct map_box {
        int height;    /* given; 0: a waypoint */
        int column;    /* -1: tied to nothing */
        int64_t y;     /* of its middle, from 0 */
        int component; /* of those that are tied together; the largest is 0 */
        /* for the layout only: its place in the column, and what its neighbours to the left and right say */
        int64_t place, wanted, sums[2], weights[2];
        int leaving, coming; /* lines */
};

struct map_line {
        int weight;      /* given: how near its ends want to be to each other */
        size_t from, to; /* boxes, from left to right if it can be: swapped where that breaks a cycle */
        bool swapped;
        size_t first; /* its waypoints, one in each column between its ends */
        int waypoints;
};

/* Boxes in columns, and lines between them. */
struct map_layout {
        struct map_box *boxes;  /* given with their heights; waypoints are added behind them */
        size_t box_count;       /* of those given */
        size_t all_count;       /* with the waypoints */
        struct map_line *lines; /* given with their weights and ends, which differ */
        size_t line_count;
        int columns;    /* how many there are */
        int64_t height; /* of the tallest column */
};

/* False if memory runs out. */
bool map_layout_make(struct arena *arena, struct map_layout *layout);
