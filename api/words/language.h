/*
 * language - the languages of the register, the order in which one replaces another, and how each writes
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

/* The language of a tag (BCP 47), also `no` and tags with a region; false, with *ret unchanged, if it is none
 * of ours. */
bool language_of_tag(const char *tag, size_t length, enum language *ret);

/* The codes of the languages in which a text is looked for, the best first: a reader of Nynorsk gets Bokmål
 * rather than English. */
#define LANGUAGE_FALLBACKS 4
const char *const *language_fallbacks(enum language language);

/* The string of a Text (an object with a member for each language) in a language, or in the nearest one that
 * it has; NULL if it has none. */
const char *language_string(const json_t *text, enum language language);
/* The same; *ret_code is the code of the language that the string is in. */
const char *language_string_in(const json_t *text, enum language language, const char **ret_code);
/* The string of the Text in a member; `otherwise` if there is none. */
const char *language_string_or(const json_t *object, const char *key, enum language language,
                               const char *otherwise);

/* Adds a day as people write it: `15. januar 2020`, `15 January 2020`. */
void language_add_date(struct buffer *out, date day, enum language language);
/* The same for a date written as YYYY-MM-DD; any other text is added unchanged. */
void language_add_written_date(struct buffer *out, const char *iso, enum language language);
/* The same for a date that may be only a month or a year: as precisely as it is written. */
void language_add_partial_date(struct buffer *out, const char *written, enum language language);
/* Adds the day of an instant, without its time. */
void language_add_day_of(struct buffer *out, const char *instant, enum language language);
/* The first letters of a month, from 1. */
const char *language_month_short(int month, enum language language);

/* Adds a number with a space or comma between the thousands. */
void language_add_number(struct buffer *out, int64_t number, enum language language);
/* Adds a number as a word if it is at most twelve, else in digits. */
void language_add_numeral(struct buffer *out, int64_t number, enum language language);
/* Adds a text in the language's quotation marks. */
void language_add_quoted(struct buffer *out, const char *text, enum language language);
