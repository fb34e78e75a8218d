/*
 * invitation - finds the text that calendar programs add to a meeting: how to join it by video or telephone.
 *
 * It belongs to no item. What gives access to the meeting (a passcode, a link, a conference number) must not
 * be published with the minutes.
 */
#pragma once

#include "minutes/text/lines.h"

/* Sets the elements of `ret_invitation`, which has one for each line, for the lines of such text. */
void invitation_find(const struct lines *lines, bool *ret_invitation);
