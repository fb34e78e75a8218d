/*
 * read - from the JSON of the facts to arrays.
 *
 * Input is trusted to be in the contract's shapes but never relied on for safety: what is not as expected is
 * absent, and what cannot be understood is unknown to the judge. Only running out of memory and passing a
 * limit stop the reading.
 */
#pragma once

#include "facts.h"

struct reader {
        struct arena *arena;
        struct rules_facts *facts;
        const char *reason; /* set once: why reading stopped */
        struct selector **selectors;
        uint32_t selector_count, selector_capacity;
        date *breakpoints;
        uint32_t breakpoint_count, breakpoint_capacity;
};

/* Room in the arena; sets the reason when there is none. A count of 0 gives room for one. */
void *reader_room(struct reader *reader, size_t count, size_t size);

bool reader_stopped(const struct reader *reader);
void reader_stop(struct reader *reader, const char *reason);

/* Values. An absent or misshapen one is 0, NULL, the default. */
uint32_t reader_name(struct reader *reader, const json_t *value);
uint32_t reader_id(struct reader *reader, const json_t *object, const char *key);
const char *reader_string(const json_t *object, const char *key);
bool reader_flag(const json_t *object, const char *key);
int32_t reader_count(const json_t *value);
struct id_list reader_ids(struct reader *reader, const json_t *list);
struct during reader_during(struct reader *reader, const json_t *object);
struct link_list reader_links(struct reader *reader, const json_t *list, const char *key);
struct span reader_span(const json_t *value);

/* A day on which a state may change, for nextChange. */
void reader_breakpoint(struct reader *reader, date day);

/* The parts of the facts. */
void reader_world(struct reader *reader, const json_t *facts);
void reader_body(struct reader *reader, const json_t *json, const json_t *memberships, const json_t *meetings,
                 struct body *ret);
void reader_rules(struct reader *reader, const json_t *rules);
const struct selector *reader_selector(struct reader *reader, const json_t *json);
