/*
 * flow - maximum assignments of classes of equal members to groups with capacities.
 *
 * It uses Dinic's algorithm on a dense bipartite graph. An existing assignment is only extended along
 * augmenting paths, so a class or group that has been served stays served.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

struct flow {
        uint32_t classes, groups;
        const uint8_t *edges;    /* classes x groups */
        uint8_t least;           /* an edge exists if its value is at least this */
        const int32_t *supply;   /* how many members each class has */
        const int32_t *capacity; /* how many each group may have; FLOW_UNBOUNDED: any number */
        int32_t *amount;         /* how many of each class are assigned to each group: classes x groups */
        int32_t *served;         /* how many of each class are assigned */
        int32_t *filled;         /* how many are assigned to each group */
};

#define FLOW_UNBOUNDED INT32_MAX

/* Makes the assignment a maximum one. False if memory runs out. */
bool flow_maximise(struct arena *arena, const struct flow *flow);

/* Marks the groups, and the classes, that alternating paths reach from groups filled less than their capacity
 * (the seats that may be empty in some maximum assignment, and all who could fill them). */
bool flow_reach_from_groups(struct arena *arena, const struct flow *flow, bool *groups, bool *classes);

/* Marks the classes, and the groups, that alternating paths reach from classes served less than their supply
 * (the members who may be left over in some maximum assignment, and all groups they could sit in). */
bool flow_reach_from_classes(struct arena *arena, const struct flow *flow, bool *groups, bool *classes);

/* Assigns one more member of a class by taking a seat from a class that may be dropped. False if that is
 * impossible; or if memory runs out, when *ret_memory is false. */
bool flow_displace(struct arena *arena, const struct flow *flow, uint32_t from, const bool *droppable,
                   bool *ret_memory);
