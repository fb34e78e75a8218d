/*
 * site_answer - what all handlers of pages do: begin a page, end it as an answer, and get what it shows.
 */
#pragma once

#include "access/registry.h"
#include "site/parts/html.h"

#define SITE_MEDIA_TYPE "text/html; charset=utf-8"

/* An address that a page asks for, with its filters. */
#define SITE_TARGET_MAX ((size_t)16 * 1024)

/* A page in the call's language; `registry` NULL: its public address is not known. */
struct html site_begin_page(const struct registry *registry, struct call *call);

/* Ends the call with the page that was written. False after call_fail(). */
bool site_finish_page(struct call *call);

/* Gets an address with the path's id in it. */
bool site_get_of_id(struct registry *registry, struct call *call, const char *before, const char *after,
                    json_t **ret);

/* Gets a page of a collection, as the page's own filters say: `q`, `kind`, `cursor`. */
bool site_get_list(struct registry *registry, struct call *call, const char *begin, json_t **ret);
