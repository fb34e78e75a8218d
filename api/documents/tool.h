/*
 * tool - extracts the text of a file with another program: of a PDF with poppler's pdftotext, of a word
 * processor's file (.docx, .odt) with our office-text (office/office_text.c).
 *
 * The program runs in a restricted process of its own, since the file may come from anybody: without
 * environment and network, with no files but this one, and with little memory and time (sandbox.h). Its
 * output is read up to a limit. Only a few such processes run at once, and one for each caller; further
 * callers wait for some seconds.
 */
#pragma once

#include "call/call.h"

enum tool_result {
        TOOL_READ,
        TOOL_LONG,       /* there is more text than permitted */
        TOOL_UNREADABLE, /* it is not such a file, or broken, or encrypted */
        TOOL_BEYOND,     /* it needs more memory or time than permitted */
        TOOL_MISSING,    /* the program is not installed, or the process could not be started */
};

/* Takes a place for the caller to have a file read; NULL after call_fail(). */
struct call_place *tool_take_place(struct call *call);

/* Of a PDF, the lines in the layout of the page or in reading order, column by column; of a word processor's
 * file, a line for each paragraph. */
enum tool_form { TOOL_LAID_OUT, TOOL_IN_ORDER, TOOL_OFFICE };

/* Reads at most `max` bytes of the text, tied to the arena, with a NUL after them; pages of a PDF end with a
 * form feed. *ret_text is set for TOOL_READ, and for TOOL_LONG to the beginning. */
enum tool_result tool_text(struct arena *arena, int file, enum tool_form form, size_t max, char **ret_text,
                           size_t *ret_length);
