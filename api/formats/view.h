/*
 * view - a check's result as a reader meets it: which rules come first, and how many places of each group are
 * filled, perhaps filled, vacant, free or too many.
 *
 * The picture and its words are both made from this, so that they say the same. Nothing is allocated: an
 * order is walked rank by rank over the list as it stands.
 */
#pragma once

#include "json/member.h"
#include "words/language.h"
#include "words/verdict.h"
#include "words/word_table.h"

#include <stdbool.h>
#include <stddef.h>

enum place { PLACE_FILLED, PLACE_PERHAPS, PLACE_VACANT, PLACE_OPEN, PLACE_SURPLUS, PLACE_KINDS };

struct places {
        int64_t count[PLACE_KINDS];
};

/* More than this is counted, not drawn: a picture is for eyes. */
#define GROUP_PLACES_MAX   60
#define PICTURE_PLACES_MAX 3000
#define RULE_UNITS_MAX     60
#define PICTURE_UNITS_MAX  400
#define SEATS_RULES_MAX    60
#define OTHER_RULES_MAX    80
#define ADVICE_MAX         20

/* The places of a rule or of one of its units (`finding`), which has that verdict. */
struct places places_of(const json_t *finding, enum verdict verdict);
int64_t places_total(const struct places *places);
/* How many of each kind are drawn where there is room for so many: what needs attention is never left out. */
struct places places_drawn(const struct places *places, int64_t room);
/* `Besatt: 3. Ledig: 1.`; nothing where there are none. */
void places_say(struct buffer *out, const struct places *places, enum language language);

/* Whether the picture draws the rule's seats; other rules are listed. */
bool is_seats_rule(const json_t *rule);
bool of_other_reading(const json_t *result, const json_t *rule);
/* Whether the rule enters the body's verdict: it decides, in the reading that is shown or, where none is
 * preferred, in one of those that agree that the body breaks its rules. */
bool decides_here(const json_t *result, const json_t *rule);
bool is_warning(const json_t *result, const json_t *rule, enum verdict verdict);
/* The finding in words; what there is if the result has none. */
const char *rule_said(const json_t *rule, enum language language);

/* A walk over rules: the shown reading's deciding ones, its others, then those of other readings; within each
 * by what asks for attention most. */
struct rule_order {
        const json_t *result;
        bool seats; /* seats rules, or all others */
        int rank;
        size_t index;
};
const json_t *rule_next(struct rule_order *order);
size_t rules_left(struct rule_order order);

/* A walk over a rule's units: as they stand, or, if they are more than can be shown, by attention. */
struct unit_order {
        const json_t *units;
        size_t limit; /* so many are shown */
        int rank;
        size_t index, shown;
};
struct unit_order view_units(const json_t *rule, size_t limit);
const json_t *unit_next(struct unit_order *order);
/* The unit's name where the result gives one, or else its id. */
const char *unit_said(const json_t *unit, enum language language);

/* Members without a seat who are not named as surplus of any rule; false if memory runs out. */
bool unseated_elsewhere(const json_t *result, int64_t *ret_count);
