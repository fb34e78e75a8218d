#include "base/log.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A line longer than this says nothing more; a pipe takes up to 4096 bytes in one piece. */
#define LINE_MAX_BYTES 4096

void log_instant(char text[LOG_INSTANT_SIZE])
{
        struct timespec now;
        struct tm utc;
        clock_gettime(CLOCK_REALTIME, &now);
        gmtime_r(&now.tv_sec, &utc);
        size_t length = strftime(text, LOG_INSTANT_SIZE, "%Y-%m-%dT%H:%M:%S", &utc);
        snprintf(text + length, LOG_INSTANT_SIZE - length, ".%03uZ",
                 (unsigned)(now.tv_nsec / 1000000) % 1000u);
}

void log_line(struct buffer *line)
{
        buffer_add_char(line, '\n');
        size_t done = 0;
        while (!buffer_failed(line) && done < line->length) {
                ssize_t written = write(STDERR_FILENO, line->bytes + done, line->length - done);
                if (written < 0 && errno == EINTR)
                        continue;
                if (written <= 0)
                        break; /* nobody reads the log: there is nowhere to say so */
                done += (size_t)written;
        }
        buffer_clear(line);
}

/* The few strings that come here are our own or the system's; what would break the line is replaced. */
static void add_plain(struct buffer *line, const char *string)
{
        for (; *string; string++) {
                unsigned char c = (unsigned char)*string;
                buffer_add_char(line, c < 0x20 || c == '"' || c == '\\' ? ' ' : (char)c);
        }
}

void log_event(const char *level, const char *event, const char *detail)
{
        char now[LOG_INSTANT_SIZE];
        log_instant(now);
        struct buffer line = BUFFER(LINE_MAX_BYTES);
        buffer_format(&line, "{\"time\":\"%s\",\"level\":\"%s\",\"event\":\"", now, level);
        add_plain(&line, event);
        if (detail) {
                buffer_add_string(&line, "\",\"detail\":\"");
                add_plain(&line, detail);
        }
        buffer_add_string(&line, "\"}");
        log_line(&line);
}
