#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TELL_EVERY_MS 200
#define BAR_WIDTH     20

static uint64_t now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, const char *what, uint64_t total)
{
        *progress = (struct progress){
                .shown = isatty(STDERR_FILENO), .what = what, .total = total, .begun_ms = now_ms()};
}

static void show_bar(const struct progress *progress, uint64_t bytes)
{
        uint64_t done = bytes < progress->total ? bytes : progress->total;
        int full = (int)(done * BAR_WIDTH / progress->total);
        fprintf(stderr, "[%.*s%*s] %3d %%  ", full, "####################", BAR_WIDTH - full, "",
                (int)(done * 100 / progress->total));
}

static void write_progress(const struct progress *progress, size_t count, uint64_t bytes, uint64_t now)
{
        uint64_t ms = now - progress->begun_ms + 1;
        fputc('\r', stderr);
        if (progress->total)
                show_bar(progress, bytes);
        fprintf(stderr, "%zu %s  %" PRIu64 ".%" PRIu64 " MB  %" PRIu64 "/s", count, progress->what,
                bytes / 1000000, bytes / 100000 % 10, (uint64_t)count * 1000 / ms);
        if (progress->total > bytes && bytes) {
                uint64_t left = (progress->total - bytes) * ms / bytes / 1000;
                fprintf(stderr, "  %" PRIu64 ":%02" PRIu64 " left", left / 60, left % 60);
        }
        fputs("\033[K", stderr); /* overwrite the rest of a longer line */
}

void progress_update(struct progress *progress, size_t count, uint64_t bytes)
{
        uint64_t now = progress->shown ? now_ms() : 0;
        if (!progress->shown || now < progress->told_ms + TELL_EVERY_MS)
                return;
        progress->told_ms = now;
        write_progress(progress, count, bytes, now);
}

void progress_end(struct progress *progress, size_t count, uint64_t bytes)
{
        if (!progress->shown)
                return;
        write_progress(progress, count, bytes, now_ms());
        fputc('\n', stderr);
}

void progress_step(const struct progress *progress, const char *what)
{
        if (progress->shown)
                fprintf(stderr, "%s …\n", what);
}
