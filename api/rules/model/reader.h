/*
 * reader - reads the JSON of the facts into arrays.
 *
 * The input is expected to have the shapes of the contract, but safety does not depend on it: a value of the
 * wrong shape counts as absent, and what cannot be understood is unknown to the judge. Reading stops only if
 * memory runs out or a limit is exceeded.
 */
#pragma once

#include "rules/model/facts.h"

/* Stands for all meetings where a meeting's id is expected: facts that are given as a whole are about one
 * body. */
extern const char RULES_ANY_MEETING[];

/* The reference data, with all names in it. It does not change after it is read, and threads may share it. */
struct rules_reference {
        struct ids ids;
        struct organisation *organisations;
        struct area *areas;
        struct office *offices;
        uint32_t organisation_count, area_count, office_count;
        struct code_names codes;
        uint32_t state, county, municipal, specialist_health; /* the numbers of the public sectors' names */
};

/* What one thread needs to read bodies. */
struct rules_view {
        const struct rules_reference *reference;
        struct ids ids;
        uint32_t own_names; /* the number of names without those of a body, which are removed after it */
        uint32_t reached;   /* how many bodies were read, and thus the number of the last */
        uint32_t *organisation_marks, *area_marks,
                *office_marks; /* the last body that refers to each entity */
        struct person *persons;
        struct body *bodies;
        uint32_t body_count;
        struct positions person_positions, body_positions;
};

/* An entity that a body refers to, directly or indirectly. */
enum reached_kind { REACHED_ORGANISATION, REACHED_AREA, REACHED_OFFICE, REACHED_PERSON, REACHED_BODY };
struct reached {
        enum reached_kind kind;
        int32_t at; /* its index in the array */
};

/* One reading of facts, or of a part of them. */
struct reader {
        struct arena *arena;       /* the memory of all that is read */
        struct ids *ids;           /* the table that names are added to: the reference data's or the view's */
        struct rules_view *view;   /* NULL while reference data is read */
        struct rules_facts *facts; /* NULL until a body is read */
        const char *reason;        /* why reading stopped; NULL if it has not */
        struct selector **selectors; /* a hash table; NULL in free slots */
        uint32_t selector_count, selector_capacity;
        struct reached
                *reached; /* entities that have been reached and whose references are still to be followed */
        uint32_t reached_count, reached_capacity;
        date *breakpoints; /* days on which something may change, in any order */
        uint32_t breakpoint_count, breakpoint_capacity;
};

/* Allocates an array in the arena; sets the reason if that fails. A count of 0 gives room for one. */
void *reader_room(struct reader *reader, size_t count, size_t size);

bool reader_stopped(const struct reader *reader);
void reader_stop(struct reader *reader, const char *reason);

/* Read values. If a value is absent or of the wrong shape, the result is 0, NULL or the default. */
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

/* Reads one item of a list; false if it is to be ignored. */
typedef bool reader_item(struct reader *reader, const struct flat *json, void *ret);

/* An array of what `read` makes of the items of a list; each element has `size` bytes. */
void *reader_array(struct reader *reader, const struct flat *list, size_t size, reader_item *read,
                   uint32_t *ret_count);

/* The numbers that `read` makes of the items of a list, sorted, each once. */
struct id_list reader_numbers(struct reader *reader, const struct flat *list, reader_item *read);

/* Add days on which a verdict may change, for nextChange. */
void reader_breakpoint(struct reader *reader, date day);
void reader_breakpoints(struct reader *reader, struct during during);

/* Read parts of the facts. */
void reader_reference(struct reader *reader, const struct flat *facts, struct rules_reference *reference);
void reader_view(struct reader *reader, const struct flat *facts);
void reader_body(struct reader *reader, const struct flat *json, const struct flat *memberships,
                 const struct flat *meetings, struct body *ret);
void reader_rules(struct reader *reader, const struct flat *rules);
const struct selector *reader_selector(struct reader *reader, const struct flat *json);

/* Reads the `appliesTo` of a general rule; false if the rule never applies to the body of the facts, which
 * must be read already. */
bool reader_applies_to(struct reader *reader, const struct flat *json, struct applies_to *ret);

/* Called after all else of a body is read: marks the entities that its members and rules refer to, directly
 * or indirectly, as part of the facts, and no others; and adds their breakpoints. Persons named in the
 * attendance of `meeting` (or NULL) are marked, too. */
void reader_reach(struct reader *reader, const char *meeting);
