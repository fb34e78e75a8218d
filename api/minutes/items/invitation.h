/*
 * invitation - the block that calendars put under minutes: how to join a meeting by video or telephone.
 *
 * It belongs to no item, and what it lets in by (a passcode, a link, a conference number) must not be
 * published with the minutes.
 */
#pragma once

#include "minutes/text/lines.h"

/* Marks the lines of such blocks in `ret_invitation`, which has an element a line. */
void invitation_find(const struct lines *lines, bool *ret_invitation);
