/*
 * site_answer - what the handlers of pages have in common: they begin a page, end it as an answer, and get
 * what it shows.
 */
#pragma once

#include "access/registry.h"
#include "site/parts/html.h"

#define SITE_MEDIA_TYPE "text/html; charset=utf-8"

/* The longest target of a subrequest, with its filters. */
#define SITE_TARGET_MAX ((size_t)16 * 1024)

/* Begins a page in the call's language. If `registry` is NULL, the page does not know the register's public
 * address. */
struct html site_begin_page(const struct registry *registry, struct call *call);

/* Makes the page that was written the answer of the call. False after call_fail(). */
bool site_finish_page(struct call *call);

/* Gets what the operation at `before`, the id in the page's path, and `after` answers. */
bool site_get_of_id(struct registry *registry, struct call *call, const char *before, const char *after,
                    json_t **ret);

/* Gets a page of a list. `begin` is the target; the page's own parameters `q`, `kind` and `cursor` are added
 * to it. */
bool site_get_list(struct registry *registry, struct call *call, const char *begin, json_t **ret);
