/*
 * sandbox - restricts a process that reads a file from outside: it may only read the file, compute, write
 * the text and end.
 *
 * A reader of PDFs or archives has very much code and gets files from anybody. An attacker who takes it over
 * finds no network, no files but those of Debian's packages and the one that it reads, and no way to create,
 * change or start anything; if the service runs as root, the process does not. Restrictions that this kernel
 * does not offer are left out, except the resource limits and, on the processors that we know, the filter of
 * system calls, without which the process is refused.
 */
#pragma once

#include <stdbool.h>

/* Restricts this process irrevocably. The file is its standard input, and its standard output stays open.
 * `tool` is the only program that it may start, and must be given to exec() as the same pointer; `program` is
 * that program, opened. Called between fork() and exec(), where it does only what is safe there. If it
 * returns false, the process could not be restricted and must not go on. */
bool sandbox_enter(const char *tool, int program);
