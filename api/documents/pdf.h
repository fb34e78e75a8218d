/*
 * pdf - extracts the text of a PDF with poppler's pdftotext.
 *
 * A PDF may come from anywhere, so it is read in a separate process that can do very little: it has no
 * environment, no network, no files but the PDF, no core dumps, few system calls, little memory and little
 * time (pdf_sandbox.h). Its output is read up to a limit. Only a few PDFs are read at once, and one of each
 * caller; others wait for some seconds.
 */
#pragma once

#include "call/call.h"

enum pdf_result {
        PDF_READ,
        PDF_LONG,       /* there is more text than permitted */
        PDF_UNREADABLE, /* it is not a PDF, or broken, or encrypted */
        PDF_BEYOND,     /* it needs more memory or time than permitted */
        PDF_NO_TOOL,    /* pdftotext is not installed, or the process could not be started */
};

/* Takes a place for the caller to have PDFs read; NULL after call_fail(). */
struct call_place *pdf_take_turn(struct call *call);

/* Whether the lines are in the layout of the page, or in reading order, column by column. */
enum pdf_form { PDF_LAID_OUT, PDF_IN_ORDER };

/* Reads at most `max` bytes of the text, tied to the arena, with a NUL after them; pages end with a form
 * feed. *ret_text is set for PDF_READ, and for PDF_LONG to the beginning. */
enum pdf_result pdf_text(struct arena *arena, int file, enum pdf_form form, size_t max, char **ret_text,
                         size_t *ret_length);
