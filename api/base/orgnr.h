/*
 * orgnr - Norwegian organisation numbers: nine digits, the last a control digit (MOD 11).
 *
 * Accepted as people write them ("974 760 673"), and with the scheme of ISO 6523 before them
 * ("0192:974760673", as in the consumer of a token).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define ORGNR_SIZE 10 /* nine digits and a NUL */

/* Writes the nine digits; false, with `ret` unchanged, if the text is not a valid organisation number. */
bool orgnr_parse(const char *text, size_t length, char ret[ORGNR_SIZE]);
