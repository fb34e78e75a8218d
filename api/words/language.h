/*
 * language - the languages that the register speaks, which one stands in for another, and how each writes
 * dates, numbers and quotations.
 */
#pragma once

#include "base/buffer.h"
#include "base/date.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum language { LANGUAGE_NB, LANGUAGE_NN, LANGUAGE_EN, LANGUAGE_COUNT };

/* `nb`, `nn`, `en`. */
const char *language_code(enum language language);

/* The language of a tag (BCP 47), `no` and regions included; false, and *ret untouched, if it is none of
 * ours. */
bool language_of_tag(const char *tag, size_t length, enum language *ret);

/* The codes under which a text is looked for, the best first: a reader of Nynorsk would rather have Bokmål
 * than English, and anything rather than nothing. */
#define LANGUAGE_FALLBACKS 4
const char *const *language_fallbacks(enum language language);

/* What a Text (an object with a member for each language) says in a language, or in the nearest one that it
 * is written in; NULL if it says nothing. */
const char *language_said(const json_t *text, enum language language);
/* The same, and the code of the language that it is said in. */
const char *language_said_in(const json_t *text, enum language language, const char **ret_code);
/* What the Text in a member says, or else `otherwise`. */
const char *language_said_or(const json_t *object, const char *key, enum language language,
                             const char *otherwise);

/* A day as people write it: `15. januar 2020`, `15 January 2020`. */
void language_add_date(struct buffer *out, date day, enum language language);
/* The same of a written date (YYYY-MM-DD); what is none is added as it stands. */
void language_add_written_date(struct buffer *out, const char *iso, enum language language);
/* The same of a date that may be known to its month or year only: as precisely as it is written. */
void language_add_partial_date(struct buffer *out, const char *written, enum language language);
/* The day of an instant, so that what is made of one revision is the same all day. */
void language_add_day_of(struct buffer *out, const char *instant, enum language language);
/* The first letters of a month, from 1. */
const char *language_month_short(int month, enum language language);

/* 10000 with a gap or a comma between the thousands. */
void language_add_number(struct buffer *out, int64_t number, enum language language);
/* A number as a word if it is at most twelve, or else in digits. */
void language_add_numeral(struct buffer *out, int64_t number, enum language language);
/* The text in the language's quotation marks. */
void language_add_quoted(struct buffer *out, const char *text, enum language language);
