/*
 * words - what pictures and lists say in Bokmål, Nynorsk and English.
 *
 * Sentences about a verdict are written by the rules; here are headings, legends, verdicts in a word or two,
 * dates and numbers.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

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
        WORD_MEETINGS,
        WORD_MEETING,
        WORD_CALLED_OFF,
        WORD_MEETINGS_LEFT_OUT,
        WORD_TERMS,
        WORD_LAST_DAY,
        WORD_AGREEMENTS_ENDING,
        WORD_ENDS_LEFT_OUT,
        WORD_MINUTES,
        WORD_DECISIONS,
        WORD_DECISION,
        WORD_DRAFT,
        WORD_VERDICTS_OVER_TIME,
        WORD_TODAY,
        WORD_TODAY_IS,
        WORD_WHOLE_BODY,
        WORD_REQUIREMENTS,
        WORD_OTHER_NORMS,
        WORD_NO_RULES,
        WORD_FORETOLD,
        WORD_MEETINGS_BY_PERIOD,
        WORD_NORM,
        WORD_TOLERATED,
        WORD_RUNNING,
        WORD_MAY_BE_MORE,
        WORD_EARLIER,
        WORD_A_MONTH,
        WORD_A_QUARTER,
        WORD_A_HALF_YEAR,
        WORD_A_YEAR,
        WORD_ALL_MEETINGS,
        WORD_NO_MEETINGS,
        WORD_UNDATED,
        WORD_LIST_INCOMPLETE,
        WORD_LIST_NONE,
        WORD_AT_LEAST,
        WORD_AT_MOST,
        WORD_ACCEPTED,
        WORD_AGREEMENT_OVER_TIME,
        WORD_SIGNED,
        WORD_SIGNATURE,
        WORD_FROM,
        WORD_TO,
        WORD_IN_FORCE,
        WORD_UNCERTAIN,
        WORD_NOT_STATED,
        WORD_START_NOT_STATED,
        WORD_END_NOT_STATED,
        WORD_NO_DATES,
        WORD_RENEWS,
        WORD_SUPERSEDES,
        WORD_BASED_ON,
        WORD_FOUNDATIONS,
        WORD_BODIES_ESTABLISHED,
        WORD_COMMITMENTS,
        WORD_MORE_AGREEMENTS,
        WORD_NOT_ALL,
        WORD_MAP,
        WORD_BODY,
        WORD_ORGANISATION,
        WORD_AGREEMENT,
        WORD_ONE_BODY,
        WORD_ONE_ORGANISATION,
        WORD_ONE_AGREEMENT,
        WORD_BODIES,
        WORD_ORGANISATIONS,
        WORD_AGREEMENTS,
        WORD_ESTABLISHES,
        WORD_REPORTS_TO,
        WORD_WITHIN,
        WORD_REPRESENTED_IN,
        WORD_PARTY_TO,
        WORD_EMPTY_MAP,
        WORD_UNTIED,
        WORD_MORE_NODES,
        WORD_MORE_TIES,
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

/* The one related resource of a name that stands in `included`; NULL if it does not. */
const json_t *included_one(const json_t *resource, const char *name);

/* `nb`, `nn`, `en`. */
const char *language_code(enum language language);

/* 2020-01-15 as people write it; as it stands if it is no date. */
void render_date(struct buffer *out, const char *iso, enum language language);
/* The day of an instant: so a picture of one revision is the same all day. */
void render_day_of(struct buffer *out, const char *instant, enum language language);
/* The same of a date that is known only to a month or a year: as precisely as it is written. */
void render_partial_date(struct buffer *out, const char *written, enum language language);
/* The first letters of a month, from 1. */
const char *month_short(int month, enum language language);
/* The text in the language's quotation marks. */
void render_quoted(struct buffer *out, const char *text, enum language language);
/* 10000 with a gap or a comma between the thousands. */
void render_number(struct buffer *out, int64_t number, enum language language);
