/*
 * reading - reads facts from JSON: all at once, or in steps of which many bodies share the first.
 */
#pragma once

#include "base/arena.h"

#include <jansson.h>
#include <stddef.h>

struct rules_reference; /* organisations, areas, offices and names of codes */
struct rules_view;      /* what one thread needs to read bodies with reference data */
struct rules_facts;     /* facts, which can be judged at any number of dates */

/* Reads facts into the arena. NULL if memory (the arena's limit) runs out or a limit of the engine is
 * exceeded; *ret_reason says which. */
const struct rules_facts *rules_read(struct arena *arena, const json_t *facts, const char **ret_reason);

/* The same in three steps, from texts, so that many bodies can be read with the same reference data. It may
 * contain more than a body refers to; that does not affect the result. The first step reads the members
 * "organisations", "areas", "offices" and "codes" of the facts. They do not change afterwards, so any number
 * of threads may use them. NULL as above. */
const struct rules_reference *rules_read_reference(struct arena *arena, const char *text, size_t length,
                                                   const char **ret_reason);

/* The second step reads the members "persons" and "bodies". A view is for one thread at a time, and must not
 * outlive the reference data. */
struct rules_view *rules_read_view(struct arena *arena, const struct rules_reference *reference,
                                   const char *text, size_t length, const char **ret_reason);

/* The third step reads the other members of the facts. They are valid until the next facts are read with the
 * same view. Those who attended `meeting` are part of the facts, too, for rules_check_meeting(); NULL if no
 * meeting is to be judged. */
const struct rules_facts *rules_read_one(struct arena *arena, struct rules_view *view, const char *text,
                                         size_t length, const char *meeting, const char **ret_reason);
