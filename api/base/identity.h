/*
 * identity - finds text that looks like a national identity number or a D-number.
 *
 * Such numbers must not be stored, so looking like one is enough: eleven digits, or six and five with a space
 * between them, that begin with a day, a month and a year. The control digits are not checked, because a
 * number with one wrong digit still identifies its owner. Days of D-numbers (+40) and months of synthetic and
 * auxiliary numbers (+40, +65, +80) count, too.
 *
 * Longer and shorter runs of digits, dates, organisation numbers and the digits of a UUID or a checksum do
 * not count.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether the text contains such a number. */
bool identity_found(const char *text, size_t length);
