/*
 * atom - writes an Atom feed (RFC 4287), a page of it (RFC 5005), with tombstones (RFC 6721). Pure: texts go
 * in as they are and are escaped here.
 *
 * Ids are IRIs that never change (register_name.h). Addresses begin with a slash; they stand behind the
 * register's public address where that is known, and else are relative to where the feed was fetched.
 */
#pragma once

#include "base/buffer.h"
#include "words/fault.h"

struct atom {
        struct buffer *out;
        enum language language;
        const char *base; /* the register's public address, without a slash at its end; NULL: not known */
};

#define ATOM_MEDIA_TYPE "application/atom+xml"

struct atom_feed {
        const char *id, *title;
        const char *updated;     /* RFC 3339 */
        const char *author;      /* of entries that name nobody */
        const char *self, *next; /* addresses; next leads to the following page, NULL on the last one */
};

/* Members that are NULL are left out; id, title, updated and link must be there. */
struct atom_entry {
        const char *id, *title, *updated, *published, *author;
        const char *page; /* for people: the entry leads there first */
        const char *link, *link_type;
        const char *category;
        const char *summary;
        const char *content; /* as text */
        const char *xhtml;   /* instead: elements of XHTML, written with what xml.h escapes */
};

void atom_begin(struct atom *atom, const struct atom_feed *feed);
void atom_entry(struct atom *atom, const struct atom_entry *entry);
/* That what had this id was deleted. */
void atom_deleted(struct atom *atom, const char *id, const char *when);
void atom_end(struct atom *atom);
