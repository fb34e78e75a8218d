/*
 * representation - resources in a media type other than their own JSON: a table, lines, a calendar, a feed.
 *
 * What a collection looks like in a media type is a row of the table in representation.c: a renderer, and
 * what it needs included. Lists, whole answers and single resources all write what they have read by it.
 */
#pragma once

#include "access/registry.h"

struct representation;

/* Whether a collection has a representation in a media type; JSON is none. */
const struct representation *representation_find(const char *collection, const char *media_type);

/* The representation that the caller asks for; NULL: JSON. What it needs is included and its order set as if
 * the caller had asked for it. False after call_fail() where he asked for what it has no place for. */
bool representation_choose(struct call *call, const struct representation **ret);

/* The related resources that it needs: every operation that has the representation must know them. */
const struct names *representation_needs(const struct representation *form);

/* Whether it comes in pages; else everything that matches is one answer. */
bool representation_is_paged(const struct representation *form);

/* The media type with its parameters, and the entity tag of what is written of a revision (NULL if memory
 * runs out). */
const char *representation_media_type(const struct representation *form);
const char *representation_tag(struct call *call, const struct representation *form, const char *revision);

/* Under which name it is kept as a file (Content-Disposition); NULL: nobody keeps it as one. */
const char *representation_disposition(struct call *call, const struct representation *form);

/* What stands before the first resource, whose row is the first of `rows` (if there are any); `base` is the
 * register's public address or NULL. Of representations that are not paged. */
bool representation_begin(const struct representation *form, struct call *call, const char *base,
                          const struct rows *rows, size_t column, struct buffer *out);

/* Writes the resource of a row, whose text stands in `column`; false after call_fail(). */
bool representation_row(const struct representation *form, struct call *call, const char *base,
                        const struct rows *rows, size_t row, size_t column, struct buffer *out);

/* What stands after the last one. */
void representation_end(const struct representation *form, struct buffer *out);

/* A page of a representation that has pages, from its beginning to its end; `at` is the register's last
 * change, for a page that is empty. False after call_fail(). */
bool representation_page(const struct representation *form, struct call *call, const char *base,
                         const struct rows *rows, size_t count, size_t column, const char *at);
