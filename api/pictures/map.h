/*
 * map - the state of a map while it is drawn: its boxes (bodies, organisations, agreements) and the ties
 * between them.
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

/* How a kind of tie is drawn. Its subject is the node at which the answer has it as a member. */
struct map_tie_style {
        const char *name, *line;
        bool left;  /* its subject is to the left */
        bool arrow; /* it has an arrow at its subject */
        int weight; /* how much the layout tries to bring its ends near each other */
};
extern const struct map_tie_style map_tie_styles[MAP_TIE_KINDS];

enum map_node_type { MAP_NODE_BODY, MAP_NODE_ORGANISATION, MAP_NODE_AGREEMENT, MAP_NODE_TYPES };

/* The map of bodies and agreements, between its layout and its drawing. */
struct map {
        struct picture picture;
        struct arena *arena;
        const json_t *json; /* the answer that is drawn */
        json_t *indexes;    /* the index of each node, by its key */
        struct map_layout layout;
        enum map_tie *kinds; /* the kind of each line */
        int *ports[2];       /* where each line meets its left and right box, from the box's middle */
        size_t left_out;     /* how many ties are not drawn */
        size_t types[MAP_NODE_TYPES]; /* how many nodes there are of each type */
        bool drawn[MAP_TIE_KINDS];    /* which kinds of ties occur, so that the legend explains them */
        int64_t top;                  /* the y position of the map, below its title */
        bool ready;                   /* the layout is complete */
};

/* The x position of a box. */
int map_left_of(const struct map_box *box);

/* Sets the ports: the lines of a box meet it beside each other, in an order in which they do not cross. False
 * if memory runs out. */
bool map_spread_ports(struct map *map);

void map_draw_tie(const struct map *map, size_t line);
void map_draw_arrow(struct buffer *out, int x, int64_t y, bool leftwards);
