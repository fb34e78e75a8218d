/*
 * gate - finds out what a transaction does to the verdicts of the bodies that it concerns, and to the areas
 * that are to have bodies (gate_areas.h). They are judged before its first write and after its last. Rules
 * that it breaks are reported in the answer. If the caller asks for strict handling, a write is refused if a
 * body whose rules were met would break them, if an area that had the bodies that it must have would lack
 * one, or if a body cannot be judged.
 *
 * A body without rules costs one query.
 */
#pragma once

#include "access/access.h"

#include <jansson.h>

struct gate {
        json_t *ids;       /* the ids of the bodies, as the keys of an object */
        json_t *rules;     /* the ids of the rules that are written, as the keys of an object */
        const char *today; /* the day that they are judged at */
        json_t *before;    /* the results before the first write, by body */
        json_t *norms; /* the ids of rules on the existence of bodies that are concerned, as the keys of an
                          object */
        json_t *norms_before; /* the results of these before the first write, by rule */
        bool unjudged; /* a body, or such a rule, could not be judged: it is too large, or memory ran out */
        const char *findings; /* after the last write: the rules that it breaks, a JSON array; NULL if none */
};

/* A gate without bodies. */
void gate_open(struct call *call, struct gate *gate);

/* Adds the bodies that the call's write concerns. `document` is what is to be stored, or the patch; NULL for
 * a deletion. False after call_fail(). */
bool gate_add(struct call *call, struct session *session, const char *id, const json_t *document,
              struct gate *gate);

/* Judges the bodies before the first write. False after call_fail(). */
bool gate_before(struct call *call, struct session *session, struct gate *gate);

/* Adds the resource that the call's write has created, if it is a body. */
void gate_add_created(const struct call *call, const char *id, struct gate *gate);

/* Judges the bodies again after the last write, before the commit. False after call_fail(); the transaction
 * must then not be committed. */
bool gate_after(struct call *call, struct session *session, struct gate *gate);
