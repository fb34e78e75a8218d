/*
 * help - what `samrad help`, `samrad COMMAND --help` and wrong use write.
 */
#pragma once

#include <stdbool.h>

/* Writes all commands, or one of them (NULL: all), to standard output. False if there is no such command. */
bool help_write(const char *command);

/* Writes how a command is used, or (NULL) the list of commands, to standard error; returns EXIT_USAGE. */
int help_misused(const char *command);
