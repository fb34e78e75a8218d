/*
 * sniff - finds out the media type of bytes from outside by their content.
 *
 * It does not guess: a file is of a type if it begins as only that type does (a PDF: at a line within its
 * first 1024 bytes), and contains no sign of another type. An archive appended to an image, HTML that is
 * declared as text, and office files with macros have no type. Nothing is unpacked or run.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Sets *ret_type to one of the contract's DocumentMediaType, or to NULL if the file is of none of them. All
 * text, also that of CSV, is "text/plain". False if the file cannot be read. */
bool sniff(int file, size_t length, const char **ret_type);

/* Whether bytes of the type that was found may be declared as the other type. */
bool sniff_agrees(const char *found, const char *called);

/* Whether a media type is that of what a word processor writes. */
bool sniff_is_writing(const char *media_type);

/* The offset at which a PDF begins in the first bytes of a file; SIZE_MAX if none does. */
size_t sniff_pdf_start(const unsigned char *head, size_t length);
