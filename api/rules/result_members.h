/*
 * members - members of JSON objects that several writers of this room have in common.
 */
#pragma once

#include "rules/result.h"

#include "json/writer.h"

void write_date(struct json_writer *json, const char *key, date day);
/* A value as it stands in the facts; nothing where it is no object. */
void write_flat(struct json_writer *json, const char *key, const struct flat *object);
/* `"force":…,"basis":…` of a rule. */
void write_force(struct json_writer *json, const struct rule *rule);

/* `none`, `partial` or `complete`. */
const char *coverage_level_name(enum coverage_level level);
