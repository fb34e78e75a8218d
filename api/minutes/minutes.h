/*
 * minutes - reads the text of minutes: its items, decisions and actions, who attended, where the meeting was
 * held, and when the next one is.
 *
 * The room is pure: a text goes in and a tree comes out; it uses no clock and no register, and keeps nothing
 * between calls. The work is linear in the length of the text.
 *
 * The text may be as people write it or as it is extracted from a PDF. Words hyphenated at line ends, soft
 * hyphens, unusual spaces, ligatures, page numbers and repeated page headers are mended in the result, and
 * each part of the result names the bytes of the original text that it came from. `parts` covers the whole
 * text: each character that is not blank belongs to exactly one part. So text that was not understood is
 * reported and never lost.
 *
 * An action is something that somebody is asked to do or has promised to do. It is recognised by words
 * (vocabulary/verbs.tsv, language/clause.h); a wish, a general duty or a proposal is left in the text. In
 * doubt no action is made: one too few is better than one that nobody has agreed to.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "minutes/model/minutes_model.h"

/* Whether the text could be read, or why not. */
enum minutes_result {
        MINUTES_READ,
        MINUTES_NOT_TEXT, /* it is not UTF-8, or contains NUL */
        MINUTES_TOO_LONG,
        MINUTES_COLUMNS, /* it is set in two columns whose lines are mixed, so their order cannot be known */
};

/* Reads the text, which must live as long as the arena. `held` is the day of the meeting; it gives dates
 * without a year their year. If it is not known (DATE_BEGINNING), the meeting's date in the text is used, if
 * there is one. */
enum minutes_result minutes_parse(struct arena *arena, const char *text, size_t length, date held,
                                  const struct minutes **ret);

/* What the minutes name a person or organisation as. */
enum minutes_as {
        MINUTES_AS_ATTENDEE,
        MINUTES_AS_AFFILIATION,
        MINUTES_AS_PRESENTER,
        MINUTES_AS_RESPONSIBLE,
};

/* Calls visit() with each name that could be linked to a resource of the register; visit() may set its
 * collection and id. */
void minutes_parties(const struct minutes *minutes,
                     void (*visit)(void *context, enum minutes_as as, struct minutes_party *party),
                     void *context);

/* Writes the members of the contract's Minutes as JSON, without the braces around them. They include the
 * source text with its media type; spans count its characters (code points). A failure to write stays in the
 * buffer as its error. */
void minutes_write(struct buffer *out, const struct minutes *minutes, const char *media_type,
                   struct arena *arena);
