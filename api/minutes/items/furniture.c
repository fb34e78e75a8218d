#include "minutes/items/furniture.h"

#include "minutes/items/invitation.h"
#include "minutes/language/labels.h"
#include "minutes/items/marks.h"

#include <string.h>

/* How many lines before and after the end of a page may be headers and footers. */
#define EDGE 3

/* How often each line occurs at the same distance from the end of a page: a hash table (open addressing) that
 * is never more than half full. */
struct edges {
        uint64_t *sign;    /* the hash of a line and its distance; 0: the slot is free */
        uint32_t *count;   /* how often it occurs */
        size_t mask_lines; /* the number of slots, which is a power of two, less 1 */
};

static size_t skip_digits(const char *bytes, size_t at, size_t to)
{
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9')
                at++;
        return at;
}

static size_t skip_blanks(const char *bytes, size_t at, size_t to)
{
        while (at < to && bytes[at] == ' ')
                at++;
        return at;
}

static size_t skip_word(const char *bytes, size_t at, size_t to, const char *word)
{
        size_t length = strlen(word);
        return to - at >= length && memcmp(bytes + at, word, length) == 0 ? at + length : at;
}

/* Whether the line is a page number: "Side 3 av 9", "s. 3", "- 3 -". A bare "3" or "3/9" is one only if a
 * page is known to end there (`at_edge`). */
static bool is_page_number(const struct clean *clean, const struct line *line, bool at_edge)
{
        static const char *const words[] = {"side ", "page ", "s. "}, *const of[] = {"av ", "of ", "/", "("};
        const char *bytes = clean->lower;
        size_t at = line->from, to = line->to;
        if (to - at > 24)
                return false;
        bool dashed = bytes[at] == '-' && bytes[to - 1] == '-' && to - at > 2;
        if (dashed)
                at = skip_blanks(bytes, at + 1, to--);
        size_t start = at;
        for (size_t i = 0; i < sizeof words / sizeof *words && at == start; i++)
                at = skip_word(bytes, at, to, words[i]);
        bool marked = at > start || dashed;
        size_t digits = skip_digits(bytes, at, to);
        if (digits == at || digits - at > 4 || !(marked || at_edge))
                return false;
        at = skip_blanks(bytes, digits, to);
        for (size_t i = 0; i < sizeof of / sizeof *of; i++)
                at = skip_digits(bytes, skip_blanks(bytes, skip_word(bytes, at, to, of[i]), to), to);
        at = skip_word(bytes, skip_blanks(bytes, at, to), to, ")");
        return skip_blanks(bytes, at, to) == to;
}

/* A hash of the line, with each number replaced by 0, and of its distance from the end of the page. */
static uint64_t hash_of(const struct clean *clean, const struct line *line, int distance)
{
        uint64_t hash = 1469598103934665603u ^ (uint64_t)(distance + EDGE + 1);
        for (size_t i = line->from; i < line->to; i++) {
                unsigned char c = (unsigned char)clean->lower[i];
                if (c >= '0' && c <= '9') {
                        if (i > line->from && clean->lower[i - 1] >= '0' && clean->lower[i - 1] <= '9')
                                continue;
                        c = '0';
                }
                hash = (hash ^ c) * 1099511628211u;
        }
        return hash ? hash : 1;
}

static uint32_t *edge_count(const struct edges *edges, uint64_t sign)
{
        size_t at = (size_t)(sign >> 20) & edges->mask_lines;
        while (edges->sign[at] && edges->sign[at] != sign)
                at = (at + 1) & edges->mask_lines;
        edges->sign[at] = sign;
        return &edges->count[at];
}

/* Visits the lines around the end of the page before line `at`. Without `furniture` it counts them; with it,
 * it marks those that have been counted at least `least` times. */
static void visit_edge(struct lines *lines, size_t at, const struct edges *edges, bool *furniture,
                       uint32_t least)
{
        for (int distance = -EDGE; distance < EDGE; distance++) {
                if ((distance < 0 && at < (size_t)-distance) ||
                    at + (size_t)(distance + EDGE) >= lines->count + EDGE)
                        continue;
                size_t i = (size_t)((ptrdiff_t)at + distance);
                uint32_t *count = edge_count(edges, hash_of(lines->clean, &lines->line[i], distance));
                if (!furniture)
                        (*count)++;
                else if (*count >= least && label_read(lines, i).kind == LABEL_NONE &&
                         mark_read(lines, i).style == MARK_NONE)
                        furniture[i] = true;
        }
}

/* Whether a page ends before line `at`. */
static bool ends_page(const struct lines *lines, size_t at)
{
        if (at == lines->count)
                return at > 0 && !is_page_number(lines->clean, &lines->line[at - 1], false);
        return at > 0 && (lines->line[at].page || is_page_number(lines->clean, &lines->line[at - 1], false));
}

/* Marks lines that are repeated at the ends of pages. */
static void mark_repeated(struct lines *lines, const struct edges *edges, bool *furniture, size_t breaks)
{
        uint32_t least = (uint32_t)(breaks <= 3 ? 2 : breaks / 2 > 3 ? breaks / 2 : 3);
        for (size_t i = 0; i <= lines->count; i++)
                if (ends_page(lines, i))
                        visit_edge(lines, i, edges, NULL, 0);
        for (size_t i = 0; i <= lines->count; i++)
                if (ends_page(lines, i))
                        visit_edge(lines, i, edges, furniture, least);
}

/* Whether the line is drawn with hyphens and the like, as a separator or under the header row of a table. */
static bool is_drawn(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        size_t strokes = 0;
        for (size_t i = at->from; i < at->to; i++) {
                if (!strchr("-_=|:+ \t", lines->clean->bytes[i]))
                        return false;
                strokes += strchr("-_=", lines->clean->bytes[i]) != NULL;
        }
        return strokes >= 3;
}

/* Moves the marked lines to lines->furniture. A drawn line counts as an empty line before the next one. */
static void move_furniture(struct lines *lines, const bool *furniture)
{
        size_t kept = 0;
        uint16_t gap = 0; /* how many drawn lines precede the next line */
        bool page = false;
        for (size_t i = 0; i < lines->count; i++) {
                struct line line = lines->line[i];
                if (furniture[i]) {
                        bool drawn = is_drawn(lines, i);
                        lines->furniture[lines->furniture_count++] = line;
                        page = page || !drawn;
                        if (drawn && !memchr(lines->clean->bytes + line.from, '|', line.to - line.from))
                                gap++;
                        continue;
                }
                line.page = line.page || page;
                line.gap = (uint16_t)(line.gap + gap);
                gap = 0;
                lines->line[kept++] = line;
                page = false;
        }
        lines->count = kept;
}

/* Marks lines that must not be published. */
static void mask_lines(struct lines *lines, const bool *invitation)
{
        for (size_t i = 0; i < lines->count; i++)
                lines->line[i].masked = invitation[i];
}

void furniture_strip(struct arena *arena, struct lines *lines)
{
        size_t breaks = 0, found = 0, room = 1;
        bool *furniture = arena_array(arena, lines->count + 1, sizeof *furniture),
             *invitation = arena_array(arena, lines->count + 1, sizeof *invitation);
        for (size_t i = 0; i < lines->count; i++) {
                bool edge = lines->line[i].page || (i + 1 < lines->count && lines->line[i + 1].page) ||
                            (i + 1 == lines->count && breaks > 0);
                furniture[i] = is_page_number(lines->clean, &lines->line[i], edge);
                breaks += ends_page(lines, i);
        }
        while (room < 2 * EDGE * (breaks + 1) * 2)
                room *= 2;
        struct edges edges = {arena_array(arena, room, sizeof *edges.sign),
                              arena_array(arena, room, sizeof *edges.count), room - 1};
        if (breaks >= 2)
                mark_repeated(lines, &edges, furniture, breaks);
        invitation_find(lines, invitation);
        for (size_t i = 0; i < lines->count; i++) {
                furniture[i] = furniture[i] || invitation[i] || is_drawn(lines, i);
                found += furniture[i];
        }
        lines->furniture = arena_array(arena, found + 1, sizeof *lines->furniture);
        mask_lines(lines, invitation);
        move_furniture(lines, furniture);
}
