/*
 * words - what pictures and lists say in Bokmål, Nynorsk and English.
 *
 * Sentences about a verdict are written by the rules; here are headings, legends, verdicts in a word or two,
 * dates and numbers.
 */
#pragma once

#include "base/buffer.h"
#include "base/fault.h"

#include <jansson.h>
#include <stdint.h>

/* Of a rule, and (NO_RULES) of a body. In order of how much they ask for attention. */
enum verdict {
        VERDICT_NOT_MET,
        VERDICT_UNKNOWN,
        VERDICT_WAIVED,
        VERDICT_PENDING,
        VERDICT_MET,
        VERDICT_NOT_CHECKABLE,
        VERDICT_NOT_APPLICABLE,
        VERDICT_NO_RULES,
        VERDICT_COUNT
};

/* The verdict of a result, a rule or a unit; a name that is not known is unknown. */
enum verdict verdict_named(const char *name);
enum verdict verdict_in(const json_t *object);
const char *verdict_name(enum verdict verdict);
const char *verdict_word(enum verdict verdict, enum language language);

enum word {
        WORD_AS_OF,
        WORD_SEATS,
        WORD_OF_SEATS,
        WORD_OTHER_RULES,
        WORD_ADVICE,
        WORD_FILLED,
        WORD_PERHAPS,
        WORD_VACANT,
        WORD_OPEN,
        WORD_SURPLUS,
        WORD_UNSEATED,
        WORD_MORE,
        WORD_MORE_RULES,
        WORD_MORE_UNITS,
        WORD_INCOMPLETE,
        WORD_READING,
        WORD_KNOWN_AT,
        WORD_REVISION,
        WORD_NEXT_CHANGE,
        WORD_WARNING,
        WORD_SEATING,
        WORD_COMING,
        WORD_CHANGES,
        WORD_ENDED,
        WORD_FOLLOW_UPS,
        WORD_RESPONSIBLE,
        WORD_DUE,
        WORD_COUNT
};
const char *word(enum word which, enum language language);

/* What a text or message says in a language, or in the nearest one that it is written in; NULL: nothing. */
const char *text_said(const json_t *text, enum language language);
/* The same, and the code of the language that it is said in. */
const char *text_said_in(const json_t *text, enum language language, const char **ret_code);
/* The text of a member, or else `otherwise`. */
const char *said_or(const json_t *object, const char *key, enum language language, const char *otherwise);
/* The string of a member, or else `otherwise`. */
const char *string_or(const json_t *object, const char *key, const char *otherwise);

/* `nb`, `nn`, `en`. */
const char *language_code(enum language language);

/* 2020-01-15 as people write it; as it stands if it is no date. */
void render_date(struct buffer *out, const char *iso, enum language language);
/* The text in the language's quotation marks. */
void render_quoted(struct buffer *out, const char *text, enum language language);
/* 10000 with a gap or a comma between the thousands. */
void render_number(struct buffer *out, int64_t number, enum language language);
