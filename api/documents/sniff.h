/*
 * sniff - what bytes from anywhere show themselves to be.
 *
 * Nothing is guessed: a file is of a type if it begins, from its first byte, as only that type does (a PDF:
 * from a line within its first 1024 bytes), and has nothing of another type about it. An archive behind a
 * picture, a page of HTML that calls itself a text, and office files with macros are of no type. Nothing is
 * unpacked or run.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The media type, one of the contract's DocumentMediaType; NULL if it is none of them. Text is "text/plain",
 * also that of tables. False if the file cannot be read. */
bool sniff(int file, size_t length, const char **ret_type);

/* Whether bytes that were found to be of one type may be called the other. */
bool sniff_agrees(const char *found, const char *called);

/* Where a PDF begins in the first bytes of a file; SIZE_MAX if it does not. */
size_t sniff_pdf_start(const unsigned char *head, size_t length);
