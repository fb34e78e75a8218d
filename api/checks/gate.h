/*
 * gate - what a transaction does to the bodies it is about: they are judged before its first write and after
 * its last. Rules that it breaks are reported with the answer; a caller who asks for strict handling is
 * refused what would break a body whose rules were met, and what cannot be judged.
 *
 * A body without rules costs one look-up.
 */
#pragma once

#include "access/access.h"

#include <jansson.h>

struct gate {
        json_t *ids;   /* of the bodies: an object with their ids as keys */
        json_t *rules; /* those that are written, in the same way */
        const char *today;
        json_t *before;       /* results by body */
        bool unjudged;        /* a body was too large to be judged, or memory ran out for it */
        const char *findings; /* afterwards: a JSON array, NULL if there are none */
};

/* A gate without bodies. */
void gate_open(struct call *call, struct gate *gate);

/* Adds the bodies that the call's write is about. `document` is what shall be stored, or the patch of it,
 * NULL of a deletion. False after call_fail(). */
bool gate_add(struct call *call, struct session *session, const char *id, const json_t *document,
              struct gate *gate);

/* Judges the bodies before the first write. False after call_fail(). */
bool gate_before(struct call *call, struct session *session, struct gate *gate);

/* Adds what the call's write has created since, if that is a body. */
void gate_add_created(const struct call *call, const char *id, struct gate *gate);

/* After the last write, before it is committed. False after call_fail(): it must not be. */
bool gate_after(struct call *call, struct session *session, struct gate *gate);
