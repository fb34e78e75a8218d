/*
 * letter - capital and small letters of all alphabets, in valid UTF-8.
 *
 * Names in Norway contain Sámi, Polish, Greek, Cyrillic and other letters, so Unicode's properties are used
 * (libunistring).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether the character that begins at `bytes`, of which `left` bytes may be read, is a capital letter. */
bool letter_is_capital(const char *bytes, size_t left);

/* Whether it is a small letter. */
bool letter_is_small(const char *bytes, size_t left);

/* Writes the text in lower case, with each byte at the same offset: the few letters whose small form has
 * another length are left as they are. */
void letter_make_small(char *to, const char *from, size_t length);
