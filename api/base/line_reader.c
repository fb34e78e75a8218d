#include "base/line_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool line_reader_start(struct line_reader *reader, int file, size_t line_max)
{
        *reader = (struct line_reader){.file = file, .capacity = line_max + 1};
        reader->bytes = malloc(reader->capacity);
        return reader->bytes != NULL;
}

void line_reader_end(struct line_reader *reader)
{
        free(reader->bytes);
        reader->bytes = NULL;
}

/* Moves the unread bytes to the front and reads more behind them. False if the file cannot be read. */
static bool read_more(struct line_reader *reader)
{
        memmove(reader->bytes, reader->bytes + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
        ssize_t count;
        do
                count = read(reader->file, reader->bytes + reader->end, reader->capacity - reader->end);
        while (count < 0 && errno == EINTR);
        if (count < 0)
                return false;
        reader->ended = count == 0;
        reader->end += (size_t)count;
        return true;
}

/* Returns the next `length` bytes as a line and skips `skip` more (the line ending). */
static enum line_reader_step return_line(struct line_reader *reader, size_t length, size_t skip,
                                         const char **ret_line, size_t *ret_length)
{
        const char *line = reader->bytes + reader->start;
        bool was_passing = reader->passing;
        reader->start += length + skip;
        reader->taken += length + skip;
        reader->passing = false;
        if (was_passing)
                return LINE_READER_TOO_LONG;
        *ret_line = line;
        *ret_length = length;
        return LINE_READER_LINE;
}

enum line_reader_step line_reader_next(struct line_reader *reader, const char **ret_line, size_t *ret_length)
{
        size_t looked = 0; /* how many bytes of this line have been searched */
        for (;;) {
                size_t there = reader->end - reader->start;
                const char *from = reader->bytes + reader->start + looked;
                const char *end = memchr(from, '\n', there - looked);
                if (end)
                        return return_line(reader, (size_t)(end - (reader->bytes + reader->start)), 1,
                                           ret_line, ret_length);
                if (reader->ended && (there || reader->passing))
                        return return_line(reader, there, 0, ret_line, ret_length);
                if (reader->ended)
                        return LINE_READER_END;
                looked = there;
                if (there == reader->capacity) { /* too long: dropped up to its end */
                        reader->passing = true;
                        reader->start = reader->end;
                        reader->taken += there;
                        looked = 0;
                }
                if (!read_more(reader))
                        return LINE_READER_FAILED;
        }
}
