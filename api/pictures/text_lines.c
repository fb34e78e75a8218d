#include "pictures/text_lines.h"

#include "base/utf8.h"

#include <string.h>

/* The advance widths, divided by ten, of space to tilde in the widest usual font (DejaVu Sans; J of
 * Helvetica). */
static const uint8_t ascii[] = {
        32, 41, 46, 84, 64, 95, 78, 36, 39,  39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
        64, 64, 34, 34, 84, 84, 84, 60, 102, 69, 69, 74, 77, 68, 62, 78, 76, 30, 50, 68, 57, 87, 76, 79,
        68, 79, 73, 68, 62, 74, 69, 99, 69,  68, 69, 39, 34, 39, 84, 56, 50, 62, 64, 56, 64, 62, 36, 64,
        64, 29, 29, 58, 29, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
};

/* Widths of other characters, by range; all others are as wide as an ideograph or an emoji. */
static const struct {
        uint32_t last;
        int width;
} ranges[] = {
        {0x9f, 0},      {0xa0, 320},    {0xbf, 1000},    {0xc5, 780},     {0xc6, 1000},    {0xdf, 800},
        {0xe5, 640},    {0xe6, 1000},   {0xff, 660},     {0x24f, 860},    {0x2ff, 800},    {0x36f, 0},
        {0x3ff, 880},   {0x482, 1120},  {0x489, 0},      {0x52f, 1120},   {0x590, 1000},   {0x5bd, 0},
        {0x64a, 1000},  {0x65f, 0},     {0x1fff, 1000},  {0x200a, 1000},  {0x200f, 0},     {0x2010, 380},
        {0x2013, 560},  {0x2017, 1000}, {0x201f, 540},   {0x2027, 1000},  {0x202e, 0},     {0x202f, 320},
        {0x205f, 1000}, {0x206f, 0},    {0xfdfc, 1100},  {0xfdfd, 12000}, {0xfdff, 1100},  {0xfe0f, 0},
        {0xfefe, 1100}, {0xfeff, 0},    {0x1efff, 1100}, {0x2ffff, 1400}, {0xdffff, 1100}, {0xe0fff, 0},
};

static int64_t width_of(uint32_t point, bool bold)
{
        int64_t width = 1100;
        if (point == '\n' || point == '\t')
                point = ' ';
        if (point >= ' ' && point <= '~') {
                width = ascii[point - ' '] * 10;
        } else {
                size_t i = 0;
                while (i < sizeof ranges / sizeof *ranges && point > ranges[i].last)
                        i++;
                if (i < sizeof ranges / sizeof *ranges)
                        width = ranges[i].width;
        }
        return bold ? width * 116 / 100 : width;
}

/* Combining marks have no width, up to as many as any script has on one letter. Further ones do, so that a
 * long run of them is wrapped and truncated like other text. */
#define MARKS_MAX  4
#define MARK_WIDTH 500

struct pen {
        bool bold;
        int marks; /* on the last letter */
};

static int64_t width_of_next(struct pen *pen, uint32_t point)
{
        int64_t width = width_of(point, pen->bold);
        pen->marks = width ? 0 : pen->marks + 1;
        return pen->marks > MARKS_MAX ? MARK_WIDTH : width;
}

int64_t text_lines_width(const char *text, size_t length, bool bold)
{
        struct pen pen = {.bold = bold};
        int64_t width = 0;
        for (size_t i = 0; i < length;) {
                uint32_t point;
                i += utf8_next(text + i, length - i, &point);
                width += width_of_next(&pen, point);
        }
        return width;
}

static bool is_space(char c)
{
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_spaces(struct lines *lines)
{
        while (lines->length && is_space(*lines->text)) {
                lines->text++;
                lines->length--;
        }
}

struct lines text_lines_of(const char *text, int64_t width, bool bold)
{
        struct lines lines = {text, strlen(text), width, bold};
        skip_spaces(&lines);
        return lines;
}

/* How many bytes fit into a width; with `whole` up to the last place where a line may break. It is the length
 * of the text if all of it fits. */
static size_t fitting_length(const struct lines *lines, int64_t width, bool whole)
{
        struct pen pen = {.bold = lines->bold};
        int64_t used = 0;
        size_t end = 0, i = 0;
        while (i < lines->length) {
                uint32_t point;
                size_t size = utf8_next(lines->text + i, lines->length - i, &point);
                if (i && is_space(lines->text[i]))
                        end = i;
                used += width_of_next(&pen, point);
                if (used > width && i && !is_space(lines->text[i]))
                        return whole && end ? end : i;
                i += size;
                if (point == '-' || point == '/')
                        end = i;
        }
        return lines->length;
}

static void return_line(struct lines *lines, size_t length, const char **ret_line, size_t *ret_length)
{
        *ret_line = lines->text;
        lines->text += length;
        lines->length -= length;
        while (length && is_space((*ret_line)[length - 1]))
                length--;
        *ret_length = length;
        skip_spaces(lines);
}

bool text_lines_next(struct lines *lines, const char **ret_line, size_t *ret_length)
{
        if (!lines->length)
                return false;
        return_line(lines, fitting_length(lines, lines->width, true), ret_line, ret_length);
        return true;
}

void text_lines_cut(struct lines *lines, const char **ret_line, size_t *ret_length)
{
        int64_t room = lines->width - width_of(0x2026, lines->bold);
        return_line(lines, fitting_length(lines, room, true), ret_line, ret_length);
        lines->length = 0;
}
