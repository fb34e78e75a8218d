/*
 * describe - the picture in words, for those who cannot see it: its title and description.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>

/* Both as plain text. */
void describe_seats(struct buffer *title, struct buffer *desc, const json_t *result, const json_t *body,
                    enum language language);

/* Sentences that the picture and its description share, as plain text. The foot is what the picture was made
 * from, for whoever finds it printed. */
void describe_seating(struct buffer *out, const json_t *result, enum language language);
void describe_reading(struct buffer *out, const json_t *variant, enum language language);
void describe_rule(struct buffer *out, const json_t *result, const json_t *rule, enum language language);
void describe_foot(struct buffer *out, const json_t *result, enum language language);

/* At most so many readings get a line of their own. */
#define DESCRIBE_READINGS_MAX 10

/* Name, date and verdict in one line of plain text. */
void describe_heading(struct buffer *out, const json_t *result, const json_t *body, enum language language);
