/*
 * representation - resources in a media type other than their own JSON: CSV, lines, a calendar, a feed.
 *
 * Each representation of a collection is a row of the table in representation.c: a renderer, and the related
 * resources that it needs. Lists, streams and single resources are all written by it.
 */
#pragma once

#include "access/registry.h"

struct representation;

/* The representation of a collection in a media type; NULL if there is none. JSON is no representation in
 * this sense. */
const struct representation *representation_find(const char *collection, const char *media_type);

/* Chooses the representation of the call's answer; NULL means JSON. What it needs is included, and its order
 * set, as if the caller had asked for it. False after call_fail() if the caller asked for something that it
 * cannot show. */
bool representation_choose(struct call *call, const struct representation **ret);

/* The related resources that the representation needs; each operation with it must have them as includes. */
const struct names *representation_needs(const struct representation *form);

/* Whether it has pages; else all items are one answer. */
bool representation_is_paged(const struct representation *form);

/* The media type with its parameters; and the entity tag of an answer at a revision. */
const char *representation_media_type(const struct representation *form);
const char *representation_tag(struct call *call, const struct representation *form, const char *revision);

/* The header Content-Disposition with a file name, for representations that people save as files; else NULL.
 */
const char *representation_disposition(struct call *call, const struct representation *form);

/* Writes what precedes the first resource, which is in the first of `rows` (if there are any); for
 * representations without pages. `base` is the register's public address, or NULL. */
bool representation_begin(const struct representation *form, struct call *call, const char *base,
                          const struct rows *rows, size_t column, struct buffer *out);

/* Writes the resource whose text is in `column` of a row; false after call_fail(). */
bool representation_row(const struct representation *form, struct call *call, const char *base,
                        const struct rows *rows, size_t row, size_t column, struct buffer *out);

/* Writes what follows the last resource. */
void representation_end(const struct representation *form, struct buffer *out);

/* Writes a whole page of a representation with pages. `at` is the time of the register's last change, for an
 * empty page. False after call_fail(). */
bool representation_page(const struct representation *form, struct call *call, const char *base,
                         const struct rows *rows, size_t count, size_t column, const char *at);
