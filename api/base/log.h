/*
 * log - one line of JSON an event, on standard error.
 *
 * Only the edges log: the HTTP server a line a request, main what happens to the process. Library code
 * returns what went wrong. Values of secrets and of persons never come here. Any thread may call.
 */
#pragma once

#include "base/buffer.h"

/* Room for a line: one that is longer says nothing more, and a pipe takes up to 4096 bytes in one piece. A
 * line is written in a BUFFER_IN() of this size, so that there is one also where memory ran out. */
#define LOG_LINE_SIZE 4096

/* Writes the buffer's bytes and a line break in one piece, and empties the buffer. A line that nobody takes
 * is lost rather than waited for; how many were, is the first thing to be written when somebody does. */
void log_line(struct buffer *line);

/* Adds a text to a line, where a string stands open: what would break the line is replaced. */
void log_add_text(struct buffer *line, const char *string);

/* `{"time":…,"level":…,"event":…,"detail":…}`; detail may be NULL. */
void log_event(const char *level, const char *event, const char *detail);

/* The present instant, RFC 3339 in UTC with milliseconds. */
#define LOG_INSTANT_SIZE 25
void log_instant(char text[LOG_INSTANT_SIZE]);
