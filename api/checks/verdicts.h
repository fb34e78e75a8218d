/*
 * verdicts - what was last reported of each body, and of each rule on where there are to be bodies, and
 * reporting it anew where it differs.
 */
#pragma once

#include "access/registry.h"

#include <stdatomic.h>

/* Judges the bodies (and such rules) that something has been written about since the last time, or all on a
 * new day, if a subscription asks for verdicts and no other process is doing so. True if somebody may have to
 * be notified. What cannot be done now is done the next time. */
bool verdicts_report(struct registry *registry, struct call *call, const atomic_bool *ending);
