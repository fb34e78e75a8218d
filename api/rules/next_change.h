/*
 * changes - when a verdict may next be another.
 */
#pragma once

#include "rules/result.h"

/* The first day after the check's on which something in the facts changes, or a period, a turn or a term runs
 * out; DATE_END: none. */
date next_change_day(const struct check *check);
