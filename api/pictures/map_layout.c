#include "pictures/map_layout.h"

#include <stdlib.h>

/* With more waypoints the layout would take too long; the remaining lines are drawn straight. */
#define WAYPOINTS_MAX 6000
#define ORDER_SWEEPS  13 /* odd: the last goes from the left, which keeps related boxes together */
#define PLACE_SWEEPS  16
/* Places are fractions of a column (0 to WHOLE), so that short and long columns can be compared. */
#define WHOLE         ((int64_t)1 << 20)

static size_t root_of(size_t *parents, size_t box)
{
        while (parents[box] != box)
                box = parents[box] = parents[parents[box]];
        return box;
}

/* Numbers the components, the largest first; equal ones in the order given. Those of one box have no
 * column. */
static bool find_components(struct arena *arena, struct map_layout *layout)
{
        size_t count = layout->box_count, *parents = arena_array(arena, count + 1, sizeof *parents),
               *sizes = arena_array(arena, count + 1, sizeof *sizes);
        if (!parents || !sizes)
                return false;
        for (size_t i = 0; i < count; i++)
                parents[i] = i;
        for (size_t i = 0; i < layout->line_count; i++) {
                size_t a = root_of(parents, layout->lines[i].from), b = root_of(parents, layout->lines[i].to);
                parents[a > b ? a : b] = a > b ? b : a;
        }
        for (size_t i = 0; i < count; i++)
                sizes[root_of(parents, i)]++;
        for (size_t i = 0; i < count; i++) {
                size_t own = root_of(parents, i);
                layout->boxes[i].column = sizes[own] > 1 ? 0 : -1;
                layout->boxes[i].component = 0;
                for (size_t other = 0; other < count; other++)
                        layout->boxes[i].component +=
                                sizes[other] > sizes[own] || (sizes[other] == sizes[own] && other < own);
        }
        return true;
}

enum colour { UNSEEN, OPEN, DONE };

struct walk {
        struct map_layout *layout;
        size_t *first, *lines; /* of each box, the lines that leave it */
        uint8_t *colours;
};

/* Reverses the lines that would close a cycle (depth-first search). Recursion is as deep as the longest path,
 * which has at most some hundred boxes. */
static void reverse_cycles_from(struct walk *walk, size_t box)
{
        walk->colours[box] = OPEN;
        for (size_t i = walk->first[box]; i < walk->first[box + 1]; i++) {
                struct map_line *line = &walk->layout->lines[walk->lines[i]];
                size_t next = line->to;
                if (walk->colours[next] == UNSEEN) {
                        reverse_cycles_from(walk, next);
                } else if (walk->colours[next] == OPEN) {
                        *line = (struct map_line){line->weight, .from = next, .to = box, .swapped = true};
                }
        }
        walk->colours[box] = DONE;
}

static bool break_cycles(struct arena *arena, struct map_layout *layout)
{
        size_t count = layout->box_count;
        struct walk walk = {layout, arena_array(arena, count + 2, sizeof *walk.first),
                            arena_array(arena, layout->line_count + 1, sizeof *walk.lines),
                            arena_array(arena, count + 1, 1)};
        bool *entered = arena_array(arena, count + 1, sizeof *entered);
        if (!walk.first || !walk.lines || !walk.colours || !entered)
                return false;
        for (size_t i = 0; i < layout->line_count; i++) {
                walk.first[layout->lines[i].from + 2]++;
                entered[layout->lines[i].to] = true;
        }
        for (size_t i = 2; i < count + 2; i++)
                walk.first[i] += walk.first[i - 1];
        for (size_t i = 0; i < layout->line_count; i++)
                walk.lines[walk.first[layout->lines[i].from + 1]++] = i;
        for (int round = 0; round < 2; round++) { /* boxes without incoming lines first */
                for (size_t i = 0; i < count; i++) {
                        if (walk.colours[i] == UNSEEN && (round || !entered[i]))
                                reverse_cycles_from(&walk, i);
                }
        }
        return true;
}

/* Puts each box in the column after the last one with a line to it, and a box without incoming lines directly
 * before the first one it has a line to. */
static bool choose_columns(struct arena *arena, struct map_layout *layout)
{
        struct map_box *boxes = layout->boxes;
        int *nearest = arena_array(arena, layout->box_count + 1, sizeof *nearest);
        bool changed = true;
        if (!nearest)
                return false;
        while (changed) {
                changed = false;
                for (size_t i = 0; i < layout->line_count; i++) {
                        struct map_box *to = &boxes[layout->lines[i].to];
                        int column = boxes[layout->lines[i].from].column + 1;
                        column = column < MAP_COLUMNS_MAX ? column : MAP_COLUMNS_MAX - 1;
                        if (to->column < column) {
                                to->column = column;
                                changed = true;
                        }
                }
        }
        for (size_t i = 0; i < layout->line_count; i++) {
                boxes[layout->lines[i].from].leaving++;
                boxes[layout->lines[i].to].coming++;
        }
        for (size_t i = 0; i < layout->box_count; i++)
                nearest[i] = MAP_COLUMNS_MAX;
        for (size_t i = 0; i < layout->line_count; i++) {
                int column = boxes[layout->lines[i].to].column;
                size_t from = layout->lines[i].from;
                nearest[from] = column < nearest[from] ? column : nearest[from];
        }
        for (size_t i = 0; i < layout->box_count; i++) {
                if (boxes[i].column == 0 && nearest[i] < MAP_COLUMNS_MAX)
                        boxes[i].column = nearest[i] > 0 ? nearest[i] - 1 : 0;
                layout->columns = boxes[i].column >= layout->columns ? boxes[i].column + 1 : layout->columns;
        }
        return true;
}

static int columns_between(const struct map_layout *layout, const struct map_line *line)
{
        int apart = layout->boxes[line->to].column - layout->boxes[line->from].column;
        return apart > 1 ? apart - 1 : 0;
}

static bool add_waypoints(struct arena *arena, struct map_layout *layout)
{
        size_t count = layout->box_count;
        for (size_t i = 0; i < layout->line_count; i++)
                count += (size_t)columns_between(layout, &layout->lines[i]);
        bool room = count - layout->box_count <= WAYPOINTS_MAX;
        struct map_box *boxes = arena_array(arena, count + 1, sizeof *boxes);
        if (!boxes)
                return false;
        for (size_t i = 0; i < layout->box_count; i++)
                boxes[i] = layout->boxes[i];
        layout->all_count = layout->box_count;
        for (size_t i = 0; i < layout->line_count && room; i++) {
                struct map_line *line = &layout->lines[i];
                line->first = layout->all_count;
                line->waypoints = columns_between(layout, line);
                for (int w = 1; w <= line->waypoints; w++)
                        boxes[layout->all_count++] =
                                (struct map_box){.column = boxes[line->from].column + w,
                                                 .component = boxes[line->from].component};
        }
        layout->boxes = boxes;
        return true;
}

struct columns {
        struct map_layout *layout;
        struct map_box **sorted; /* column by column, each in its order */
        size_t first[MAP_COLUMNS_MAX + 1];
};

static bool sort_columns(struct arena *arena, struct map_layout *layout, struct columns *ret)
{
        size_t next = 0;
        *ret = (struct columns){.layout = layout,
                                .sorted = arena_array(arena, layout->all_count + 1, sizeof *ret->sorted)};
        if (!ret->sorted)
                return false;
        for (int column = 0; column < layout->columns; column++) {
                ret->first[column] = next;
                for (size_t i = 0; i < layout->all_count; i++) {
                        if (layout->boxes[i].column == column)
                                ret->sorted[next++] = &layout->boxes[i];
                }
        }
        ret->first[layout->columns] = next;
        return true;
}

enum side { LEFT, RIGHT, BOTH };

/* Adds up, for every box, the places or the heights of its neighbours on either side. */
static void add_segment(struct map_box *from, struct map_box *to, int64_t pull, int64_t draw, bool heights)
{
        from->sums[RIGHT] += draw * (heights ? to->y : to->place);
        from->weights[RIGHT] += draw;
        to->sums[LEFT] += pull * (heights ? from->y : from->place);
        to->weights[LEFT] += pull;
}

/* Adds up, for each box, the places (or heights) of its neighbours on either side. In heights a box with many
 * lines has less weight for each of its neighbours. */
static void add_neighbours(struct map_layout *layout, bool heights)
{
        struct map_box *boxes = layout->boxes;
        for (size_t i = 0; i < layout->all_count; i++)
                boxes[i].sums[LEFT] = boxes[i].sums[RIGHT] = boxes[i].weights[LEFT] =
                        boxes[i].weights[RIGHT] = 0;
        for (size_t i = 0; i < layout->line_count; i++) {
                const struct map_line *line = &layout->lines[i];
                struct map_box *at = &boxes[line->from];
                int64_t pull = heights ? 1 + 1000 * line->weight / boxes[line->from].leaving : line->weight;
                int64_t draw = heights ? 1 + 1000 * line->weight / boxes[line->to].coming : line->weight;
                if (at->column == boxes[line->to].column)
                        continue;
                for (int w = 0; w < line->waypoints; w++) {
                        add_segment(at, &boxes[line->first + (size_t)w], pull, draw, heights);
                        at = &boxes[line->first + (size_t)w];
                }
                add_segment(at, &boxes[line->to], pull, draw, heights);
        }
}

/* The mean of the neighbours on a side; of all neighbours if there are none there; else `otherwise`. */
static int64_t wanted_position(const struct map_box *box, enum side side, int64_t otherwise)
{
        int64_t weight = box->weights[LEFT] + box->weights[RIGHT];
        if (side != BOTH && box->weights[side])
                return box->sums[side] / box->weights[side];
        return weight ? (box->sums[LEFT] + box->sums[RIGHT]) / weight : otherwise;
}

/* Sorts by component, then by the wanted place; equal ones keep their order. */
static int compare_boxes(const void *a, const void *b)
{
        const struct map_box *one = *(struct map_box *const *)a, *other = *(struct map_box *const *)b;
        if (one->component != other->component)
                return one->component < other->component ? -1 : 1;
        if (one->wanted != other->wanted)
                return one->wanted < other->wanted ? -1 : 1;
        return one->place < other->place ? -1 : one->place > other->place;
}

static void sort_column(struct columns *columns, int column, enum side side)
{
        size_t first = columns->first[column], end = columns->first[column + 1];
        for (size_t i = first; i < end; i++)
                columns->sorted[i]->wanted =
                        wanted_position(columns->sorted[i], side, columns->sorted[i]->place);
        qsort(columns->sorted + first, end - first, sizeof *columns->sorted, compare_boxes);
        for (size_t i = first; i < end; i++)
                columns->sorted[i]->place =
                        (2 * (int64_t)(i - first) + 1) * WHOLE / (2 * (int64_t)(end - first));
}

static void order_boxes(struct columns *columns)
{
        int count = columns->layout->columns;
        for (size_t i = 0; i < columns->first[count]; i++)
                columns->sorted[i]->place = (int64_t)i;
        for (int column = 0; column < count; column++)
                sort_column(columns, column, BOTH); /* by component only: nothing is added up yet */
        for (int sweep = 0; sweep < ORDER_SWEEPS; sweep++) {
                bool forwards = sweep % 2 == 0;
                for (int i = 1; i < count; i++) {
                        add_neighbours(columns->layout, false);
                        sort_column(columns, forwards ? i : count - 1 - i, forwards ? LEFT : RIGHT);
                }
        }
}

/* Boxes that touch each other: their number, and the sum of their wanted heights, each less the box's
 * distance from the column's first. */
struct block {
        int64_t sum, count;
};

static int64_t block_mean(struct block block)
{
        return block.sum >= 0 ? block.sum / block.count : -((-block.sum + block.count - 1) / block.count);
}

/* The distance between the middles of two neighbouring boxes; 0 if another component begins. */
static int64_t minimum_distance(const struct map_box *upper, const struct map_box *lower)
{
        int gap = upper->height && lower->height ? MAP_GAP : MAP_GAP / 2;
        return upper->component == lower->component ? (upper->height + lower->height) / 2 + gap : 0;
}

/* Places each box as near as possible to its wanted height and keeps the order. Neighbours that would overlap
 * are merged into a block, which is placed at the mean of their wanted heights. Each component is placed
 * separately. */
static void place_column(struct columns *columns, int column, enum side side, struct block *blocks)
{
        size_t first = columns->first[column], end = columns->first[column + 1], count = 0, base = 0;
        int64_t distance = 0;
        for (size_t i = first; i < end; i++) {
                struct map_box *box = columns->sorted[i];
                int64_t step = i > first ? minimum_distance(columns->sorted[i - 1], box) : 0;
                distance = step ? distance + step : 0;
                base = step ? base : count;
                blocks[count++] = (struct block){wanted_position(box, side, box->y) - distance, 1};
                for (; count > base + 1 && block_mean(blocks[count - 2]) >= block_mean(blocks[count - 1]);
                     count--) {
                        blocks[count - 2].sum += blocks[count - 1].sum;
                        blocks[count - 2].count += blocks[count - 1].count;
                }
        }
        distance = 0;
        for (size_t i = first, block = 0, within = 0; i < end; i++) {
                int64_t step = i > first ? minimum_distance(columns->sorted[i - 1], columns->sorted[i]) : 0;
                distance = step ? distance + step : 0;
                columns->sorted[i]->y = block_mean(blocks[block]) + distance;
                if (++within == (size_t)blocks[block].count) {
                        block++;
                        within = 0;
                }
        }
}

struct extent {
        bool used;
        int64_t top, bottom;
};

/* Puts the components below each other. False if memory runs out. */
static bool stack_components(struct arena *arena, struct map_layout *layout)
{
        struct extent *extents = arena_array(arena, layout->box_count + 1, sizeof *extents);
        int64_t top = 0;
        if (!extents)
                return false;
        for (size_t i = 0; i < layout->all_count; i++) {
                const struct map_box *box = &layout->boxes[i];
                struct extent *extent = &extents[box->component];
                int64_t upper = box->y - box->height / 2, lower = box->y + box->height / 2;
                if (box->column < 0)
                        continue;
                extent->top = !extent->used || upper < extent->top ? upper : extent->top;
                extent->bottom = !extent->used || lower > extent->bottom ? lower : extent->bottom;
                extent->used = true;
        }
        for (size_t c = 0; c < layout->box_count; c++) {
                if (!extents[c].used)
                        continue;
                int64_t height = extents[c].bottom - extents[c].top;
                extents[c].top = top - extents[c].top; /* from here on: how far it moves */
                layout->height = top + height;
                top += height + 3 * MAP_GAP;
        }
        for (size_t i = 0; i < layout->all_count; i++)
                layout->boxes[i].y += extents[layout->boxes[i].component].top;
        return true;
}

static void place_columns(struct columns *columns, struct block *blocks)
{
        int count = columns->layout->columns;
        for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
                for (int i = 0; i < count; i++) {
                        add_neighbours(columns->layout, true);
                        place_column(columns, sweep % 2 ? count - 1 - i : i, sweep ? BOTH : LEFT, blocks);
                }
        }
}

/* Moves boxes without incoming lines to the height of the boxes they lead to, which is only known now. */
static void move_sources(struct columns *columns)
{
        add_neighbours(columns->layout, true);
        for (int column = 0; column < columns->layout->columns; column++) {
                size_t first = columns->first[column], end = columns->first[column + 1];
                for (size_t i = first; i < end; i++) {
                        struct map_box *box = columns->sorted[i];
                        box->wanted = box->weights[LEFT] ? box->y : wanted_position(box, RIGHT, box->y);
                }
                qsort(columns->sorted + first, end - first, sizeof *columns->sorted, compare_boxes);
        }
}

static bool place_boxes(struct arena *arena, struct columns *columns)
{
        struct map_layout *layout = columns->layout;
        int count = layout->columns;
        struct block *blocks = arena_array(arena, layout->all_count + 1, sizeof *blocks);
        if (!blocks)
                return false;
        place_columns(columns, blocks);
        move_sources(columns);
        place_columns(columns, blocks);
        /* Finally each box goes to the middle of the boxes it leads to. */
        for (int column = count - 1; column >= 0; column--) {
                add_neighbours(layout, true);
                place_column(columns, column, RIGHT, blocks);
        }
        return stack_components(arena, layout);
}

bool map_layout_make(struct arena *arena, struct map_layout *layout)
{
        struct columns columns;
        if (!find_components(arena, layout) || !break_cycles(arena, layout) ||
            !choose_columns(arena, layout) || !add_waypoints(arena, layout) ||
            !sort_columns(arena, layout, &columns))
                return false;
        order_boxes(&columns);
        return place_boxes(arena, &columns);
}
