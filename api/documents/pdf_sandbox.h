/*
 * pdf_sandbox - what a process that reads somebody's PDF may do: read, compute, write its text, end.
 *
 * A reader of PDFs has millions of lines of code and gets files from anybody. Whoever takes one over finds no
 * network, no file but what Debian's packages have and the PDF, no way to make, change or start anything, and
 * where the service is root not even its user. What this kernel does not offer is left out, but for the
 * limits and, on the processors that we know, the filter of system calls.
 */
#pragma once

#include <stdbool.h>

/* Locks this process in, for good; the PDF is its standard input, its standard output stays open. `tool` is
 * the one program that may be started, by this very pointer. To be called between fork() and exec(), and does
 * only what is safe there. False: it cannot be locked in, and must not go on. */
bool pdf_sandbox_enter(const char *tool);
