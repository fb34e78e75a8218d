#include "documents/pdf.h"

#include "base/quota.h"
#include "documents/pdf_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How many PDFs are read at once, since each may take a whole processor and all the memory that it is given.
 * Anonymous callers have a separate quota, so that they do not keep others out. */
#define AT_ONCE_MAX 2
/* How long a caller waits for its turn. */
#define TURN_MS     10000

static uint64_t of_callers[AT_ONCE_MAX], of_addresses[AT_ONCE_MAX];
static struct quota turns = QUOTA(of_callers, 1), open_turns = QUOTA(of_addresses, 1);

/* The time limit for one PDF; one that takes longer is malicious, or pdftotext hangs. */
#define WALL_MS 10000

/* The only program that the child process may execute; the sandbox compares this pointer. */
static const char tool[] = "/usr/bin/pdftotext";

/* The process that reads the PDF, and our end of the pipe that it writes to. */
struct reader {
        pid_t pid;
        int out;
};

/* What the child does between fork and exec, where only async-signal-safe functions may be called. */
static _Noreturn void become_tool(int in, int out, enum pdf_form form)
{
        /* given a file name, the tool reads only what it needs; standard input it would read into memory */
        static char *const laid_out[] = {(char *)"pdftotext", (char *)"-q",
                                         (char *)"-layout",   (char *)"-enc",
                                         (char *)"UTF-8",     (char *)"/proc/self/fd/0",
                                         (char *)"-",         NULL};
        static char *const in_order[] = {
                (char *)"pdftotext", (char *)"-q", (char *)"-enc", (char *)"UTF-8", (char *)"/proc/self/fd/0",
                (char *)"-",         NULL};
        static char *const environment[] = {NULL};
        if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || chdir("/") != 0)
                _exit(127);
        int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
                _exit(127);
        close_range(3, ~0U, 0);
        if (!pdf_sandbox_enter(tool))
                _exit(127);
        execve(tool, form == PDF_LAID_OUT ? laid_out : in_order, environment);
        _exit(127);
}

static bool start_tool(int file, enum pdf_form form, struct reader *ret)
{
        int out[2];
        if (pipe2(out, O_CLOEXEC) != 0)
                return false;
        pid_t pid = fork();
        if (pid == 0)
                become_tool(file, out[1], form);
        close(out[1]);
        if (pid < 0) {
                close(out[0]);
                return false;
        }
        *ret = (struct reader){pid, out[0]};
        return true;
}

static int64_t now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads what the process writes, to the end. False if it took too long, or wrote too much. */
static bool take_text(const struct reader *reader, struct buffer *out)
{
        int64_t deadline = now_ms() + WALL_MS;
        char piece[16384];
        for (;;) {
                struct pollfd end = {.fd = reader->out, .events = POLLIN};
                int64_t left = deadline - now_ms();
                if (left <= 0 || (poll(&end, 1, (int)left) < 0 && errno != EINTR))
                        return false;
                if (!end.revents)
                        continue;
                ssize_t count = read(reader->out, piece, sizeof piece);
                if (count == 0)
                        return true;
                size_t room = out->limit - out->length;
                if (count > 0)
                        buffer_add(out, piece, (size_t)count < room ? (size_t)count : room);
                if (buffer_failed(out) || (count > 0 && (size_t)count > room) ||
                    (count < 0 && errno != EINTR))
                        return false;
        }
}

/* Ends the process in any state, and returns its exit status. */
static int end_tool(const struct reader *reader, bool done)
{
        int status = 0;
        close(reader->out);
        if (!done)
                kill(reader->pid, SIGKILL);
        while (waitpid(reader->pid, &status, 0) < 0 && errno == EINTR)
                ;
        return status;
}

static enum pdf_result read_text(int file, enum pdf_form form, struct buffer *out)
{
        struct reader reader;
        if (access(tool, X_OK) != 0 || !start_tool(file, form, &reader))
                return PDF_NO_TOOL;
        bool done = take_text(&reader, out);
        int status = end_tool(&reader, done);
        if (!done && !buffer_failed(out) && out->length == out->limit)
                return PDF_LONG;
        if (!done || WIFSIGNALED(status))
                return PDF_BEYOND;
        if (WEXITSTATUS(status) == 127)
                return PDF_NO_TOOL;
        return WEXITSTATUS(status) == 0 ? PDF_READ : PDF_UNREADABLE;
}

enum pdf_result pdf_text(struct arena *arena, int file, enum pdf_form form, size_t max, char **ret_text,
                         size_t *ret_length)
{
        /* not in the arena: if that ran out, we would leave the memory_guard() while the child runs */
        struct buffer out = BUFFER(max);
        enum pdf_result result = read_text(file, form, &out);
        if (result == PDF_READ || result == PDF_LONG || out.exhausted) {
                *ret_text = memory_need(buffer_take(&out, ret_length));
                arena_defer(arena, free, *ret_text);
        }
        buffer_clear(&out);
        return result;
}

struct call_place *pdf_take_turn(struct call *call)
{
        return call_take_place(call, call->caller.id ? &turns : &open_turns, TURN_MS, FAULT_NOT_NOW);
}
