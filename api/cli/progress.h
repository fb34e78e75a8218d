/*
 * progress - a line on standard error that says how far long work has come; nothing where that is no
 * terminal.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
        bool shown;       /* there is a terminal */
        const char *what; /* what is counted: "lines" */
        uint64_t total;   /* bytes in all; 0: nobody knows */
        uint64_t begun_ms, told_ms;
};

void progress_begin(struct progress *progress, const char *what, uint64_t total);

/* Tells the state, some times a second. */
void progress_tell(struct progress *progress, size_t count, uint64_t bytes);

/* Says what is done now that cannot be counted. */
void progress_say(const struct progress *progress, const char *what);

/* Tells it a last time, and ends the line. */
void progress_end(struct progress *progress, size_t count, uint64_t bytes);
