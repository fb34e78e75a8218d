/*
 * read - from the JSON of the facts to arrays.
 *
 * Input is trusted to be in the contract's shapes but never relied on for safety: what is not as expected is
 * absent, and what cannot be understood is unknown to the judge. Only running out of memory and passing a
 * limit stop the reading.
 */
#pragma once

#include "rules/model/facts.h"

/* Whoever came to any of the meetings: facts that were given whole are about that one body. */
extern const char RULES_ANY_MEETING[];

/* The reference data (what bodies refer to), with the names of all of it. It is not changed once it is read,
 * and may be shared by threads. */
struct rules_reference {
        struct ids ids;
        struct organisation *organisations;
        struct area *areas;
        struct office *offices;
        uint32_t organisation_count, area_count, office_count;
        struct code_names codes;
        uint32_t state, county, municipal, specialist_health; /* the numbers of the public sectors' names */
};

/* What one thread reads bodies with. */
struct rules_view {
        const struct rules_reference *reference;
        struct ids ids;
        uint32_t own_names; /* how many names there are without those of a body, which go with it */
        uint32_t reached;   /* how many bodies were read: the number of the last */
        uint32_t *organisation_marks, *area_marks, *office_marks; /* the last body that reached each */
        struct person *persons;
        struct body *bodies;
        uint32_t body_count;
        struct positions person_positions, body_positions;
};

/* One of what can be reached from a body. */
enum reached_kind { REACHED_ORGANISATION, REACHED_AREA, REACHED_OFFICE, REACHED_PERSON, REACHED_BODY };
struct reached {
        enum reached_kind kind;
        int32_t at; /* in the reference data's array */
};

/* One reading of facts, or of a part of them. */
struct reader {
        struct arena *arena;         /* where everything that is read lives */
        struct ids *ids;             /* where names go: the reference data's or the view's */
        struct rules_view *view;     /* NULL while reference data is read */
        struct rules_facts *facts;   /* NULL until a body is read */
        const char *reason;          /* set once: why reading stopped */
        struct selector **selectors; /* a hash table: positions may be NULL */
        uint32_t selector_count, selector_capacity;
        struct reached *reached; /* what has been reached, and is still to be looked at */
        uint32_t reached_count, reached_capacity;
        date *breakpoints; /* days on which something may change, in any order */
        uint32_t breakpoint_count, breakpoint_capacity;
};

/* Room in the arena; sets the reason when there is none. A count of 0 gives room for one. */
void *reader_room(struct reader *reader, size_t count, size_t size);

bool reader_stopped(const struct reader *reader);
void reader_stop(struct reader *reader, const char *reason);

/* Values. An absent or misshapen one is 0, NULL, the default. */
uint32_t reader_name(struct reader *reader, const struct flat *value);
uint32_t reader_id(struct reader *reader, const struct flat *object, const char *key);
const char *reader_string(const struct flat *object, const char *key);
bool reader_flag(const struct flat *object, const char *key);
int32_t reader_count(const struct flat *value);
struct id_list reader_ids(struct reader *reader, const struct flat *list);
struct during reader_during(const struct flat *object);
struct link_list reader_links(struct reader *reader, const struct flat *list, const char *key);
struct span reader_span(const struct flat *value);
struct coverage reader_coverage(const struct flat *object);

/* Reads one item of a list; false if it is to be passed over. */
typedef bool reader_item(struct reader *reader, const struct flat *json, void *ret);

/* An array of what `read` makes of the items of a list; each takes `size` bytes. */
void *reader_array(struct reader *reader, const struct flat *list, size_t size, reader_item *read,
                   uint32_t *ret_count);

/* The numbers (of names, or as they are) that `read` makes of the items of a list: in order, each once. */
struct id_list reader_numbers(struct reader *reader, const struct flat *list, reader_item *read);

/* Days on which a state may change, for nextChange. */
void reader_breakpoint(struct reader *reader, date day);
void reader_breakpoints(struct reader *reader, struct during during);

/* The parts of the facts. */
void reader_reference(struct reader *reader, const struct flat *facts, struct rules_reference *reference);
void reader_view(struct reader *reader, const struct flat *facts);
void reader_body(struct reader *reader, const struct flat *json, const struct flat *memberships,
                 const struct flat *meetings, struct body *ret);
void reader_rules(struct reader *reader, const struct flat *rules);
const struct selector *reader_selector(struct reader *reader, const struct flat *json);

/* Where a general rule applies, by its `appliesTo`; false if it never applies to the body of the facts, which
 * are read already. */
bool reader_applies_to(struct reader *reader, const struct flat *json, struct applies_to *ret);

/* After all else of a body is read: marks what of the reference data its members and rules lead to, and
 * nothing more, as delivered, and notes the breakpoints of all that. Whoever is named in the attendance of
 * `meeting` is reached, too (NULL: of no meeting). */
void reader_reach(struct reader *reader, const char *meeting);
