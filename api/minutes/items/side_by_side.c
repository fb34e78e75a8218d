#include "minutes/items/side_by_side.h"

#include "base/letter.h"
#include "minutes/vocabulary/vocabulary.h"

#include <string.h>

/* How many blanks separate columns. */
#define GAP_LEAST      3
/* How many lines, and how many per cent of all lines, must have the gutter. */
#define LINES_LEAST    4
#define PERCENT_LEAST  60
/* How many words, in tenths, a line of a column has at least on average; cells of tables have fewer. */
#define WORDS_LEAST_10 25
/* The furthest position of a gutter, in characters. */
#define COLUMN_MAX     250

/* The only gap of a line. */
struct gap {
        uint32_t from, to; /* its bytes in the clean text; equal if the line has no gap, or several */
        uint32_t column;   /* the position at which the right column begins, in characters */
};

static struct gap gap_of(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        struct gap gap = {0};
        uint32_t column = at->indent;
        size_t gaps = 0;
        for (uint32_t i = at->from; i < at->to;) {
                uint32_t end = i;
                while (end < at->to && bytes[end] == ' ')
                        end++;
                if (end - i >= GAP_LEAST) {
                        gaps++;
                        gap = (struct gap){i, end, column + (end - i)};
                }
                column += end > i ? end - i : ((unsigned char)bytes[i] & 0xc0) != 0x80;
                i = end > i ? end : i + 1;
        }
        return gaps == 1 ? gap : (struct gap){0};
}

static size_t count_words(const struct lines *lines, uint32_t from, uint32_t to)
{
        const char *bytes = lines->clean->bytes;
        size_t count = 0;
        for (uint32_t i = from; i < to; i++)
                count += bytes[i] != ' ' && (i == from || bytes[i - 1] == ' ');
        return count;
}

/* The position at which most right columns begin; 0 if it is no gutter between columns of running text. */
static uint32_t find_gutter(const struct lines *lines)
{
        size_t begin[COLUMN_MAX + 1] = {0}, best = 0, left = 0, right = 0;
        for (size_t i = 0; i < lines->count; i++) {
                struct gap gap = gap_of(lines, i);
                begin[gap.from < gap.to && gap.column <= COLUMN_MAX ? gap.column : 0]++;
        }
        for (size_t column = 1; column <= COLUMN_MAX; column++)
                best = begin[column] > begin[best] || best == 0 ? column : best;
        if (begin[best] < LINES_LEAST || begin[best] * 100 < lines->count * PERCENT_LEAST)
                return 0;
        for (size_t i = 0; i < lines->count; i++) {
                struct gap gap = gap_of(lines, i);
                if (gap.column != best)
                        continue;
                left += count_words(lines, lines->line[i].from, gap.from);
                right += count_words(lines, gap.to, lines->line[i].to);
        }
        bool prose = left * 10 >= begin[best] * WORDS_LEAST_10 && right * 10 >= begin[best] * WORDS_LEAST_10;
        return prose ? (uint32_t)best : 0;
}

/* How many words of the list are on one side of the gutter. */
static size_t count_of(const struct lines *lines, uint32_t gutter, bool right, const char *const *words)
{
        size_t count = 0;
        for (size_t i = 0; i < lines->count; i++) {
                struct gap gap = gap_of(lines, i);
                if (gap.column != gutter)
                        continue;
                uint32_t from = right ? gap.to : lines->line[i].from,
                         to = right ? lines->line[i].to : gap.from;
                for (uint32_t at = from, end; at < to; at = end + 1) {
                        for (end = at; end < to && lines->clean->lower[end] != ' ';)
                                end++;
                        for (size_t k = 0; words[k]; k++)
                                count += strlen(words[k]) == end - at &&
                                         memcmp(words[k], lines->clean->lower + at, end - at) == 0;
                }
        }
        return count;
}

/* How many small words of Bokmål and of Nynorsk a column has. */
struct sides {
        size_t nb, nn;
};

static struct sides count_norwegian(const struct lines *lines, uint32_t gutter, bool right)
{
        return (struct sides){count_of(lines, gutter, right, vocabulary_bokmal),
                              count_of(lines, gutter, right, vocabulary_nynorsk)};
}

/* Cuts the lines at the gutter, and puts the column that is not kept into lines->aside. */
static void cut_lines(struct lines *lines, uint32_t gutter, bool keep_right)
{
        for (size_t i = 0; i < lines->count; i++) {
                struct line *line = &lines->line[i];
                struct gap gap = gap_of(lines, i);
                if (gap.from == gap.to ||
                    (gap.column > gutter ? gap.column - gutter : gutter - gap.column) > GAP_LEAST)
                        continue;
                lines->aside[i] = keep_right ? (struct minutes_span){line->from, gap.from}
                                             : (struct minutes_span){gap.to, line->to};
                if (keep_right)
                        line->from = gap.to;
                else
                        line->to = gap.from;
        }
}

enum side_by_side side_by_side_find(struct arena *arena, struct lines *lines)
{
        uint32_t gutter = find_gutter(lines);
        if (!gutter)
                return SIDES_NONE;
        struct sides left = count_norwegian(lines, gutter, false),
                     right = count_norwegian(lines, gutter, true);
        size_t left_all = left.nb + left.nn, right_all = right.nb + right.nn;
        bool left_only = left_all > 0 && right_all * 4 < left_all,
             right_only = right_all > 0 && left_all * 4 < right_all,
             both = left_all && right_all && (left.nb > left.nn) != (right.nb > right.nn) &&
                    left.nb != left.nn && right.nb != right.nn;
        if (!left_only && !right_only && !both)
                return SIDES_COLUMNS;
        lines->aside = arena_array(arena, lines->count, sizeof *lines->aside);
        cut_lines(lines, gutter, right_only);
        return SIDES_LANGUAGES;
}
