/*
 * preset - statutory rules on gender balance, as tables with the dates on which they were in force.
 */
#pragma once

#include "rules/model/facts.h"

/* One version of a statutory rule on gender balance. */
struct preset_version {
        const char *name;         /* of the preset, as rules name it */
        const char *law;          /* the provision in force then */
        date from, to;            /* the days on which it was in force; `to` is the day after the last */
        const struct step *steps; /* what it requires, by the number of members */
        uint32_t step_count;
};

/* Whether there is a preset with this name. */
bool preset_exists(const char *name);

/* The version in force on a day; NULL if none was. */
const struct preset_version *preset_at(const char *name, date at);

/* The first day after `at` on which another version, or none, is in force; DATE_END: never. */
date preset_next(const char *name, date at);

#define PRESET_NAMES "ldl-28, koml-7-7, asl-6-11a"
