/*
 * The map of bodies: boxes in columns, with superior bodies to the left, and lines that show how they are
 * related.
 */
#include "pictures/pictures.h"

#include "pictures/text_lines.h"
#include "pictures/map.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NODES_MAX   500
#define TOLD_MAX    1000 /* ties in words */
#define BOX_MARGIN  9
#define WIDTH_LEAST 640
#define MEMORY_MAX  ((size_t)32 * 1024 * 1024)

static const struct draw_type type_box = {"box-text", 12, 15, false, 4};

static const json_t *node_at(const struct map *map, size_t i)
{
        return json_array_get(json_object_get(map->json, "nodes"), i);
}

static const char *name_of(const struct map *map, const json_t *node)
{
        return language_string_or(node, "name", map->picture.drawing.language,
                                  member_text_or(node, "id", ""));
}

static enum map_node_type type_of(const json_t *node)
{
        const char *type = member_text_or(node, "type", "");
        return strcmp(type, "organisations") == 0 ? MAP_NODE_ORGANISATION
               : strcmp(type, "agreements") == 0  ? MAP_NODE_AGREEMENT
                                                  : MAP_NODE_BODY;
}

static enum map_tie tie_of(const json_t *edge)
{
        const char *kind = member_text_or(edge, "kind", "");
        int i = 0;
        while (i < MAP_TIE_KINDS - 1 && strcmp(map_tie_styles[i].name, kind) != 0)
                i++;
        return (enum map_tie)i;
}

static int box_height(const char *name)
{
        struct lines lines = text_lines_of(
                name, (int64_t)(MAP_BOX_WIDTH - 2 * BOX_MARGIN) * 1000 / type_box.size, type_box.bold);
        const char *line;
        size_t length;
        int count = 0;
        while (count < type_box.lines_max && text_lines_next(&lines, &line, &length))
                count++;
        return (count ? count : 1) * type_box.leading + 11;
}

/* Finds the box of a node by its key; false if it is not on the map. */
static bool find_box(const struct map *map, const json_t *edge, const char *end, size_t *ret)
{
        const json_t *index = json_object_get(map->indexes, member_text_or(edge, end, ""));
        *ret = (size_t)json_integer_value(index);
        return index != NULL;
}

static void read_nodes(struct map *map)
{
        size_t count = json_array_size(json_object_get(map->json, "nodes"));
        struct map_layout *layout = &map->layout;
        layout->box_count = count < NODES_MAX ? count : NODES_MAX;
        layout->boxes = arena_array(map->arena, layout->box_count + 1, sizeof *layout->boxes);
        for (size_t i = 0; i < layout->box_count; i++) {
                const json_t *node = node_at(map, i);
                layout->boxes[i].height = box_height(name_of(map, node));
                map->types[type_of(node)]++;
                if (json_object_set_new(map->indexes, member_text_or(node, "key", ""),
                                        json_integer((json_int_t)i)) != 0)
                        memory_ran_out();
        }
}

static void read_ties(struct map *map)
{
        const json_t *edges = json_object_get(map->json, "edges");
        struct map_layout *layout = &map->layout;
        layout->lines = arena_array(map->arena, MAP_TIES_MAX, sizeof *layout->lines);
        map->kinds = arena_array(map->arena, MAP_TIES_MAX, sizeof *map->kinds);
        map->ports[0] = arena_array(map->arena, MAP_TIES_MAX, sizeof **map->ports);
        map->ports[1] = arena_array(map->arena, MAP_TIES_MAX, sizeof **map->ports);
        for (size_t i = 0; i < json_array_size(edges); i++) {
                const json_t *edge = json_array_get(edges, i);
                enum map_tie kind = tie_of(edge);
                struct map_line line = {.weight = map_tie_styles[kind].weight};
                bool known = find_box(map, edge, map_tie_styles[kind].left ? "to" : "from", &line.from) &
                             find_box(map, edge, map_tie_styles[kind].left ? "from" : "to", &line.to);
                if (!known || line.from == line.to || layout->line_count == MAP_TIES_MAX) {
                        map->left_out++;
                        continue;
                }
                map->kinds[layout->line_count] = kind;
                map->drawn[kind] = true;
                layout->lines[layout->line_count++] = line;
        }
}

/* Draws a body with round corners, an organisation with square ones, and an agreement with one corner cut
 * off. */
static void draw_shape(struct buffer *out, enum map_node_type type, bool centre, int x, int64_t y, int wide,
                       int height)
{
        const char *class = centre ? "box centre" : "box";
        int cut = height < 18 ? 5 : 10;
        const char *width = centre ? "2.6" : "1.2";
        if (type == MAP_NODE_AGREEMENT)
                buffer_format(out,
                              "<path class=\"%s\" d=\"M%d %" PRId64
                              "h%dl%d %dv%dh-%dz\" fill=\"#fff\" stroke=\"#000\" stroke-width=\"%s\" "
                              "stroke-dasharray=\"6 2\"/>",
                              class, x, y, wide - cut, cut, cut, height - cut, wide, width);
        else
                buffer_format(out,
                              "<rect class=\"%s\" x=\"%d\" y=\"%" PRId64
                              "\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"#fff\" stroke=\"#000\" "
                              "stroke-width=\"%s\"/>",
                              class, x, y, wide, height, type == MAP_NODE_BODY ? height < 18 ? 5 : 9 : 0,
                              width);
        if (type == MAP_NODE_ORGANISATION)
                buffer_format(out,
                              "<path class=\"plain\" d=\"M%d %" PRId64
                              "v%d\" stroke=\"currentColor\" stroke-width=\"4\"/>",
                              x + 2, y, height);
}

static bool is_centre(const struct map *map, const json_t *node)
{
        const json_t *centre = json_object_get(map->json, "centre");
        bool found = false;
        for (size_t i = 0; i < json_array_size(centre) && type_of(node) == MAP_NODE_BODY && !found; i++)
                found = strcmp(member_text_or(node, "id", ""),
                               json_string_value(json_array_get(centre, i))
                                       ? json_string_value(json_array_get(centre, i))
                                       : "") == 0;
        return found;
}

static void draw_box(struct map *map, size_t i, int x, int64_t y)
{
        struct drawing *drawing = &map->picture.drawing;
        const json_t *node = node_at(map, i);
        enum map_node_type type = type_of(node);
        if (type == MAP_NODE_BODY) {
                buffer_add_string(drawing->out, "<a href=\"/bodies/");
                xml_add_string(drawing->out, member_text_or(node, "id", ""));
                buffer_add_string(drawing->out, "\">");
        }
        draw_shape(drawing->out, type, is_centre(map, node), x, y, MAP_BOX_WIDTH,
                   map->layout.boxes[i].height);
        drawing->y = y + 4;
        draw_text(drawing, &type_box, x + BOX_MARGIN, MAP_BOX_WIDTH - 2 * BOX_MARGIN, name_of(map, node));
        if (type == MAP_NODE_BODY)
                buffer_add_string(drawing->out, "</a>\n");
}

/* Draws the boxes without lines, in rows below the others. */
static void draw_untied(struct map *map)
{
        struct drawing *drawing = &map->picture.drawing;
        int columns = (drawing->width - 2 * PICTURE_MARGIN + 14) / (MAP_BOX_WIDTH + 14), column = 0;
        int64_t top = 0, bottom = 0;
        for (size_t i = 0; i < map->layout.box_count; i++) {
                if (map->layout.boxes[i].column >= 0)
                        continue;
                if (!bottom) {
                        drawing->y += 18;
                        draw_text(drawing, &draw_type_heading, PICTURE_MARGIN,
                                  drawing->width - 2 * PICTURE_MARGIN,
                                  word_text(WORD_UNTIED, drawing->language));
                        top = drawing->y + 8;
                } else if (column == columns) {
                        column = 0;
                        top = bottom + MAP_GAP;
                }
                draw_box(map, i, PICTURE_MARGIN + column++ * (MAP_BOX_WIDTH + 14), top);
                int64_t end = top + map->layout.boxes[i].height;
                bottom = end > bottom ? end : bottom;
        }
        drawing->y = bottom > drawing->y ? bottom : drawing->y;
}

static void draw_map(struct map *map)
{
        struct drawing *drawing = &map->picture.drawing;
        const struct map_layout *layout = &map->layout;
        map->top = drawing->y + 14;
        for (size_t i = 0; i < layout->line_count; i++)
                map_draw_tie(map, i);
        for (size_t i = 0; i < layout->box_count; i++) {
                const struct map_box *box = &layout->boxes[i];
                if (box->column >= 0)
                        draw_box(map, i, map_left_of(box), map->top + box->y - box->height / 2);
        }
        drawing->y = map->top + layout->height;
        draw_untied(map);
        drawing->y += 6;
        draw_more(drawing, json_array_size(json_object_get(map->json, "nodes")) - layout->box_count,
                  WORD_MORE_NODES, PICTURE_MARGIN);
        draw_more(drawing, map->left_out, WORD_MORE_TIES, PICTURE_MARGIN);
}

static void draw_legend(struct map *map)
{
        struct drawing *drawing = &map->picture.drawing;
        struct legend legend = draw_legend_begin(drawing);
        int64_t y;
        for (int type = 0; type < MAP_NODE_TYPES; type++) {
                if (!map->types[type])
                        continue;
                int x = draw_legend_entry(&legend, word_text(WORD_BODY + (unsigned)type, drawing->language),
                                          26, &y);
                draw_shape(drawing->out, (enum map_node_type)type, false, x, y + 3, 26, 16);
                buffer_add_char(drawing->out, '\n');
        }
        for (int kind = 0; kind < MAP_TIE_KINDS; kind++) {
                if (!map->drawn[kind])
                        continue;
                int x = draw_legend_entry(
                        &legend, word_text(WORD_ESTABLISHES + (unsigned)kind, drawing->language), 34, &y);
                buffer_format(drawing->out,
                              "<path class=\"line\" d=\"M%d %" PRId64
                              "h34\" fill=\"none\" stroke=\"#000\" stroke-opacity=\".62\" %s/>",
                              x, y + 11, map_tie_styles[kind].line);
                if (map_tie_styles[kind].arrow)
                        map_draw_arrow(drawing->out, x + 34, y + 11, false);
        }
        draw_legend_end(&legend);
}

/* `30 organer, 12 organisasjoner, 3 avtaler`. */
static void say_counts(struct buffer *out, const struct map *map)
{
        bool first = true;
        for (int type = 0; type < MAP_NODE_TYPES; type++) {
                if (!map->types[type])
                        continue;
                buffer_add_string(out, first ? "" : ", ");
                language_add_number(out, (int64_t)map->types[type], map->picture.drawing.language);
                buffer_format(
                        out, " %s",
                        word_text((map->types[type] == 1 ? WORD_ONE_BODY : WORD_BODIES) + (unsigned)type,
                                  map->picture.drawing.language));
                first = false;
        }
        if (first)
                buffer_add_string(out, word_text(WORD_EMPTY_MAP, map->picture.drawing.language));
}

static void draw_head(struct map *map)
{
        struct drawing *drawing = &map->picture.drawing;
        struct buffer *title = &map->picture.title;
        buffer_format(title, "%s %s ", word_text(WORD_MAP, drawing->language),
                      word_text(WORD_AS_OF, drawing->language));
        language_add_written_date(title, member_text_or(map->json, "at", ""), drawing->language);
        buffer_add(&drawing->sentence, title->bytes, title->length);
        draw_sentence(drawing, &draw_type_title, PICTURE_MARGIN, drawing->width - 2 * PICTURE_MARGIN);
        say_counts(&drawing->sentence, map);
        buffer_add(&map->picture.desc, drawing->sentence.bytes, drawing->sentence.length);
        drawing->y += 2;
        draw_sentence(drawing, &draw_type_text, PICTURE_MARGIN, drawing->width - 2 * PICTURE_MARGIN);
}

/* Describes every relation in words: `Regjeringen oppretter Rådet.` */
static void describe_ties(struct map *map)
{
        const json_t *edges = json_object_get(map->json, "edges");
        struct buffer *out = &map->picture.desc;
        size_t count = json_array_size(edges);
        for (size_t i = 0; i < count && i < TOLD_MAX; i++) {
                const json_t *edge = json_array_get(edges, i);
                size_t from, to;
                if (!find_box(map, edge, "from", &from) || !find_box(map, edge, "to", &to))
                        continue;
                buffer_add_char(out, '\n');
                utf8_add_plain(out, name_of(map, node_at(map, from)));
                buffer_format(
                        out, " %s ",
                        word_text(WORD_ESTABLISHES + (unsigned)tie_of(edge), map->picture.drawing.language));
                utf8_add_plain(out, name_of(map, node_at(map, to)));
                buffer_add_char(out, '.');
        }
        if (count > TOLD_MAX)
                buffer_format(out, "\n+ %zu %s", count - TOLD_MAX,
                              word_text(WORD_MORE_TIES, map->picture.drawing.language));
}

/* Allocates everything that drawing needs, in a guard, before output begins. */
static void make_layout(void *context)
{
        struct map *map = context;
        read_nodes(map);
        read_ties(map);
        map->ready = map_layout_make(map->arena, &map->layout) && map_spread_ports(map);
}

static void draw_picture(struct map *map, const char *centre)
{
        struct drawing *drawing = &map->picture.drawing;
        int width = 2 * PICTURE_MARGIN + (map->layout.columns - 1) * MAP_COLUMN_STEP + MAP_BOX_WIDTH;
        drawing->width = width > WIDTH_LEAST ? width : WIDTH_LEAST;
        draw_head(map);
        draw_legend(map);
        draw_map(map);
        describe_ties(map);
        picture_foot(&map->picture, centre ? centre : word_text(WORD_MAP, drawing->language), map->json);
}

void picture_map(struct buffer *out, const json_t *json, enum language language)
{
        struct map map = {.json = json, .arena = arena_new(MEMORY_MAX), .indexes = json_object()};
        const char *centre = json_string_value(json_array_get(json_object_get(json, "centre"), 0));
        picture_begin(&map.picture, out->limit, WIDTH_LEAST, language);
        bool ready = map.arena && map.indexes && memory_guard(make_layout, &map) && map.ready;
        if (ready)
                draw_picture(&map, centre);
        picture_end_linked(&map.picture, out, "map", centre ? centre : "all");
        if (!ready)
                buffer_exhaust(out);
        json_decref(map.indexes);
        arena_free(map.arena);
}
