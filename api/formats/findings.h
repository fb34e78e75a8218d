/*
 * findings - what the verdict on a rule means for a build server: passed, failed, a warning, or skipped.
 */
#pragma once

#include "formats/view.h"

enum finding { FINDING_PASSED, FINDING_FAILED, FINDING_WARNED, FINDING_SKIPPED };

/* A rule that is not met fails if it decides, else it warns. Rules that are unknown, waived, pending or not
 * checkable are skipped. */
enum finding finding_of(enum verdict verdict, bool decides);

/* Whether the seating counts for the body's verdict: a deciding seats rule is in force. */
bool finding_seating_decides(const json_t *result);
