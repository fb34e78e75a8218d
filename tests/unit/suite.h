/*
 * suite - what a program of Check tests is made of. suite.c has main() for all of them: it runs the suite
 * that the program makes, and fails if any of its tests does.
 */
#pragma once

#include <check.h>

/* Made by each program: all its tests. */
Suite *suite_make(void);

/* The program's argument, a folder with cases. Without one the program ends at once, with status 2. */
const char *suite_folder(void);
