/*
 * findings - how a build server takes the verdict on a rule: as failed, as a warning, as passed or as
 * skipped.
 */
#pragma once

#include "formats/view.h"

enum finding { FINDING_PASSED, FINDING_FAILED, FINDING_WARNED, FINDING_SKIPPED };

/* Broken and deciding fails, broken and not deciding warns; what is not known, waived, still to come or not
 * to be checked is skipped. */
enum finding finding_of(enum verdict verdict, bool decides);

/* Whether the seating enters the body's verdict: a deciding seats rule is in force. */
bool finding_seating_decides(const json_t *result);
