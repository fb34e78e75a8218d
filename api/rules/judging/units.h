/*
 * units - `per`: one rule made of a rule for each area, organisation, category, trait, appointer or holder.
 *
 * Units are taken at the date: areas and organisations that are known not to exist then are none. A unit
 * matches exactly, as `area` and `organisation` do. An appointer is a unit if its sector is public (state,
 * county, municipal, specialist_health); whether one of unknown sector is one, and whether those whose
 * appointer is not registered were appointed by one more, is uncertain, and the rule is unknown where that
 * matters.
 */
#pragma once

#include "rules/judging/judgement.h"

/* One unit of a rule with `per`. */
struct unit {
        const char *name; /* its id, or its code */
        uint32_t id;      /* the same as a number; 0: an appointer that is not registered */
        enum per_kind kind;
        const struct membership *holder; /* of membersOf: the membership in the other body */
        bool certain;                    /* it is a unit for certain */
        bool excepted;                   /* the rule has bounds of its own for it: */
        int32_t min, max;                /* these */
};

struct units {
        struct unit *items; /* in order of their names */
        uint32_t count;
        bool unknown; /* it is not known which units there are */
};

/* The units of a rule. A rule without `per` has one unit that all match. False when memory runs out. */
bool units_of(struct check *check, const struct rule *rule, struct units *ret);

enum tri unit_match(const struct unit *unit, const struct membership *membership);

/* Judges one unit: fills its tally and says the verdict. False when memory runs out. */
typedef bool unit_judge(struct check *check, const struct rule *rule, const struct unit *unit,
                        struct tally *tally, enum verdict *ret_verdict);

/* Notes that it is unknown because numbers by gender are withheld, where nothing else explains it. */
void units_note_withheld(const struct check *check, struct outcome *outcome);

/* Judges a rule unit by unit and fills the outcome with the worst of them. */
bool units_judge(struct check *check, const struct rule *rule, unit_judge *judge, struct outcome *outcome);
