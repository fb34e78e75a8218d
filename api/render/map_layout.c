#include "map_layout.h"

#include <stdlib.h>

/* More are not worth their time: those lines go straight. */
#define WAYPOINTS_MAX 6000
#define ORDER_SWEEPS  12
#define PLACE_SWEEPS  10
/* Mean places are compared in parts of a place. */
#define PARTS         1024

/* Components ----------------------------------------------------------------------------------------------
 */

static size_t root_of(size_t *parents, size_t box)
{
        while (parents[box] != box)
                box = parents[box] = parents[parents[box]];
        return box;
}

/* Numbers the components, the largest first; equal ones in the order given. Those of one box have no column.
 */
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

/* Columns -------------------------------------------------------------------------------------------------
 */

enum colour { UNSEEN, OPEN, DONE };

struct walk {
        struct map_layout *layout;
        size_t *first, *lines; /* of each box, the lines that leave it */
        uint8_t *colours;
};

/* Lines back to what leads here are swapped. As deep as there are boxes on a path: some hundreds. */
static void visit(struct walk *walk, size_t box)
{
        walk->colours[box] = OPEN;
        for (size_t i = walk->first[box]; i < walk->first[box + 1]; i++) {
                struct map_line *line = &walk->layout->lines[walk->lines[i]];
                size_t next = line->to;
                if (walk->colours[next] == UNSEEN) {
                        visit(walk, next);
                } else if (walk->colours[next] == OPEN) {
                        *line = (struct map_line){.from = next, .to = box, .swapped = true};
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
        for (int round = 0; round < 2; round++) { /* where nothing leads to first */
                for (size_t i = 0; i < count; i++) {
                        if (walk.colours[i] == UNSEEN && (round || !entered[i]))
                                visit(&walk, i);
                }
        }
        return true;
}

/* The column after the last that leads to it; and what nothing leads to, next to what it leads to. */
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
                        if (column < MAP_COLUMNS_MAX && to->column < column) {
                                to->column = column;
                                changed = true;
                        }
                }
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

/* Order and heights ---------------------------------------------------------------------------------------
 */

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

/* Adds up, for every box, the `place` or the height of its neighbours on one side. */
static void add_segment(struct map_box *from, struct map_box *to, bool forwards, bool heights)
{
        struct map_box *about = forwards ? to : from, *other = forwards ? from : to;
        about->sum += heights ? other->y : other->place;
        about->count++;
}

static void add_neighbours(struct map_layout *layout, bool forwards, bool heights)
{
        struct map_box *boxes = layout->boxes;
        for (size_t i = 0; i < layout->all_count; i++)
                boxes[i].sum = boxes[i].count = 0;
        for (size_t i = 0; i < layout->line_count; i++) {
                const struct map_line *line = &layout->lines[i];
                struct map_box *at = &boxes[line->from];
                if (at->column == boxes[line->to].column)
                        continue;
                for (int w = 0; w < line->waypoints; w++) {
                        add_segment(at, &boxes[line->first + (size_t)w], forwards, heights);
                        at = &boxes[line->first + (size_t)w];
                }
                add_segment(at, &boxes[line->to], forwards, heights);
        }
}

/* The components one below the other; in each by what was found, and where that is the same as they stand. */
static int compare(const void *a, const void *b)
{
        const struct map_box *one = *(struct map_box *const *)a, *other = *(struct map_box *const *)b;
        if (one->component != other->component)
                return one->component < other->component ? -1 : 1;
        if (one->sum != other->sum)
                return one->sum < other->sum ? -1 : 1;
        return one->place < other->place ? -1 : one->place > other->place;
}

static void sort_column(struct columns *columns, int column)
{
        size_t first = columns->first[column], end = columns->first[column + 1];
        for (size_t i = first; i < end; i++) {
                struct map_box *box = columns->sorted[i];
                box->sum = box->count ? box->sum * PARTS / box->count : box->place * PARTS;
        }
        qsort(columns->sorted + first, end - first, sizeof *columns->sorted, compare);
        for (size_t i = first; i < end; i++)
                columns->sorted[i]->place = (int64_t)(i - first);
}

static void order(struct columns *columns)
{
        int count = columns->layout->columns;
        for (int column = 0; column < count; column++) {
                for (size_t i = columns->first[column]; i < columns->first[column + 1]; i++) {
                        columns->sorted[i]->place = (int64_t)(i - columns->first[column]);
                        columns->sorted[i]->count = 0;
                }
                sort_column(columns, column);
        }
        for (int sweep = 0; sweep < ORDER_SWEEPS; sweep++) {
                bool forwards = sweep % 2 == 0;
                for (int i = 1; i < count; i++) {
                        add_neighbours(columns->layout, forwards, false);
                        sort_column(columns, forwards ? i : count - 1 - i);
                }
        }
}

/* So many boxes that touch each other, and the mean of what they want, less their distance from the column's
 * first. */
struct block {
        int64_t sum, count;
};

static int64_t mean(struct block block)
{
        return block.sum >= 0 ? block.sum / block.count : -((-block.sum + block.count - 1) / block.count);
}

/* From the middle of a box to that of the one below it. */
static int64_t apart(const struct map_box *upper, const struct map_box *lower)
{
        int gap = upper->height && lower->height ? MAP_GAP : MAP_GAP / 2;
        return (upper->height + lower->height) / 2 + gap +
               (upper->component != lower->component ? 2 * MAP_GAP : 0);
}

/* As near as can be to where each wants to be, in the order there is: neighbours that want to pass each other
 * are put together, and stand where they want to be on the mean. */
static void place_column(struct columns *columns, int column, struct block *blocks)
{
        size_t first = columns->first[column], end = columns->first[column + 1], count = 0;
        int64_t distance = 0;
        for (size_t i = first; i < end; i++) {
                struct map_box *box = columns->sorted[i];
                distance += i > first ? apart(columns->sorted[i - 1], box) : 0;
                int64_t wanted = box->count ? box->sum / box->count : box->y;
                blocks[count++] = (struct block){wanted - distance, 1};
                for (; count > 1 && mean(blocks[count - 2]) >= mean(blocks[count - 1]); count--) {
                        blocks[count - 2].sum += blocks[count - 1].sum;
                        blocks[count - 2].count += blocks[count - 1].count;
                }
        }
        distance = 0;
        for (size_t i = first, block = 0, within = 0; i < end; i++) {
                distance += i > first ? apart(columns->sorted[i - 1], columns->sorted[i]) : 0;
                columns->sorted[i]->y = mean(blocks[block]) + distance;
                if (++within == (size_t)blocks[block].count) {
                        block++;
                        within = 0;
                }
        }
}

static bool place(struct arena *arena, struct columns *columns)
{
        struct map_layout *layout = columns->layout;
        int count = layout->columns;
        struct block *blocks = arena_array(arena, layout->all_count + 1, sizeof *blocks);
        int64_t top = 0, bottom = 0;
        if (!blocks)
                return false;
        for (int column = 0; column < count; column++) {
                add_neighbours(layout, true, true);
                place_column(columns, column, blocks);
        }
        for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
                bool forwards = sweep % 2 == 1;
                for (int i = 1; i < count; i++) {
                        add_neighbours(layout, forwards, true);
                        place_column(columns, forwards ? i : count - 1 - i, blocks);
                }
        }
        for (size_t i = 0; i < columns->first[count]; i++) {
                const struct map_box *box = columns->sorted[i];
                top = i == 0 || box->y - box->height / 2 < top ? box->y - box->height / 2 : top;
                bottom = i == 0 || box->y + box->height / 2 > bottom ? box->y + box->height / 2 : bottom;
        }
        for (size_t i = 0; i < layout->all_count; i++)
                layout->boxes[i].y -= top;
        layout->height = bottom - top;
        return true;
}

bool map_lay_out(struct arena *arena, struct map_layout *layout)
{
        struct columns columns;
        if (!find_components(arena, layout) || !break_cycles(arena, layout) ||
            !choose_columns(arena, layout) || !add_waypoints(arena, layout) ||
            !sort_columns(arena, layout, &columns))
                return false;
        order(&columns);
        return place(arena, &columns);
}
