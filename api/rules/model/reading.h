/*
 * reading - facts as JSON become facts to be judged: at once, or in steps that many bodies share.
 */
#pragma once

#include "base/arena.h"

#include <jansson.h>
#include <stddef.h>

struct rules_reference; /* organisations, areas, offices and names of codes */
struct rules_view;      /* the reference data as one thread reads bodies with it */
struct rules_facts;     /* read once, checked at as many dates as wished */

/* Reads facts. Everything lives in `arena`. NULL when memory (the arena's limit) runs out or a limit of the
 * engine is passed; *ret_reason then says which. */
const struct rules_facts *rules_read(struct arena *arena, const json_t *facts, const char **ret_reason);

/* The same in three steps, from texts, so that many bodies may be read with one reference. What the first two
 * hold beyond what a body leads to changes nothing. First the members "organisations", "areas", "offices"
 * and "codes" of the facts: they are not changed any more, and any number of threads may use them. NULL as
 * above. */
const struct rules_reference *rules_read_reference(struct arena *arena, const char *text, size_t length,
                                                   const char **ret_reason);

/* The members "persons" and "bodies"; by one thread at a time. It lives no longer than the reference. */
struct rules_view *rules_read_view(struct arena *arena, const struct rules_reference *reference,
                                   const char *text, size_t length, const char **ret_reason);

/* Reads the other members of the facts. They are good until the next are read with the same view, and no
 * longer than it. Whoever came to `meeting` is looked at too, which rules_check_meeting() asks; NULL: to
 * none. */
const struct rules_facts *rules_read_one(struct arena *arena, struct rules_view *view, const char *text,
                                         size_t length, const char *meeting, const char **ret_reason);
