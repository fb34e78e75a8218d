/*
 * units - the units of a rule with `per`, which is judged for each area, organisation, category, trait,
 * appointer or holder.
 *
 * The units are those of the date: areas and organisations that are known not to exist then are not units. A
 * unit matches exactly, like the selectors `area` and `organisation`. An appointer is a unit if its sector is
 * public (state, county, municipal, specialist_health). It is uncertain whether an appointer of unknown
 * sector is a unit, and whether members whose appointer is not registered were appointed by a further one; if
 * that matters, the rule is unknown.
 */
#pragma once

#include "rules/judging/judgement.h"

/* One unit of a rule with `per`. */
struct unit {
        const char *name; /* its id, or its code */
        uint32_t id;      /* the same as a number; 0: an appointer that is not registered */
        enum per_kind kind;
        const struct membership *holder; /* of membersOf: the membership in the other body */
        bool certain;                    /* it certainly is a unit */
        bool excepted;                   /* the rule has other bounds for it (`exceptions`), namely: */
        int32_t min, max;
};

struct units {
        struct unit *items; /* in the order of their names */
        uint32_t count;
        bool unknown; /* it is not known which units there are */
};

/* The units of a rule. A rule without `per` has one unit, which matches all. False if memory runs out. */
bool units_of(struct check *check, const struct rule *rule, struct units *ret);

enum tri unit_match(const struct unit *unit, const struct membership *membership);

/* Judges one unit: fills its tally and sets its verdict. False if memory runs out. */
typedef bool unit_judge(struct check *check, const struct rule *rule, const struct unit *unit,
                        struct tally *tally, enum verdict *ret_verdict);

/* Sets the reason of an unknown verdict to withheld gender, if it has no other reason. */
void units_note_withheld(const struct check *check, struct outcome *outcome);

/* Judges a rule unit by unit; the verdict of the outcome is the worst of the units. */
bool units_judge(struct check *check, const struct rule *rule, unit_judge *judge, struct outcome *outcome);
