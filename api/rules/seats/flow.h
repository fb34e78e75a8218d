/*
 * flow - largest assignments of classes of like members to groups with capacities.
 *
 * Dinic's algorithm on a dense bipartite graph; amounts already there are kept and only added to along
 * augmenting paths, so a class or a group that has been served stays served.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

struct flow {
        uint32_t classes, groups;
        const uint8_t *edges;    /* classes x groups */
        uint8_t least;           /* an edge is there if its value is at least this */
        const int32_t *supply;   /* by class */
        const int32_t *capacity; /* by group; FLOW_UNBOUNDED: no end */
        int32_t *amount;         /* classes x groups */
        int32_t *served;         /* by class */
        int32_t *filled;         /* by group */
};

#define FLOW_UNBOUNDED INT32_MAX

/* Adds as much as can be added. False when memory runs out. */
bool flow_maximise(struct arena *arena, const struct flow *flow);

/* Marks the groups, and the classes, that alternating paths reach from groups filled less than their capacity
 * (the seats that may be empty in some maximum assignment, and all who could fill them). */
bool flow_reach_from_groups(struct arena *arena, const struct flow *flow, bool *groups, bool *classes);

/* Marks the classes, and the groups, that alternating paths reach from classes served less than their supply
 * (the members who may be left over in some maximum assignment, and all groups they could sit in). */
bool flow_reach_from_classes(struct arena *arena, const struct flow *flow, bool *groups, bool *classes);

/* Seats one more of a class by taking a seat from a class that may be dropped; false if that cannot be done,
 * or when memory runs out (ret_memory then false). */
bool flow_displace(struct arena *arena, const struct flow *flow, uint32_t from, const bool *droppable,
                   bool *ret_memory);
