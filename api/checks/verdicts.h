/*
 * verdicts - sends changed verdicts on bodies, and on rules on the existence of bodies, to the subscriptions
 * that ask for them.
 */
#pragma once

#include "access/registry.h"

#include <stdatomic.h>

/* Judges the bodies and such rules that something has been written about since the last time, or all of them
 * on a new day, and makes deliveries of changed verdicts; if a subscription asks for verdicts and no other
 * process is doing this. True if there may be new deliveries. What cannot be done now is done the next time.
 */
bool verdicts_report(struct registry *registry, struct call *call, const atomic_bool *ending);
