/*
 * map - a map while it is drawn: its boxes, its ties, and what is known of them.
 */
#pragma once

#include "pictures/map_layout.h"
#include "pictures/picture.h"

#define MAP_TIES_MAX    3000
#define MAP_BOX_WIDTH   178
#define MAP_COLUMN_STEP (MAP_BOX_WIDTH + 74)

enum map_tie {
        MAP_TIE_ESTABLISHES,
        MAP_TIE_REPORTS_TO,
        MAP_TIE_WITHIN,
        MAP_TIE_REPRESENTED,
        MAP_TIE_PARTY,
        MAP_TIE_KINDS
};

/* How a kind of tie is drawn, and how near it draws its ends to each other. */
struct map_tie_style {
        const char *name, *line;
        bool left;  /* the one it is said of stands to the left */
        bool arrow; /* at the one it is said of */
        int weight;
};
extern const struct map_tie_style map_tie_styles[MAP_TIE_KINDS];

enum map_node_type { MAP_NODE_BODY, MAP_NODE_ORGANISATION, MAP_NODE_AGREEMENT, MAP_NODE_TYPES };

/* The map of bodies and agreements, between its layout and its drawing. */
struct map {
        struct picture picture;
        struct arena *arena;
        const json_t *json; /* the answer that is drawn */
        json_t *indexes;    /* of nodes, by their keys */
        struct map_layout layout;
        enum map_tie *kinds; /* of the lines */
        int *ports[2];       /* of the lines, at their left and right ends, from the middle of the box */
        size_t left_out;     /* ties that are not drawn */
        size_t types[MAP_NODE_TYPES]; /* how many nodes there are of each type */
        bool drawn[MAP_TIE_KINDS];    /* which kinds of ties occur: the legend explains those */
        int64_t top;                  /* where the map begins below its title */
        bool ready;                   /* everything has its place, and can be drawn */
};

/* Where the column of a box begins. */
int map_left_of(const struct map_box *box);

/* Finds where the ties meet their boxes: beside each other, in the order in which they go apart. False if
 * memory runs out. */
bool map_spread_ports(struct map *map);

void map_draw_tie(const struct map *map, size_t line);
void map_draw_arrow(struct buffer *out, int x, int64_t y, bool leftwards);
