/*
 * ical - writes the lines of an iCalendar object (RFC 5545), folded and escaped.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

struct ical {
        struct buffer *out;
        struct buffer line; /* the content line that is being written, before it is folded */
        enum language language;
        const char *base; /* the register's public address, without a slash at its end; NULL if not known */
};

#define ICAL(buffer, in, at)                                                                                 \
        ((struct ical){.out = (buffer), .line = BUFFER((buffer)->limit), .language = (in), .base = (at)})

/* Begins a calendar: `what` identifies it for programs; for people there are its name, whose it is (`of`, or
 * NULL) and a description (`about`, or NULL). It also says how often to fetch it, and the time zone. */
void ical_begin(struct ical *ical, const char *what, const char *name, const char *of, const char *about);
void ical_end(struct ical *ical);

/* Writes a whole line. */
void ical_line(struct ical *ical, const char *line);

/* Adds a TEXT value (3.3.11) to the line that is being written; the second function at most `max` bytes of
 * it. */
void ical_text(struct ical *ical, const char *text);
void ical_text_begin(struct ical *ical, const char *text, size_t max);

/* Ends the line that is being written. It is folded between characters; a continued line begins with a space.
 */
void ical_end_line(struct ical *ical);

/* Converts an instant from RFC 3339 to `20261122T050000Z`; false if it is not an instant. */
#define ICAL_STAMP_SIZE 17
bool ical_stamp(const char *instant, char stamp[ICAL_STAMP_SIZE]);

/* Writes a line with an instant (RFC 3339) in Norwegian time; in UTC if the clock time would be ambiguous. */
void ical_time(struct ical *ical, const char *name, const char *instant);

/* Whether a date is known to the day; and writes a line with a day, or nothing if the date is not known to
 * the day. */
bool ical_is_day(const char *text);
void ical_day(struct ical *ical, const char *name, const char *day);

/* Writes what a component says of its resource: a UID that never changes, and when and how often the resource
 * was written. `suffix` distinguishes several components of one resource. */
void ical_resource(struct ical *ical, const json_t *resource, const char *collection, const char *suffix);
/* Writes the address of the page about a resource, and of a part of it (`#a1`, or ""); nothing if the
 * register's public address is not known. */
void ical_page(struct ical *ical, const char *collection, const char *id, const char *part);
void ical_written(struct ical *ical, const json_t *resource);
