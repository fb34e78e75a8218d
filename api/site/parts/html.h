/*
 * html - writes HTML straight into a buffer, with all text escaped.
 *
 * Markup can only be written by naming elements and attributes, whose names are constants of the program. All
 * that comes from outside is written as text or as the value of an attribute, and is escaped. Elements are
 * closed in the reverse order of opening. A failure to write stays in the buffer as its error (buffer.h).
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* How deeply elements may be nested. Our deepest page has fewer than twenty levels. */
#define HTML_DEPTH_MAX 40

/* A page that is being written. */
struct html {
        struct buffer *out;
        enum language language;
        bool language_chosen; /* the address chose the language, so links keep it as a parameter */
        const char *base;     /* the register's public address without a slash at its end, or NULL */
        bool in_tag;          /* the last start tag is not closed yet: attributes may follow */
        size_t depth;         /* how many elements are open */
        const char *open[HTML_DEPTH_MAX]; /* their names, the outermost first */
};

/* Begins an element; its attributes follow, then its content, then html_close(). */
void html_open(struct html *html, const char *element);
/* Begins an element with a class; none if `class` is NULL. */
void html_open_class(struct html *html, const char *element, const char *class);
/* Ends the innermost open element. Elements that have no content in HTML get no end tag. */
void html_close(struct html *html);
/* Ends the `count` innermost open elements. */
void html_close_all(struct html *html, size_t count);

/* Writes an attribute of the element that was just opened, even if its value is empty. */
void html_set(struct html *html, const char *name, const char *value);

/* Writes text; nothing if it is NULL. */
void html_text(struct html *html, const char *text);
/* Writes text of a given length, such as that of a buffer. */
void html_text_n(struct html *html, const char *text, size_t length);

/* Writes an element that contains only text. `class` may be NULL. */
void html_element(struct html *html, const char *element, const char *class, const char *text);

/* Writes a Text of the contract (an object of strings by language) in the page's language; if it is not
 * written in that, in the nearest language it has, which is then marked (`lang`) for screen readers. False,
 * with nothing written, if the Text has no language. */
bool html_localised(struct html *html, const json_t *text);
/* Writes a Text as an element of its own; no element if the Text has no language. */
bool html_localised_element(struct html *html, const char *element, const char *class, const json_t *text);

/* Writes markup that the build made of our own texts, without escaping it. */
void html_built(struct html *html, const char *markup, size_t length);

/* A parameter of an address; it is left out if its value is NULL. */
struct html_query {
        const char *name, *value;
};

/* An address within the site: `path`, `id` and `end` in a row, then the query, then `#part`. */
struct html_url {
        const char *path;
        const char *id;  /* a resource's id, which is escaped; NULL if there is none */
        const char *end; /* NULL if there is none */
        const struct html_query *query;
        size_t query_count;
        const char *part; /* the id of the element that it leads to; NULL if it leads to the whole page */
};

/* Whether an address gets a parameter for the page's language: if the reader has chosen the language, always,
 * or never. */
enum html_language { HTML_KEEP_LANGUAGE, HTML_SAY_LANGUAGE, HTML_NO_LANGUAGE };

/* Writes an attribute whose value is an address within the site: `href`, `src`. */
void html_set_url(struct html *html, const char *attribute, const struct html_url *url,
                  enum html_language language);

/* Adds an address as plain text, with the register's public address (`base`) before it if that is not NULL.
 * `language` is the code of a language that becomes a parameter, or NULL. */
void html_add_address(struct buffer *out, const char *base, const struct html_url *url, const char *language);

/* Writes JSON for programs as a script element of a media type that browsers do not run. */
void html_json(struct html *html, const char *media_type, const json_t *value);

/* Begins a link to a page; the address keeps the language if the reader has chosen it. */
void html_link(struct html *html, const char *path, const char *id, const struct html_query *query,
               size_t count);

/* Writes a whole link to another site; only its text if the address does not begin with http: or https:. */
void html_link_outside(struct html *html, const char *address, const char *text);
