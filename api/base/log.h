/*
 * log - writes one line of JSON for each event to standard error.
 *
 * The HTTP server logs a line for each request, and main logs what happens to the process; all other code
 * returns what went wrong to its caller. Secrets and personal data must never be logged. Any thread may call.
 */
#pragma once

#include "base/buffer.h"

/* The size of a line. A pipe accepts up to 4096 bytes in one piece. A line is written in a BUFFER_IN() of
 * this size, so that it can be written even if memory ran out. */
#define LOG_LINE_SIZE 4096

/* Writes the buffer's bytes and a line break in one piece, and empties the buffer. If the reader of the log
 * does not keep up, lines are dropped rather than waiting for it; the number of dropped lines is written when
 * it reads again. */
void log_line(struct buffer *line);

/* Adds a text to an open JSON string of a line; characters that would break the line are replaced. */
void log_add_text(struct buffer *line, const char *string);

/* Writes `{"time":…,"level":…,"event":…,"detail":…}`; `detail` may be NULL. */
void log_event(const char *level, const char *event, const char *detail);

/* Writes the present instant as RFC 3339, in UTC with milliseconds. */
#define LOG_INSTANT_SIZE 25
void log_instant(char text[LOG_INSTANT_SIZE]);
