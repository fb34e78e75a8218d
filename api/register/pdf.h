/*
 * pdf - the text of a PDF, by poppler's pdftotext.
 *
 * A PDF from anywhere is read in a process of its own that has nothing of ours: no environment, no files, no
 * core, little memory, little time. What it writes is read up to a limit.
 */
#pragma once

#include "base/buffer.h"

enum pdf_result {
        PDF_READ,
        PDF_UNREADABLE, /* it is no PDF, or broken, or locked */
        PDF_BEYOND,     /* it wants more memory, time or text than it may */
        PDF_NO_TOOL,    /* pdftotext is not here, or the process could not be made */
};

/* Appends the text to `out`, whose limit is the limit of the text; pages end with a form feed. */
enum pdf_result pdf_text(const char *bytes, size_t length, struct buffer *out);
