/*
 * map_layout - computes the positions of the boxes of a map: in columns, so that nearly all lines lead from
 * left to right, in an order with few crossings, each box near those that it is tied to.
 *
 * It uses Sugiyama's method: cycles are broken; each box is put into the column after the last one that leads
 * to it; lines that pass columns get a waypoint in each; columns are sorted by the mean positions of their
 * neighbours; and heights are chosen as near to those of the neighbours as the order permits. Only integers
 * are used, and boxes that are equal keep their order, so the same map always has the same layout.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAP_COLUMNS_MAX 16 /* boxes further to the right are in the last column */
#define MAP_GAP         9  /* the distance between boxes */

struct map_box {
        int height;    /* set by the caller; 0 for a waypoint */
        int column;    /* -1 if it is tied to no other box */
        int64_t y;     /* the position of its middle, from 0 */
        int component; /* the number of its connected component; the largest is 0 */
        /* for the layout only: its position in the column, and the weighted positions of its neighbours to
         * the left and right */
        int64_t place, wanted, sums[2], weights[2];
        int leaving, coming; /* how many lines leave it to the right, and come from the left */
};

struct map_line {
        int weight;      /* set by the caller: how much its ends should be near each other */
        size_t from, to; /* its boxes, from left to right */
        bool swapped;    /* they were swapped to break a cycle */
        size_t first;    /* its first waypoint; there is one in each column between its ends */
        int waypoints;
};

/* Boxes in columns, and lines between them. */
struct map_layout {
        struct map_box *boxes;  /* set by the caller with their heights; waypoints are added after them */
        size_t box_count;       /* the number of boxes without waypoints */
        size_t all_count;       /* the number with waypoints */
        struct map_line *lines; /* set by the caller with weights and with two different ends each */
        size_t line_count;
        int columns;    /* the number of columns */
        int64_t height; /* the height of the tallest column */
};

/* Computes the layout. False if memory runs out. */
bool map_layout_make(struct arena *arena, struct map_layout *layout);
