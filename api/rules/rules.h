/*
 * rules - judges whether a body is composed as its rules demand.
 *
 * Pure: facts in, a result out; no clock, no locale, no I/O, no globals. The same facts and date give the
 * same bytes, in whatever order the facts stand. Meaning: the page "Representation rules" of this product's
 * design; each rule kind's file states its own part.
 *
 * Facts are one JSON object in the shapes of the contract: {"body", "rules", "memberships", "waivers",
 * "meetings", "organisations", "areas", "offices", "persons", "bodies"}; members that are not known are
 * ignored, an id that is referred to but not delivered is unknown. With "agreement" instead of "body" the
 * rules of an agreement are judged: the same calls, and the result says "agreement" where it would say
 * "body".
 *
 * How it goes: read*.c makes arrays of the JSON (facts.h), names becoming numbers (ids.h). There is one
 * reader, of text (json/flat.h): a tree that was changed in thought is written out for it. check.c takes the
 * memberships in force, lets each rule's kind judge it (kind.h; kind_*.c, one page of meaning each), judges
 * the seats of each variant as one matching problem (seating.h), and sums up. Selectors are evaluated once a
 * check, as columns of true, false and unknown (selector.h). write.c and words.c turn the result into JSON
 * and sentences.
 *
 * Limits: 10,000 memberships, 1,000 rules, a million of the one times the other, selectors 8 deep with 64
 * leaves (facts.h), and a bounded amount of work a check (check.h); past the last what is left over is
 * unknown, never guessed.
 */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "words/fault.h"

#include <jansson.h>
#include <stdbool.h>

struct rules_world;  /* organisations, areas and offices */
struct rules_view;   /* a world as one thread reads bodies with it */
struct rules_facts;  /* read once, checked at as many dates as wished */
struct rules_result; /* what one check found */

enum rules_verdict {
        RULES_MET,
        RULES_NOT_MET,
        RULES_UNKNOWN,
        RULES_WAIVED,
        RULES_PENDING,
        RULES_NOT_APPLICABLE,
        RULES_NOT_CHECKABLE,
        RULES_NO_RULES, /* of a whole body only */
};

/* Reads facts. Everything lives in `arena`. NULL when memory (the arena's limit) runs out or a limit of the
 * engine is passed; *ret_reason then says which. */
const struct rules_facts *rules_read(struct arena *arena, const json_t *facts, const char **ret_reason);

/* The same in three steps, from texts, so that many bodies may be read with one world. What the first two
 * hold beyond what a body leads to changes nothing. First the members "organisations", "areas" and
 * "offices" of the facts: they are not changed any more, and any number of threads may use them. NULL as
 * above. */
const struct rules_world *rules_read_world(struct arena *arena, const char *text, size_t length,
                                           const char **ret_reason);

/* The members "persons" and "bodies"; by one thread at a time. It lives no longer than the world. */
struct rules_view *rules_read_view(struct arena *arena, const struct rules_world *world, const char *text,
                                   size_t length, const char **ret_reason);

/* Reads the other members of the facts. They are good until the next are read with the same view, and no
 * longer than it. Whoever came to `meeting` is looked at too, which rules_check_meeting() asks; NULL: to
 * none. */
const struct rules_facts *rules_read_one(struct arena *arena, struct rules_view *view, const char *text,
                                         size_t length, const char *meeting, const char **ret_reason);

/* Judges the body of the facts at a date. NULL when memory runs out. */
const struct rules_result *rules_check(struct arena *arena, const struct rules_facts *facts, date at);

enum rules_verdict rules_result_verdict(const struct rules_result *result);
const char *rules_verdict_name(enum rules_verdict verdict);

/* Writes the members of the result object, without its braces: `"body":…,"at":…,…,"nextChange":…`, so that
 * the caller may add its own. Errors stick in the buffer. */
void rules_write(struct buffer *out, const struct rules_result *result);

/* Writes an array of the contradictions (as in `advice`) that a rule of the facts is part of on any day of
 * its validity, whoever sits. False when memory runs out. */
bool rules_contradictions_write(struct buffer *out, struct arena *arena, const struct rules_facts *facts,
                                const char *rule, date today);

/* Finds what is wrong with one rule as written, beyond its schema: min over max, unknown or misplaced
 * parameters for the kind, selectors that contradict themselves or pass the limits. `rule` is any JSON. */
void rules_faults(const json_t *rule, struct faults *faults);
