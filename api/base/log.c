#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How long to wait for the reader of the log. A working one takes less; for one that hangs each thread waits
 * only once. */
#define READER_WAIT_MS 20

void log_instant(char text[LOG_INSTANT_SIZE])
{
        static _Thread_local time_t second = -1;
        static _Thread_local char shown[LOG_INSTANT_SIZE]; /* that second */
        struct timespec now;
        struct tm utc;
        clock_gettime(CLOCK_REALTIME, &now);
        if (now.tv_sec != second) {
                gmtime_r(&now.tv_sec, &utc);
                strftime(shown, sizeof shown, "%Y-%m-%dT%H:%M:%S.000Z", &utc);
                second = now.tv_sec;
        }
        memcpy(text, shown, LOG_INSTANT_SIZE);
        char *milliseconds = text + LOG_INSTANT_SIZE - sizeof "000Z";
        for (long rest = now.tv_nsec / 1000000, i = 2; i >= 0; i--, rest /= 10)
                milliseconds[i] = (char)('0' + rest % 10);
}

/* Held while a line is written, so that no other thread uses the space that was found in the pipe. */
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;
static unsigned long lost; /* lines that were dropped since one was last written */

/* Whether the log has a reader, who may not keep up: it is a pipe, a socket or a terminal. */
static bool has_reader(void)
{
        static enum { UNKNOWN, READER, NO_READER } log;
        struct stat file;
        if (log == UNKNOWN) {
                bool reader = fstat(STDERR_FILENO, &file) == 0 &&
                              (S_ISFIFO(file.st_mode) || S_ISSOCK(file.st_mode) || isatty(STDERR_FILENO));
                log = reader ? READER : NO_READER;
        }
        return log == READER;
}

/* Whether the log's reader accepts more. The first time that it does not, waits a little. */
static bool has_room(void)
{
        if (!has_reader())
                return true;
        struct pollfd log = {.fd = STDERR_FILENO, .events = POLLOUT};
        return poll(&log, 1, lost ? 0 : READER_WAIT_MS) != 0;
}

static void write_all(const char *bytes, size_t length)
{
        while (length) {
                ssize_t written = write(STDERR_FILENO, bytes, length);
                if (written < 0 && errno == EINTR)
                        continue;
                if (written <= 0)
                        return; /* the log cannot be written, so this cannot be logged either */
                bytes += written;
                length -= (size_t)written;
        }
}

static void write_lost(void)
{
        char now[LOG_INSTANT_SIZE], text[160];
        log_instant(now);
        int length = snprintf(text, sizeof text,
                              "{\"time\":\"%s\",\"level\":\"error\",\"event\":\"log lines lost\","
                              "\"count\":%lu}\n",
                              now, lost);
        lost = 0;
        write_all(text, (size_t)length);
}

void log_line(struct buffer *line)
{
        buffer_add_char(line, '\n');
        if (!buffer_failed(line)) {
                pthread_mutex_lock(&writing);
                if (!has_room()) {
                        lost++;
                } else {
                        if (lost)
                                write_lost();
                        write_all(line->bytes, line->length);
                }
                pthread_mutex_unlock(&writing);
        }
        buffer_clear(line);
}

void log_add_text(struct buffer *line, const char *string)
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
        char room[LOG_LINE_SIZE];
        struct buffer line = BUFFER_IN(room);
        buffer_format(&line, "{\"time\":\"%s\",\"level\":\"%s\",\"event\":\"", now, level);
        log_add_text(&line, event);
        if (detail) {
                buffer_add_string(&line, "\",\"detail\":\"");
                log_add_text(&line, detail);
        }
        buffer_add_string(&line, "\"}");
        log_line(&line);
}
