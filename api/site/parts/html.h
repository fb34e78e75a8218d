/*
 * html - HTML written straight into a buffer, escaped by construction.
 *
 * There is no way to write markup but by naming elements and attributes, which are always words of our own;
 * all that comes from outside is text or the value of an attribute, and is escaped. Elements are closed in
 * the order in which they were opened. Errors stick in the buffer (buffer.h).
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Our deepest page has fewer than twenty elements within each other. */
#define HTML_DEPTH_MAX 40

/* A page that is being written. */
struct html {
        struct buffer *out;
        enum language language;
        bool language_chosen; /* by the address: links keep it */
        const char *base;     /* the register's public address, without a slash at its end; NULL: not known */
        bool in_tag;          /* a start tag still takes attributes */
        size_t depth;         /* how many elements are open: */
        const char *open[HTML_DEPTH_MAX]; /* these */
};

/* Begins an element; attributes follow, then what is in it, then its end. */
void html_open(struct html *html, const char *element);
/* The same with a class. */
void html_open_class(struct html *html, const char *element, const char *class);
/* Ends the innermost element; one that cannot hold anything gets no end tag. */
void html_close(struct html *html);
/* Ends so many. */
void html_close_all(struct html *html, size_t count);

/* An attribute of the element that was just opened. An empty value is written as one. */
void html_set(struct html *html, const char *name, const char *value);

/* Text; NULL: none. */
void html_text(struct html *html, const char *text);
/* Text of a picture or a sentence that was put together in a buffer. */
void html_text_n(struct html *html, const char *text, size_t length);

/* A whole element with nothing but text in it; no class: NULL. */
void html_element(struct html *html, const char *element, const char *class, const char *text);

/* What a Text says in the page's language, or in the nearest one it is written in, which is then marked for
 * screen readers; nothing if there is none. Returns whether there was. */
bool html_said(struct html *html, const json_t *text);
/* The same as a whole element; nothing at all if there is none. */
bool html_said_in(struct html *html, const char *element, const char *class, const json_t *text);

/* Markup that the build made out of our own texts: it is written as it stands. */
void html_built(struct html *html, const char *markup, size_t length);

/* A value of a query; NULL: left out. */
struct html_query {
        const char *name, *value;
};

/* An address within the site. */
struct html_url {
        const char *path;               /* of the page, or what stands before `id` */
        const char *id, *end;           /* what follows it, each NULL if there is none */
        const struct html_query *query; /* its parameters */
        size_t query_count;
        const char *part; /* the part of the page that it leads to (`#part`); NULL: none */
};

/* Whether an address has a parameter for the page's language: if the language was chosen, always, or never.
 */
enum html_language { HTML_KEEP_LANGUAGE, HTML_SAY_LANGUAGE, HTML_NO_LANGUAGE };

/* An attribute that is an address within the site: `href`, `src`. */
void html_set_url(struct html *html, const char *attribute, const struct html_url *place,
                  enum html_language language);

/* Adds the same address as plain text, behind the register's public address if that is known. `language`: a
 * code; NULL: none. */
void html_add_address(struct buffer *out, const char *base, const struct html_url *url, const char *language);

/* A block of JSON that a page carries for programs; a browser runs nothing of it. */
void html_json(struct html *html, const char *media_type, const json_t *value);

/* Begins a link to a page; it keeps a chosen language. */
void html_link(struct html *html, const char *path, const char *id, const struct html_query *query,
               size_t count);

/* A link to another site, as a whole; just its text where the address is none of http or https. */
void html_link_outside(struct html *html, const char *address, const char *text);
