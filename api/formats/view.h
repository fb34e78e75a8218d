/*
 * view - the result of a check in the order that suits a reader: which rules come first, and how many places
 * of each group are filled, perhaps filled, vacant, open or surplus.
 *
 * The picture and its description are both made from this, so that they say the same. Nothing is allocated:
 * the list is walked once for each rank.
 */
#pragma once

#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"

#include <stdbool.h>
#include <stddef.h>

enum seat_state { SEAT_FILLED, SEAT_PERHAPS, SEAT_VACANT, SEAT_OPEN, SEAT_SURPLUS, SEAT_STATES };

struct view_seats {
        int64_t count[SEAT_STATES];
};

/* How much is drawn; more is only counted, since a picture with more could not be read. */
#define VIEW_GROUP_SEATS_MAX 60
#define VIEW_SEATS_MAX       3000
#define VIEW_RULE_UNITS_MAX  60
#define VIEW_UNITS_MAX       400
#define VIEW_SEATS_RULES_MAX 60
#define VIEW_OTHER_RULES_MAX 80
#define VIEW_ADVICE_MAX      20

/* The places of a rule, or of one of its units (`finding`), with its verdict. */
struct view_seats view_seats_of(const json_t *finding, enum verdict verdict);
int64_t view_seats_total(const struct view_seats *places);
/* How many places of each state are drawn if there is room for `room`: those that need attention are never
 * left out. */
struct view_seats view_seats_drawn(const struct view_seats *places, int64_t room);
/* Writes `Besatt: 3. Ledig: 1.`; nothing if there are no places. */
void view_seats_describe(struct buffer *out, const struct view_seats *places, enum language language);

/* Whether the picture draws the rule's seats; other rules are listed. */
bool view_is_seats_rule(const json_t *rule);
bool view_of_other_reading(const json_t *result, const json_t *rule);
/* Whether the rule counts for the body's verdict: it decides in the reading that is shown; or, if no reading
 * is preferred, in one of those that agree that the body breaks its rules. */
bool view_decides(const json_t *result, const json_t *rule);
bool view_is_warning(const json_t *result, const json_t *rule, enum verdict verdict);
/* The id of the body, of the agreement, or of the rule, that a result is about; and the name of its
 * collection. */
const char *view_subject(const json_t *result);
const char *view_subject_collection(const json_t *result);

/* The finding on a rule in words; the rule's id if the result has no words. */
const char *view_rule_text(const json_t *rule, enum language language);

/* A walk over rules: first the deciding ones of the shown reading, then its others, then those of other
 * readings; within each of these, those that need attention come first. */
struct view_rules {
        const json_t *result; /* the result of the check */
        bool seats;           /* whether it is over seats rules, or over all others */
        int rank;             /* the rank whose rules are being returned */
        size_t index;         /* the next rule to look at for that rank */
};
const json_t *view_next_rule(struct view_rules *order);
size_t view_rules_left(struct view_rules order);

/* A walk over a rule's units: in their order, or, if there are more than can be shown, those that need
 * attention first. */
struct view_unit_list {
        const json_t *units;
        size_t limit; /* how many can be shown */
        int rank;     /* the verdict whose units are being returned */
        size_t index; /* the next unit to look at for that rank */
        size_t shown; /* how many have been returned */
};
struct view_unit_list view_units(const json_t *rule, size_t limit);
const json_t *view_next_unit(struct view_unit_list *order);
/* The unit's name if the result has one, else its id. */
const char *view_unit_name(const json_t *unit, enum language language);

/* Counts the members without a seat who are not surplus of a rule; false if memory runs out. */
bool view_count_unseated(const json_t *result, int64_t *ret_count);
