/*
 * atom - writes an Atom feed (RFC 4287), the newest entry first. Pure: texts go in as they are and are
 * escaped here.
 *
 * Addresses may be relative to where the feed was fetched. Ids are IRIs that never change.
 */
#pragma once

#include "base/buffer.h"

struct atom_feed {
        const char *id, *title;
        const char *updated; /* RFC 3339 */
        const char *author;  /* of entries that name nobody */
        const char *self,
                *next; /* addresses; next leads to older entries (RFC 5005), NULL on the last page */
};

/* Members that are NULL are left out; id, title, updated and link must be there. */
struct atom_entry {
        const char *id, *title, *updated, *author;
        const char *link, *link_type;
        const char *summary;
        const char *content; /* as text */
};

void atom_begin(struct buffer *out, const struct atom_feed *feed);
void atom_entry(struct buffer *out, const struct atom_entry *entry);
void atom_end(struct buffer *out);
