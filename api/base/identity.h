/*
 * identity - finds what looks like a national identity number or a D-number in a text.
 *
 * None may be stored here, so that looking like one is enough: eleven digits, or six and five with a space
 * between, that begin with a day, a month and a year. The control digits are not checked, because a number
 * with one digit wrong says as much about its owner. Days of D-numbers (+40) and the months of synthetic and
 * auxiliary numbers (+40, +65, +80) count as well.
 *
 * Longer and shorter runs of digits, dates, organisation numbers and the digits of a UUID or a checksum are
 * let alone.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

bool identity_found(const char *text, size_t length);
