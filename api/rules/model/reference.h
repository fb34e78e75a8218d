/*
 * reference - how entities are related at a date.
 */
#pragma once

#include "rules/model/facts.h"

#include "words/fault.h"

/* Whether the organisation or area is `top`, or is within it on that day. Unknown if an entity on the way up
 * is not among the facts. What a collective or catchment comprises is within it, too. */
enum tri reference_organisation_within(const struct rules_facts *facts, uint32_t id, uint32_t top, date at);
enum tri reference_area_within(const struct rules_facts *facts, uint32_t id, uint32_t top, date at);

/* Whether the person holds the office on that day; unknown if the office or its holders are not known. */
enum tri reference_holds_office(const struct rules_facts *facts, uint32_t office, uint32_t person, date at);

/* The name of an entity for a sentence about a day: the one that it had then, in this language, or in the
 * nearest one it has; its id if it has no name. */
const char *reference_name(const struct rules_facts *facts, uint32_t id, date at, enum language language);
/* The name that a body had on a day, in all its languages. */
const struct flat *reference_body_names(const struct body *body, date at);
/* The name of an area in all its languages; NULL if it is not among the facts. */
const struct flat *reference_area_names(const struct rules_facts *facts, uint32_t id);
/* The name of a code in all its languages; NULL if it is not among the facts. */
const struct flat *reference_code_names(const struct rules_facts *facts, enum code_sort sort, uint32_t code);
/* The name on a day of a unit that is an area, an organisation or a code, in all its languages; NULL if it
 * has none. And its name for a sentence; its id if it has none. */
const struct flat *reference_unit_names(const struct rules_facts *facts, enum per_kind kind, uint32_t id,
                                        date at);
const char *reference_unit_name(const struct rules_facts *facts, enum per_kind kind, uint32_t id, date at,
                                enum language language);
/* A Text in this language, or in the nearest one it has; NULL if it has none. */
const char *reference_text(const struct flat *text, enum language language);
