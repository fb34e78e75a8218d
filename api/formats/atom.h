/*
 * atom - writes an Atom feed (RFC 4287), or a page of one (RFC 5005), with tombstones (RFC 6721). Texts are
 * given unescaped, and are escaped here.
 *
 * Ids are IRIs that never change (register_name.h). Addresses begin with a slash; the register's public
 * address is put before them if it is known, else they are relative to the address of the feed.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

struct atom {
        struct buffer *out;
        enum language language;
        const char *base; /* the register's public address, without a slash at its end; NULL if not known */
};

#define ATOM_MEDIA_TYPE "application/atom+xml"

struct atom_feed {
        const char *id, *title;
        const char *updated;     /* RFC 3339 */
        const char *author;      /* the author of entries that do not name one */
        const char *self, *next; /* the feed's address, and that of the next page (NULL on the last) */
};

/* An entry. Members may be NULL, except id, title, updated and link. */
struct atom_entry {
        const char *id, *title, *updated, *published, *author;
        const char *page; /* the address of the page for people, the entry's first link */
        const char *link, *link_type;
        const char *category;
        const char *summary;
        const char *content; /* as plain text */
        const char *xhtml;   /* instead of content: XHTML elements, with text escaped by xml.h */
};

void atom_begin(struct atom *atom, const struct atom_feed *feed);
void atom_entry(struct atom *atom, const struct atom_entry *entry);
/* Writes a tombstone: the resource with this id was deleted. */
void atom_deleted(struct atom *atom, const char *id, const char *when);
void atom_end(struct atom *atom);
