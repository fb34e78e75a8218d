/*
 * line_reader - reads the lines of a file one after the other, in a fixed amount of memory.
 *
 * A line ends with LF or with the file. The reader keeps one line at a time, whose maximal length is set at
 * the beginning. It reads from the file's current position, and does not close the file.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct line_reader {
        int file;
        char *bytes;
        size_t capacity;   /* the longest line and its LF */
        size_t start, end; /* the bytes that have been read and not returned */
        uint64_t taken;    /* how many bytes the lines returned so far had */
        bool ended;        /* the end of the file was reached */
        bool passing;      /* the rest of a line that was too long is being skipped */
};

/* False if memory runs out. */
bool line_reader_start(struct line_reader *reader, int file, size_t line_max);
void line_reader_end(struct line_reader *reader);

enum line_reader_step { LINE_READER_LINE, LINE_READER_TOO_LONG, LINE_READER_END, LINE_READER_FAILED };

/* Reads the next line, without its LF; it is valid until the next call. A line that is too long is skipped
 * and reported, and the next call continues after it. */
enum line_reader_step line_reader_next(struct line_reader *reader, const char **ret_line, size_t *ret_length);
