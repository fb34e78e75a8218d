/*
 * ical - the lines of an iCalendar object (RFC 5545): folded, escaped, ended as they must be.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

struct ical {
        struct buffer *out;
        struct buffer line; /* one content line before it is folded */
        enum language language;
        const char *base; /* the register's public address, without a slash at its end; NULL: not known */
};

#define ICAL(buffer, in, at)                                                                                 \
        ((struct ical){.out = (buffer), .line = BUFFER((buffer)->limit), .language = (in), .base = (at)})

/* What every calendar begins with: what it is, for programs; its name, whose it is (or NULL) and what else is
 * to be said of it (or NULL), for people; how often it is worth fetching, and the time zone. */
void ical_begin(struct ical *ical, const char *what, const char *name, const char *of, const char *about);
void ical_end(struct ical *ical);

/* A whole line. */
void ical_line(struct ical *ical, const char *line);

/* Adds a TEXT value (3.3.11) to the line that is being written; of a text that is too long for readers the
 * first `max` bytes. */
void ical_text(struct ical *ical, const char *text);
void ical_text_begin(struct ical *ical, const char *text, size_t max);

/* Ends it. It is folded between characters; a line that goes on begins with a space. */
void ical_end_line(struct ical *ical);

/* RFC 3339 to `20261122T050000Z`; false if it is no instant. */
#define ICAL_STAMP_SIZE 17
bool ical_stamp(const char *instant, char stamp[ICAL_STAMP_SIZE]);

/* A line with an instant (RFC 3339) in Norwegian time, or in UTC where the clock would leave it in doubt. */
void ical_time(struct ical *ical, const char *name, const char *instant);

/* A line with a day; nothing is written if it is not known to the day. */
bool ical_is_day(const char *text);
void ical_day(struct ical *ical, const char *name, const char *day);

/* What a component says of the resource that it is made from: a UID that never changes, when and how often it
 * was written. `suffix` makes the UIDs of several components of one resource differ. */
void ical_resource(struct ical *ical, const json_t *resource, const char *collection, const char *suffix);
/* The page on which people find it: one of that collection, and the part of it (`#a1`, or ""); nothing where
 * the register's address is not known. */
void ical_page(struct ical *ical, const char *collection, const char *id, const char *part);
void ical_written(struct ical *ical, const json_t *resource);
