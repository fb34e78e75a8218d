#include "minutes/text/lines.h"

#include "base/letter.h"

#include <string.h>

/* A text whose usual line is longer or shorter than these is not set in lines of one width. */
#define WIDTH_LEAST           50
#define WIDTH_MOST            160
/* Full lines in proportional type differ in their number of characters by this much. */
#define SLACK_PERCENT         10
#define SLACK_PERCENT_RUNNING 20 /* if the line does not end like a sentence */

static bool is_blank(char c)
{
        return c == ' ' || c == '\t';
}

static size_t count_lines(const struct clean *clean)
{
        size_t count = 1;
        for (size_t i = 0; i < clean->length; i++)
                count += clean->bytes[i] == '\n' || clean->bytes[i] == '\f';
        return count;
}

/* The level of the Markdown heading that begins at this byte: how many # the source has there, which the
 * clean text does not have. */
static uint8_t heading_level(const struct clean *clean, size_t from)
{
        const char *mark = clean->source + clean->origin[from];
        uint8_t level = 0;
        while (level <= 6 && mark[level] == '#' && clean->bytes[from] != '#')
                level++;
        return level;
}

/* Adds the bytes as a line; if they are blank, counts an empty line in `pending`, the next line. */
static void add_line(struct lines *lines, size_t from, size_t to, struct line *pending)
{
        const char *bytes = lines->clean->bytes;
        size_t indent = 0;
        for (; from < to && is_blank(bytes[from]); from++)
                indent += bytes[from] == '\t' ? 8 : 1;
        while (to > from && is_blank(bytes[to - 1]))
                to--;
        if (from == to) {
                pending->gap = (uint16_t)(pending->gap < UINT16_MAX ? pending->gap + 1 : UINT16_MAX);
                return;
        }
        struct line line = *pending;
        line.from = (uint32_t)from;
        line.to = (uint32_t)to;
        line.indent = (uint16_t)(indent < UINT16_MAX ? indent : UINT16_MAX);
        line.level = heading_level(lines->clean, from);
        lines->line[lines->count++] = line;
        *pending = (struct line){0};
}

static void split_lines(struct lines *lines)
{
        const struct clean *clean = lines->clean;
        struct line pending = {0};
        size_t from = 0;
        for (size_t i = 0; i <= clean->length; i++) {
                char c = i < clean->length ? clean->bytes[i] : '\n';
                if (c != '\n' && c != '\f')
                        continue;
                add_line(lines, from, i, &pending);
                if (c == '\f')
                        pending.page = true;
                from = i + 1;
        }
}

static size_t count_characters(const struct clean *clean, size_t from, size_t to)
{
        size_t count = 0;
        for (size_t i = from; i < to; i++)
                count += ((unsigned char)clean->bytes[i] & 0xc0) != 0x80;
        return count;
}

/* The width of a full line: the length that all but a twentieth of the lines do not exceed. */
static size_t usual_width(const struct lines *lines)
{
        size_t of_length[WIDTH_MOST + 2] = {0};
        for (size_t i = 0; i < lines->count; i++) {
                size_t length = count_characters(lines->clean, lines->line[i].from, lines->line[i].to);
                of_length[length <= WIDTH_MOST ? length : WIDTH_MOST + 1]++;
        }
        size_t above = 0, width = WIDTH_MOST + 1;
        while (width > 0 && (above += of_length[width]) * 20 <= lines->count)
                width--;
        return width < WIDTH_LEAST || width > WIDTH_MOST ? 0 : width;
}

/* The number of empty lines between the lines of a paragraph: 1 if most lines have one empty line before them
 * and some have more, as in texts with double spacing; else 0. */
static unsigned usual_gap(const struct lines *lines)
{
        size_t of_gap[3] = {0};
        for (size_t i = 1; i < lines->count; i++)
                of_gap[lines->line[i].gap < 2 ? lines->line[i].gap : 2]++;
        return of_gap[1] > of_gap[0] && of_gap[1] > of_gap[2] && lines->width && of_gap[2] > 0;
}

void lines_read(struct arena *arena, const struct clean *clean, struct lines *ret)
{
        struct lines lines = {.clean = clean};
        lines.line = arena_array(arena, count_lines(clean), sizeof *lines.line);
        split_lines(&lines);
        *ret = lines;
}

void lines_measure(struct lines *lines)
{
        lines->width = usual_width(lines);
        lines->leading = usual_gap(lines);
}

bool lines_apart(const struct lines *lines, size_t line)
{
        return line == 0 || (!lines->line[line].page && lines->line[line].gap > lines->leading);
}

/* Where the text after a bullet begins, since the gap after a bullet does not separate columns; `from` if
 * there is no bullet. */
static size_t after_bullet(const char *bytes, size_t from, size_t to)
{
        unsigned char c = (unsigned char)bytes[from];
        size_t at = from + (c == '-' || c == '*' ? 1 : c == 0xc2 ? 2 : c == 0xe2 ? 3 : 0);
        if (at == from || at >= to || !is_blank(bytes[at]))
                return from;
        while (at < to && is_blank(bytes[at]))
                at++;
        return at;
}

bool lines_columns(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t spaces = 0, from = after_bullet(bytes, at->from, at->to);
        for (size_t i = from; i < at->to; i++) {
                spaces = bytes[i] == ' ' ? spaces + 1 : 0;
                if (bytes[i] == '\t' || bytes[i] == '|')
                        return true;
                /* Three spaces after a sentence do not separate columns: some people type them. */
                if (spaces == 3 && !strchr(".:;?!", bytes[i - 3]))
                        return true;
        }
        return false;
}

static bool starts_lower(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        return letter_is_small(lines->clean->bytes + at->from, at->to - at->from);
}

/* Whether the line before this one was full: the first word of this line would not have fitted on it. */
static bool is_full(const struct lines *lines, size_t line, bool strict)
{
        const struct clean *clean = lines->clean;
        const struct line *before = &lines->line[line - 1], *at = &lines->line[line];
        size_t end = at->from;
        while (end < at->to && !is_blank(clean->bytes[end]))
                end++;
        char last = clean->bytes[before->to - 1];
        size_t slack = strict || strchr(".:;!?", last) ? SLACK_PERCENT : SLACK_PERCENT_RUNNING;
        size_t needed = count_characters(clean, before->from, before->to) + 1 +
                        count_characters(clean, at->from, end);
        return lines->width && needed * 100 > lines->width * (100 - slack);
}

bool lines_continue(const struct lines *lines, size_t line, bool strict)
{
        if (line == 0 || (lines_apart(lines, line)) || lines_columns(lines, line) ||
            lines_columns(lines, line - 1))
                return false;
        return starts_lower(lines, line) || is_full(lines, line, strict);
}
