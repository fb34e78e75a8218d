/*
 * gate - what a write does to the bodies it is about: they are judged before and after it, in its own
 * transaction. Rules that it breaks are told with the answer; a caller who asks for strict handling is
 * refused what would break a body whose rules were met.
 *
 * Bodies without rules cost one look-up.
 */
#pragma once

#include "register/access.h"

#include <jansson.h>

struct gate {
        const char *ids; /* of the bodies, as an array of SQL; NULL: none */
        const char *today;
        const char *rule;     /* the one that is written; NULL: something else is */
        json_t *before;       /* results by body */
        const char *findings; /* afterwards: a JSON array, NULL if there are none */
};

/* Before the write. `document` is what shall be stored, NULL of a deletion. False after call_fail(). */
bool gate_before(struct call *call, struct session *session, const char *id, const json_t *document,
                 struct gate *gate);

/* After the write, before it is committed. False after call_fail(): it must not be. */
bool gate_after(struct call *call, struct session *session, struct gate *gate);
