/*
 * minutes - the text of minutes becomes items, decisions, actions, who was there, where, and when next.
 *
 * Pure: text in, a tree out; no clock, no register, nothing kept between calls. Work is linear in the length.
 *
 * The text is read as people write it and as PDFs give it: words hyphenated over lines, soft hyphens, odd
 * spaces, ligatures, page numbers and repeated headers are mended in what comes out, and every part says
 * which bytes of the text as given it came from. `parts` covers the text: each character that is not blank
 * belongs to exactly one part, so that what could not be placed is reported and never lost.
 *
 * An action is something that somebody is asked to do, or has promised. It is found where the words say so
 * (the tables in verbs.c); what is only a wish, a duty in general or a proposal is left in the text. Rather
 * one too few than one invented.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "minutes/model/minutes_model.h"

enum minutes_result {
        MINUTES_READ,
        MINUTES_NOT_TEXT, /* it is not UTF-8, or holds a NUL */
        MINUTES_TOO_LONG,
        MINUTES_COLUMNS, /* it is set in two columns, and their order is lost */
};

/* Reads the text, which must live as long as the arena. `held` is the day of the meeting, by which dates
 * without a year are understood; where it is not known (DATE_BEGINNING) the date in the text serves, if there
 * is one. */
enum minutes_result minutes_parse(struct arena *arena, const char *text, size_t length, date held,
                                  const struct minutes **ret);

/* As what a name stands in the minutes. */
enum minutes_as {
        MINUTES_AS_ATTENDEE,
        MINUTES_AS_AFFILIATION,
        MINUTES_AS_PRESENTER,
        MINUTES_AS_RESPONSIBLE,
};

/* Calls visit() with every name that could be linked; it may set collection and id. */
void minutes_parties(const struct minutes *minutes,
                     void (*visit)(void *context, enum minutes_as as, struct minutes_party *party),
                     void *context);

/* Writes the members of the minutes as the contract names them, without the braces around. Spans count
 * characters (code points) of the source, which goes along under its media type. Failure sticks in the
 * buffer. */
void minutes_write(struct buffer *out, const struct minutes *minutes, const char *media_type,
                   struct arena *arena);
