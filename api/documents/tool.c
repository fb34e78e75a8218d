#include "documents/tool.h"

#include "base/quota.h"
#include "documents/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How many files are read at once, since each may take a whole processor and all the memory that it is given.
 * Anonymous callers have a separate quota, so that they do not keep others out. */
#define AT_ONCE_MAX 2
/* How long a caller waits for its turn. */
#define TURN_MS     10000

static uint64_t of_callers[AT_ONCE_MAX], of_addresses[AT_ONCE_MAX];
static struct quota turns = QUOTA(of_callers, 1), open_turns = QUOTA(of_addresses, 1);

/* The time limit for one file; one that takes longer is malicious, or the tool hangs. */
#define WALL_MS 10000

/* The program that the child executes, as a name of the child's open file, since the sandbox may not permit
 * its path. The sandbox recognises this pointer. */
#define TOOL_FILE 3
static const char tool[] = "/proc/self/fd/3";

/* A program and its arguments. pdftotext is given the file by name, since it loads all of its input into
 * memory. */
struct tool {
        const char *path;
        char *const *arguments;
        int beyond; /* its exit status if the file has too much; -1 if it has no such status */
};

/* The process that reads the file, and our end of the pipe that it writes to. */
struct reader {
        pid_t pid;
        int out;
};

/* Finds office-text: where packages install it, or in the build folder, beside the program. */
static bool find_office(char path[PATH_MAX])
{
        static const char *const places[] = {"/../lib/samrad/office-text", "/office-text"};
        char own[PATH_MAX - 32];
        ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
        char *name = length > 0 ? memrchr(own, '/', (size_t)length) : NULL;
        for (size_t i = 0; name && i < sizeof places / sizeof *places; i++) {
                snprintf(path, PATH_MAX, "%.*s%s", (int)(name - own), own, places[i]);
                if (access(path, X_OK) == 0)
                        return true;
        }
        return false;
}

/* Finds the program for a form; false if it is not installed. `path` is memory for its path. */
static bool find_tool(enum tool_form form, char path[PATH_MAX], struct tool *ret)
{
        static char *const laid_out[] = {(char *)"pdftotext", (char *)"-q",
                                         (char *)"-layout",   (char *)"-enc",
                                         (char *)"UTF-8",     (char *)"/proc/self/fd/0",
                                         (char *)"-",         NULL};
        static char *const in_order[] = {
                (char *)"pdftotext", (char *)"-q", (char *)"-enc", (char *)"UTF-8", (char *)"/proc/self/fd/0",
                (char *)"-",         NULL};
        static char *const office[] = {(char *)"office-text", NULL};
        if (form == TOOL_OFFICE) {
                *ret = (struct tool){path, office, 4};
                return find_office(path);
        }
        *ret = (struct tool){"/usr/bin/pdftotext", form == TOOL_LAID_OUT ? laid_out : in_order, -1};
        return access(ret->path, X_OK) == 0;
}

/* What the child does between fork and exec: only what is safe there. */
static _Noreturn void become_tool(int in, int out, const struct tool *what)
{
        static char *const environment[] = {NULL};
        if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || chdir("/") != 0)
                _exit(127);
        int nowhere = open("/dev/null", O_WRONLY), program = open(what->path, O_PATH);
        if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0 || program < 0 || dup2(program, TOOL_FILE) < 0)
                _exit(127);
        close_range(TOOL_FILE + 1, ~0U, 0);
        if (!sandbox_enter(tool, TOOL_FILE))
                _exit(127);
        execve(tool, what->arguments, environment);
        _exit(127);
}

static bool start_tool(int file, const struct tool *what, struct reader *ret)
{
        int out[2];
        if (pipe2(out, O_CLOEXEC) != 0)
                return false;
        pid_t pid = fork();
        if (pid == 0)
                become_tool(file, out[1], what);
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

static enum tool_result read_text(int file, enum tool_form form, struct buffer *out)
{
        struct reader reader;
        struct tool what;
        char path[PATH_MAX];
        if (!find_tool(form, path, &what) || !start_tool(file, &what, &reader))
                return TOOL_MISSING;
        bool done = take_text(&reader, out);
        int status = end_tool(&reader, done);
        if (!done && !buffer_failed(out) && out->length == out->limit)
                return TOOL_LONG;
        if (!done || WIFSIGNALED(status) || WEXITSTATUS(status) == what.beyond)
                return TOOL_BEYOND;
        if (WEXITSTATUS(status) == 127)
                return TOOL_MISSING;
        return WEXITSTATUS(status) == 0 ? TOOL_READ : TOOL_UNREADABLE;
}

enum tool_result tool_text(struct arena *arena, int file, enum tool_form form, size_t max, char **ret_text,
                           size_t *ret_length)
{
        /* not in the arena: if that ran out, we would leave the memory_guard() while the child runs */
        struct buffer out = BUFFER(max);
        enum tool_result result = read_text(file, form, &out);
        if (result == TOOL_READ || result == TOOL_LONG || out.exhausted) {
                *ret_text = memory_need(buffer_take(&out, ret_length));
                arena_defer(arena, free, *ret_text);
        }
        buffer_clear(&out);
        return result;
}

struct call_place *tool_take_place(struct call *call)
{
        return call_take_place(call, call->caller.id ? &turns : &open_turns, TURN_MS, FAULT_NOT_NOW);
}
