/*
 * describe - describes a picture in words (its title and description), for readers who cannot see it.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>

/* Writes the title and the description of the picture of a body's seats, as plain text. */
void describe_seats(struct buffer *title, struct buffer *desc, const json_t *result, const json_t *body,
                    enum language language);

/* Sentences that are both in the picture and in its description, as plain text. The foot says what the
 * picture was made from (body, time, revision), for readers of a printed copy. */
void describe_seating(struct buffer *out, const json_t *result, enum language language);
void describe_reading(struct buffer *out, const json_t *variant, enum language language);
void describe_rule(struct buffer *out, const json_t *result, const json_t *rule, enum language language);
void describe_foot(struct buffer *out, const json_t *result, enum language language);

/* How many readings (variants of rules) get a line of their own. */
#define DESCRIBE_READINGS_MAX 10

/* The name, the date and the verdict in one line of plain text. */
void describe_heading(struct buffer *out, const json_t *result, const json_t *body, enum language language);
