/*
 * progress - a line on standard error that shows the progress of long work; nothing if that is not a
 * terminal.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
        bool shown;                 /* standard error is a terminal */
        const char *what;           /* what is counted: "lines" */
        uint64_t total;             /* the number of bytes in all; 0 if it is not known */
        uint64_t begun_ms, told_ms; /* when the work began, and when progress was last shown */
};

void progress_begin(struct progress *progress, const char *what, uint64_t total);

/* Shows the progress, at most some times a second. */
void progress_update(struct progress *progress, size_t count, uint64_t bytes);

/* Shows a step of the work that cannot be counted. */
void progress_step(const struct progress *progress, const char *what);

/* Shows the progress a last time, and ends the line. */
void progress_end(struct progress *progress, size_t count, uint64_t bytes);
