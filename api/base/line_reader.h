/*
 * line_reader - lines out of a file, one after the other, in a memory that is set at birth.
 *
 * A line ends with LF or with the file. The reader keeps one line at a time; how long it may be is said when
 * it begins. It reads the file from where it stands, and does not close it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct line_reader {
        int file;
        char *bytes;
        size_t capacity; /* the longest line, and its end */
        size_t start, end;
        uint64_t taken;      /* bytes of the lines given so far */
        bool ended, passing; /* the file; over the rest of a line that was too long */
};

/* False if memory runs out. */
bool line_reader_start(struct line_reader *reader, int file, size_t line_max);
void line_reader_end(struct line_reader *reader);

enum line_reader_step { LINE_READER_LINE, LINE_READER_TOO_LONG, LINE_READER_END, LINE_READER_FAILED };

/* The next line, without its end; it is there until the next step. Of one that is too long nothing is given,
 * and the step after it is the line that follows. */
enum line_reader_step line_reader_next(struct line_reader *reader, const char **ret_line, size_t *ret_length);
