#include "office/office_writer.h"

#include <stdio.h>

/* Several empty lines are written as one. */
#define LINES_MAX 2

/* Writes the line breaks, tab or space before the next text. */
static void write_gap(struct office_writer *writer)
{
        if (writer->any) {
                for (unsigned i = 0; i < writer->lines && i < LINES_MAX; i++)
                        putchar('\n');
                if (!writer->lines && writer->tab)
                        putchar('\t');
                else if (!writer->lines && writer->blank)
                        putchar(' ');
        }
        writer->lines = 0;
        writer->tab = writer->blank = false;
        writer->any = true;
}

void office_writer_begin(struct office_writer *writer, enum office_mark mark)
{
        switch (mark) {
        case OFFICE_PARAGRAPH:
                writer->paragraphs++;
                break;
        case OFFICE_RUN:
                writer->hidden = false;
                writer->only_marked = true;
                break;
        case OFFICE_TEXT:
                writer->texts++;
                break;
        case OFFICE_CELL:
                writer->cells++;
                break;
        case OFFICE_TAB:
                writer->tab = true;
                break;
        case OFFICE_BREAK:
                writer->lines++;
                break;
        case OFFICE_HYPHEN:
                write_gap(writer);
                putchar('-');
                break;
        default:
                break;
        }
}

void office_writer_end(struct office_writer *writer, enum office_mark mark)
{
        switch (mark) {
        case OFFICE_PARAGRAPH:
                writer->paragraphs -= writer->paragraphs > 0;
                writer->lines++;
                break;
        case OFFICE_RUN:
                writer->hidden = false;
                break;
        case OFFICE_TEXT:
                writer->texts -= writer->texts > 0;
                break;
        case OFFICE_CELL: /* the end of its last paragraph only ends the cell */
                writer->cells -= writer->cells > 0;
                writer->lines = 0;
                writer->tab = true;
                break;
        case OFFICE_ROW:
                writer->tab = false;
                writer->lines = 1;
                break;
        default:
                break;
        }
}

static bool is_blank(char c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void office_writer_text(struct office_writer *writer, const char *text, size_t length)
{
        if (writer->hidden || !writer->paragraphs || (writer->only_marked && !writer->texts))
                return;
        for (size_t i = 0; i < length; i++) {
                if (is_blank(text[i])) {
                        writer->blank = true;
                        continue;
                }
                write_gap(writer);
                putchar(text[i]);
        }
}

bool office_writer_finish(struct office_writer *writer)
{
        if (writer->any)
                putchar('\n');
        return fflush(stdout) == 0 && !ferror(stdout);
}
