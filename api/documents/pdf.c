#include "documents/pdf.h"

#include "base/semaphore.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TOOL "/usr/bin/pdftotext"

/* A hundred pages take some 0.2 s and 30 MB; bombs take all they can get. */
#define CPU_SECONDS    5
#define WALL_MS        10000
#define MEMORY_MAX     ((rlim_t)256 * 1024 * 1024)
#define OPEN_FILES_MAX 16

/* So many are read at once, since each may take a processor and all that memory; and so long others wait. */
#define AT_ONCE_MAX 2
#define TURN_MS     10000

/* A process that reads the PDF, and our end of what it writes. */
struct reader {
        pid_t pid;
        int out;
};

static struct semaphore turns = SEMAPHORE(AT_ONCE_MAX);

static void set_limit(int resource, rlim_t value)
{
        struct rlimit both = {value, value};
        setrlimit((__rlimit_resource_t)resource, &both);
}

/* What the child does between fork and exec: only what is safe there. */
static _Noreturn void become_tool(int in, int out, enum pdf_form form)
{
        /* by its name the tool reads what it needs of the file; given as its input it takes all into memory
         */
        static char *const laid_out[] = {(char *)"pdftotext", (char *)"-q",
                                         (char *)"-layout",   (char *)"-enc",
                                         (char *)"UTF-8",     (char *)"/proc/self/fd/0",
                                         (char *)"-",         NULL};
        static char *const in_order[] = {
                (char *)"pdftotext", (char *)"-q", (char *)"-enc", (char *)"UTF-8", (char *)"/proc/self/fd/0",
                (char *)"-",         NULL};
        static char *const environment[] = {NULL};
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || chdir("/") != 0)
                _exit(127);
        int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
                _exit(127);
        close_range(3, ~0U, 0);
        set_limit(RLIMIT_CPU, CPU_SECONDS);
        set_limit(RLIMIT_AS, MEMORY_MAX);
        set_limit(RLIMIT_FSIZE, 0);
        set_limit(RLIMIT_CORE, 0);
        set_limit(RLIMIT_NOFILE, OPEN_FILES_MAX);
        execve(TOOL, form == PDF_LAID_OUT ? laid_out : in_order, environment);
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

/* Takes what the process writes, until it ends its text. False: it took too long, or wrote too much. */
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

/* Ends the process, whatever it is at; its status. */
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
        if (access(TOOL, X_OK) != 0 || !start_tool(file, form, &reader))
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
        /* of its own, since nothing may leave the guard while the process runs */
        struct buffer out = BUFFER(max);
        if (!semaphore_take(&turns, TURN_MS))
                return PDF_BUSY;
        enum pdf_result result = read_text(file, form, &out);
        semaphore_release(&turns);
        if (result == PDF_READ || result == PDF_LONG || out.exhausted) {
                *ret_text = memory_need(buffer_take(&out, ret_length));
                arena_defer(arena, free, *ret_text);
        }
        buffer_clear(&out);
        return result;
}
