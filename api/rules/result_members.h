/*
 * result_members - members of JSON objects that several writers of this room have in common.
 */
#pragma once

#include "rules/result.h"

#include "json/writer.h"

/* A day as YYYY-MM-DD. */
void result_member_date(struct json_writer *json, const char *key, date day);
/* A value as it is in the facts; nothing if it is not an object. */
void result_member_flat(struct json_writer *json, const char *key, const struct flat *object);
/* `"force":…,"basis":…` of a rule. */
void result_member_force(struct json_writer *json, const struct rule *rule);

/* `none`, `partial` or `complete`. */
const char *result_member_coverage_name(enum coverage_level level);
