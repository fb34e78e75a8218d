/*
 * next_change - the day on which a verdict may next change.
 */
#pragma once

#include "rules/result.h"

/* The first day after that of the check on which something in the facts changes, or a period of meetings, a
 * turn of a rotation or a term ends; DATE_END if there is none. */
date next_change_day(const struct check *check);
