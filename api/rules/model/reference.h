/*
 * reference - how entities hang together at a date.
 */
#pragma once

#include "rules/model/facts.h"

#include "words/fault.h"

/* The organisation or area is `top` or lies below it on that day. Unknown where the way up leads to an entity
 * that was not delivered. A collective or catchment that says what it comprises has that below it too. */
enum tri reference_organisation_within(const struct rules_facts *facts, uint32_t id, uint32_t top, date at);
enum tri reference_area_within(const struct rules_facts *facts, uint32_t id, uint32_t top, date at);

/* The person holds the office on that day; unknown if the office or its holders are not known. */
enum tri reference_holds_office(const struct rules_facts *facts, uint32_t office, uint32_t person, date at);

/* A name for a sentence: the entity's in that language, or a language near it, or the id. */
const char *reference_name(const struct rules_facts *facts, uint32_t id, enum language language);
/* What a code is called, in all its languages; NULL if that was not delivered. */
const struct flat *reference_code_names(const struct rules_facts *facts, enum code_sort sort, uint32_t code);
/* The name in all its languages of a unit that is an area, an organisation or a code; NULL if it is none or
 * was not delivered. And a name for a sentence: that, or the id. */
const struct flat *reference_unit_names(const struct rules_facts *facts, enum per_kind kind, uint32_t id);
const char *reference_unit_name(const struct rules_facts *facts, enum per_kind kind, uint32_t id,
                                enum language language);
/* A text in that language, or one near it; NULL if there is none. */
const char *reference_text(const struct flat *text, enum language language);
