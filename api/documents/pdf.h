/*
 * pdf - the text of a PDF, by poppler's pdftotext.
 *
 * A PDF from anywhere is read in a process of its own that has nothing of ours: no environment, no network,
 * no files but the PDF, no core, few system calls, little memory, little time (pdf_sandbox.h). What it writes
 * is read up to a limit. Few are read at once, and of one caller one at a time; who comes meanwhile waits for
 * some seconds.
 */
#pragma once

#include "call/call.h"

enum pdf_result {
        PDF_READ,
        PDF_LONG,       /* there is more text than may be */
        PDF_UNREADABLE, /* it is no PDF, or broken, or locked */
        PDF_BEYOND,     /* it wants more memory or time than it may */
        PDF_NO_TOOL,    /* pdftotext is not here, or the process could not be made */
};

/* Takes the caller's turn to have PDFs read; NULL after call_fail(). */
struct call_place *pdf_take_turn(struct call *call);

/* The lines as they stand on the page, or as they are read, column by column. */
enum pdf_form { PDF_LAID_OUT, PDF_IN_ORDER };

/* Reads at most `max` bytes of the text, tied to the arena, with a NUL after them; pages end with a form
 * feed. What a PDF that was read says is in *ret_text, and of one that is too long the beginning. */
enum pdf_result pdf_text(struct arena *arena, int file, enum pdf_form form, size_t max, char **ret_text,
                         size_t *ret_length);
