/*
 * ical - the lines of an iCalendar object (RFC 5545): folded, escaped, ended as they must be.
 */
#pragma once

#include "base/buffer.h"
#include "base/fault.h"

#include <stdbool.h>

struct ical {
        struct buffer *out;
        struct buffer line; /* one content line before it is folded */
        enum language language;
};

#define ICAL(buffer, in) ((struct ical){.out = (buffer), .line = BUFFER((buffer)->limit), .language = (in)})

/* What every calendar begins with: what it is, for programs, and its name, for people. */
void ical_begin(struct ical *ical, const char *what, const char *name);
void ical_end(struct ical *ical);

/* A whole line. */
void ical_line(struct ical *ical, const char *line);

/* Adds a TEXT value (3.3.11) to the line that is being written. */
void ical_text(struct ical *ical, const char *text);

/* Ends it. It is folded between characters; a line that goes on begins with a space. */
void ical_end_line(struct ical *ical);

/* RFC 3339 to `20261122T050000Z`; false if it is no instant. */
#define ICAL_STAMP_SIZE 17
bool ical_stamp(const char *instant, char stamp[ICAL_STAMP_SIZE]);
