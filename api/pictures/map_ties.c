#include "pictures/map.h"

#include <inttypes.h>
#include <stdlib.h>

const struct map_tie_style map_tie_styles[MAP_TIE_KINDS] = {
        [MAP_TIE_ESTABLISHES] = {"establishes", "stroke-width=\"2\"", false, true, 4},
        [MAP_TIE_REPORTS_TO] = {"reportsTo", "stroke-width=\"1.5\" stroke-dasharray=\"8 4\"", true, true, 1},
        [MAP_TIE_WITHIN] = {"within", "stroke-width=\"1.5\"", true, false, 9},
        [MAP_TIE_REPRESENTED] = {"represented",
                                 "stroke-width=\"1.8\" stroke-dasharray=\".1 4.5\" stroke-linecap=\"round\"",
                                 false, true, 1},
        [MAP_TIE_PARTY] = {"party", "stroke-width=\"1.5\" stroke-dasharray=\"9 3 2 3\"", false, false, 1},
};

struct port {
        int64_t towards; /* the height that the line goes to */
        size_t box, line;
};

static int compare_ports(const void *a, const void *b)
{
        const struct port *one = a, *other = b;
        if (one->box != other->box)
                return one->box < other->box ? -1 : 1;
        if (one->towards != other->towards)
                return one->towards < other->towards ? -1 : 1;
        return one->line < other->line ? -1 : one->line > other->line;
}

static bool spread_ports(struct map *map, int side)
{
        struct map_layout *layout = &map->layout;
        size_t count = layout->line_count;
        struct port *ports = arena_array(map->arena, count + 1, sizeof *ports);
        if (!ports)
                return false;
        for (size_t i = 0; i < count; i++) {
                const struct map_line *line = &layout->lines[i];
                size_t last = line->first + (size_t)line->waypoints - 1;
                size_t other = side ? line->from : line->to;
                if (line->waypoints)
                        other = side ? last : line->first;
                ports[i] = (struct port){layout->boxes[other].y, side ? line->to : line->from, i};
        }
        qsort(ports, count, sizeof *ports, compare_ports);
        for (size_t i = 0, next; i < count; i = next) {
                for (next = i; next < count && ports[next].box == ports[i].box;)
                        next++;
                int room = layout->boxes[ports[i].box].height - 12, gaps = (int)(next - i) - 1;
                int span = gaps * 7 < room ? gaps * 7 : room;
                for (size_t p = i; p < next; p++)
                        map->ports[side][ports[p].line] = gaps ? (int)(p - i) * span / gaps - span / 2 : 0;
        }
        return true;
}

bool map_spread_ports(struct map *map)
{
        return spread_ports(map, 0) && spread_ports(map, 1);
}

int map_left_of(const struct map_box *box)
{
        return PICTURE_MARGIN + box->column * MAP_COLUMN_STEP;
}

void map_draw_arrow(struct buffer *out, int x, int64_t y, bool leftwards)
{
        buffer_format(out, "<path class=\"plain\" d=\"M%d %" PRId64 "l%d-4v8z\" fill=\"currentColor\"/>", x,
                      y, leftwards ? 8 : -8);
}

static void add_way(const struct map *map, const struct map_line *line, int x, int64_t y, int64_t end)
{
        struct buffer *out = map->picture.drawing.out;
        const struct map_box *boxes = map->layout.boxes, *to = &boxes[line->to];
        for (int w = 0; w <= line->waypoints; w++) {
                const struct map_box *next = w < line->waypoints ? &boxes[line->first + (size_t)w] : to;
                int64_t reached = next == to ? end : map->top + next->y;
                int left = map_left_of(next), half = (left - x) / 2;
                buffer_format(out, "C%d %" PRId64 " %d %" PRId64 " %d %" PRId64, x + half, y, left - half,
                              reached, left, reached);
                if (next != to)
                        buffer_format(out, "h%d", MAP_BOX_WIDTH);
                x = left + MAP_BOX_WIDTH;
                y = reached;
        }
}

void map_draw_tie(const struct map *map, size_t i)
{
        struct buffer *out = map->picture.drawing.out;
        const struct map_line *line = &map->layout.lines[i];
        const struct map_box *from = &map->layout.boxes[line->from], *to = &map->layout.boxes[line->to];
        bool level = from->column == to->column,
             to_left = map_tie_styles[map->kinds[i]].left != line->swapped;
        int x = map_left_of(from) + MAP_BOX_WIDTH, right = level ? x : map_left_of(to);
        int64_t y = map->top + from->y + map->ports[0][i], end = map->top + to->y + map->ports[1][i];
        buffer_format(out, "<path class=\"line\" d=\"M%d %" PRId64, x, y);
        if (level)
                buffer_format(out, "C%d %" PRId64 " %d %" PRId64 " %d %" PRId64, x + 40, y, x + 40, end, x,
                              end);
        else
                add_way(map, line, x, y, end);
        buffer_format(out, "\" fill=\"none\" stroke=\"#000\" stroke-opacity=\".62\" %s/>",
                      map_tie_styles[map->kinds[i]].line);
        if (map_tie_styles[map->kinds[i]].arrow)
                map_draw_arrow(out, to_left ? x : right, to_left ? y : end, to_left || level);
        buffer_add_char(out, '\n');
}
