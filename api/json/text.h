/*
 * text - the form in which strings are kept: UTF-8, Unicode normalisation form C, no control characters.
 *
 * The part of read.h that looks at one string.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether the text holds a control character; line feed, carriage return and tab are none if `lines` are
 * allowed. The text must be UTF-8. */
bool text_has_control(const char *text, size_t length, bool lines);

enum text_form { TEXT_IS_NFC, TEXT_NORMALISED, TEXT_NO_MEMORY };

/* TEXT_NORMALISED: *ret_text is the normalised text, malloc'ed and NUL-terminated. The text must be UTF-8. */
enum text_form text_normalise(const char *text, size_t length, char **ret_text, size_t *ret_length);
