#include "rules/seats/flow.h"

#include <string.h>

/* Nodes: the classes first, then the groups. */
struct search {
        const struct flow *flow;
        int32_t *level;  /* by node; -1: not reached */
        uint32_t *arc;   /* by node: the next neighbour to try */
        uint32_t *queue; /* also the path of the depth-first walk */
        uint32_t nodes;
};

static size_t edge_index(const struct flow *flow, uint32_t class, uint32_t group)
{
        return (size_t) class * flow->groups + group;
}

static bool has_edge(const struct flow *flow, uint32_t class, uint32_t group)
{
        return flow->edges[edge_index(flow, class, group)] >= flow->least;
}

static bool start_search(struct arena *arena, const struct flow *flow, struct search *ret)
{
        uint32_t nodes = flow->classes + flow->groups;
        *ret = (struct search){
                .flow = flow,
                .level = arena_array(arena, nodes + 1, sizeof(int32_t)),
                .arc = arena_array(arena, nodes + 1, sizeof(uint32_t)),
                .queue = arena_array(arena, nodes + 1, sizeof(uint32_t)),
                .nodes = nodes,
        };
        return ret->level && ret->arc && ret->queue;
}

/* Whether the walk may step from a class to a group, or back from a group to a class it could take from. */
static bool may_step(const struct flow *flow, uint32_t node, uint32_t neighbour)
{
        if (node < flow->classes)
                return has_edge(flow, node, neighbour);
        return flow->amount[edge_index(flow, neighbour, node - flow->classes)] > 0;
}

static uint32_t neighbour_count(const struct flow *flow, uint32_t node)
{
        return node < flow->classes ? flow->groups : flow->classes;
}

static uint32_t neighbour_node(const struct flow *flow, uint32_t node, uint32_t neighbour)
{
        return node < flow->classes ? flow->classes + neighbour : neighbour;
}

/* Distances from all classes that are not served; true if a group with room is reached. */
static bool find_levels(const struct search *search)
{
        const struct flow *flow = search->flow;
        uint32_t head = 0, tail = 0;
        bool found = false;
        for (uint32_t i = 0; i < search->nodes; i++) {
                bool source = i < flow->classes && flow->served[i] < flow->supply[i];
                search->level[i] = source ? 0 : -1;
                if (source)
                        search->queue[tail++] = i;
        }
        while (head < tail) {
                uint32_t node = search->queue[head++];
                if (node >= flow->classes &&
                    flow->filled[node - flow->classes] < flow->capacity[node - flow->classes]) {
                        found = true;
                        continue;
                }
                for (uint32_t n = 0; n < neighbour_count(flow, node); n++) {
                        uint32_t to = neighbour_node(flow, node, n);
                        if (search->level[to] < 0 && may_step(flow, node, n)) {
                                search->level[to] = search->level[node] + 1;
                                search->queue[tail++] = to;
                        }
                }
        }
        return found;
}

/* The most that can be moved along the path, whose last node is a group with room. */
static int32_t path_capacity(const struct flow *flow, const uint32_t *path, uint32_t length)
{
        uint32_t last = path[length - 1] - flow->classes;
        int32_t most = flow->supply[path[0]] - flow->served[path[0]];
        int32_t room = flow->capacity[last] - flow->filled[last];
        most = room < most ? room : most;
        for (uint32_t i = 1; i + 1 < length; i += 2) {
                int32_t held = flow->amount[edge_index(flow, path[i + 1], path[i] - flow->classes)];
                most = held < most ? held : most;
        }
        return most;
}

static void move_along(const struct flow *flow, const uint32_t *path, uint32_t length, int32_t by)
{
        for (uint32_t i = 0; i + 1 < length; i++) {
                bool forward = path[i] < flow->classes;
                uint32_t class = forward ? path[i] : path[i + 1];
                uint32_t group = (forward ? path[i + 1] : path[i]) - flow->classes;
                flow->amount[edge_index(flow, class, group)] += forward ? by : -by;
        }
}

/* One step of the walk down the layers: true if the path grew. */
static bool extend_path(const struct search *search, uint32_t *length)
{
        const struct flow *flow = search->flow;
        uint32_t node = search->queue[*length - 1];
        for (; search->arc[node] < neighbour_count(flow, node); search->arc[node]++) {
                uint32_t to = neighbour_node(flow, node, search->arc[node]);
                if (search->level[to] == search->level[node] + 1 && may_step(flow, node, search->arc[node])) {
                        search->queue[(*length)++] = to;
                        return true;
                }
        }
        return false;
}

/* Moves all that this class can along shortest paths. */
static void serve_class(const struct search *search, uint32_t class)
{
        const struct flow *flow = search->flow;
        uint32_t length = 1;
        search->queue[0] = class;
        while (length > 0 && flow->served[class] < flow->supply[class]) {
                uint32_t node = search->queue[length - 1];
                bool group = node >= flow->classes;
                if (group && flow->filled[node - flow->classes] < flow->capacity[node - flow->classes]) {
                        int32_t by = path_capacity(flow, search->queue, length);
                        move_along(flow, search->queue, length, by);
                        flow->served[class] += by;
                        flow->filled[node - flow->classes] += by;
                        length = 1;
                } else if (!extend_path(search, &length)) {
                        length--;
                        if (length > 0)
                                search->arc[search->queue[length - 1]]++;
                }
        }
}

bool flow_maximise(struct arena *arena, const struct flow *flow)
{
        struct search search;
        if (!start_search(arena, flow, &search))
                return false;
        while (find_levels(&search)) {
                memset(search.arc, 0, search.nodes * sizeof *search.arc);
                for (uint32_t class = 0; class < flow->classes; class ++) {
                        if (flow->served[class] < flow->supply[class])
                                serve_class(&search, class);
                }
        }
        return true;
}

bool flow_reach_from_classes(struct arena *arena, const struct flow *flow, bool *groups, bool *classes)
{
        struct search search;
        if (!start_search(arena, flow, &search))
                return false;
        find_levels(&search);
        for (uint32_t i = 0; i < search.nodes; i++) {
                if (i < flow->classes)
                        classes[i] = search.level[i] >= 0;
                else
                        groups[i - flow->classes] = search.level[i] >= 0;
        }
        return true;
}

/* From a group to every class that could sit there; from a class to the groups it sits in. */
static bool may_give(const struct flow *flow, uint32_t node, uint32_t neighbour)
{
        if (node < flow->classes)
                return flow->amount[edge_index(flow, node, neighbour)] > 0;
        return has_edge(flow, neighbour, node - flow->classes);
}

bool flow_reach_from_groups(struct arena *arena, const struct flow *flow, bool *groups, bool *classes)
{
        struct search search;
        uint32_t head = 0, tail = 0;
        if (!start_search(arena, flow, &search))
                return false;
        for (uint32_t i = 0; i < flow->groups; i++) {
                groups[i] = flow->filled[i] < flow->capacity[i];
                if (groups[i])
                        search.queue[tail++] = flow->classes + i;
        }
        while (head < tail) {
                uint32_t node = search.queue[head++];
                for (uint32_t n = 0; n < neighbour_count(flow, node); n++) {
                        bool *reached = node < flow->classes ? &groups[n] : &classes[n];
                        if (*reached || !may_give(flow, node, n))
                                continue;
                        *reached = true;
                        search.queue[tail++] = neighbour_node(flow, node, n);
                }
        }
        return true;
}

bool flow_displace(struct arena *arena, const struct flow *flow, uint32_t from, const bool *droppable,
                   bool *ret_memory)
{
        struct search search;
        *ret_memory = start_search(arena, flow, &search);
        if (!*ret_memory)
                return false;
        /* `level` holds where each node was reached from. */
        for (uint32_t i = 0; i < search.nodes; i++)
                search.level[i] = -1;
        uint32_t head = 0, tail = 0;
        search.queue[tail++] = from;
        search.level[from] = (int32_t)from;
        while (head < tail) {
                uint32_t node = search.queue[head++];
                if (node < flow->classes && node != from && droppable[node]) {
                        flow->served[node]--;
                        flow->served[from]++;
                        for (uint32_t to = node; to != from; to = (uint32_t)search.level[to])
                                move_along(flow, (uint32_t[]){(uint32_t)search.level[to], to}, 2, 1);
                        return true;
                }
                for (uint32_t n = 0; n < neighbour_count(flow, node); n++) {
                        uint32_t to = neighbour_node(flow, node, n);
                        if (search.level[to] >= 0 || !may_step(flow, node, n))
                                continue;
                        search.level[to] = (int32_t)node;
                        search.queue[tail++] = to;
                }
        }
        return false;
}
