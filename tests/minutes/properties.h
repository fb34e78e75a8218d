/*
 * properties - what holds of minutes read out of any text.
 */
#pragma once

#include "minutes/minutes.h"

/* What does not hold; NULL if all does: the parts lie in order and apart within the text and cover all that
 * is not blank; items lie in order and apart; decisions, actions and sub-topics lie within theirs; and each
 * text is found in the place that it says it has, beginning and end included, but for what is mended. */
const char *minutes_broken(const struct minutes *minutes);
