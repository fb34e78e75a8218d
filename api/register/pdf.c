#include "pdf.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TOOL "/usr/bin/pdftotext"

/* A hundred pages take some 0.2 s and 30 MB; bombs take all they can get. */
#define CPU_SECONDS    5
#define WALL_MS        10000
#define MEMORY_MAX     ((rlim_t)256 * 1024 * 1024)
#define OPEN_FILES_MAX 16

/* A process that reads the PDF, and our ends of what it reads and writes. */
struct reader {
        pid_t pid;
        int in, out;
};

static void limit(int resource, rlim_t value)
{
        struct rlimit both = {value, value};
        setrlimit((__rlimit_resource_t)resource, &both);
}

/* What the child does between fork and exec: only what is safe there. */
static _Noreturn void become_tool(int in, int out)
{
        static char *const arguments[] = {
                (char *)"pdftotext", (char *)"-q", (char *)"-layout", (char *)"-enc",
                (char *)"UTF-8",     (char *)"-",  (char *)"-",       NULL};
        static char *const environment[] = {NULL};
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || chdir("/") != 0)
                _exit(127);
        int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
                _exit(127);
        close_range(3, ~0U, 0);
        limit(RLIMIT_CPU, CPU_SECONDS);
        limit(RLIMIT_AS, MEMORY_MAX);
        limit(RLIMIT_FSIZE, 0);
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_NOFILE, OPEN_FILES_MAX);
        execve(TOOL, arguments, environment);
        _exit(127);
}

static bool start(struct reader *ret)
{
        int in[2], out[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
                return false;
        if (pipe2(out, O_CLOEXEC) != 0) {
                close(in[0]);
                close(in[1]);
                return false;
        }
        pid_t pid = fork();
        if (pid == 0)
                become_tool(in[1], out[1]);
        close(in[1]);
        close(out[1]);
        if (pid < 0) {
                close(in[0]);
                close(out[0]);
                return false;
        }
        *ret = (struct reader){pid, in[0], out[0]};
        return true;
}

static int64_t now_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sends what can be sent; closes when all is, or the other end wants no more. */
static void feed(struct reader *reader, const char *bytes, size_t length, size_t *sent)
{
        ssize_t count = send(reader->in, bytes + *sent, length - *sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
                *sent += (size_t)count;
        bool stopped = count < 0 && errno != EAGAIN && errno != EINTR;
        if (stopped || *sent == length) {
                close(reader->in);
                reader->in = -1;
        }
}

/* Feeds the process and takes what it writes, until it ends its text. False: it took too long, or wrote too
 * much. */
static bool converse(struct reader *reader, const char *bytes, size_t length, struct buffer *out)
{
        int64_t deadline = now_ms() + WALL_MS;
        size_t sent = 0;
        char piece[16384];
        for (;;) {
                struct pollfd ends[] = {{.fd = reader->out, .events = POLLIN},
                                        {.fd = reader->in, .events = POLLOUT}};
                int64_t left = deadline - now_ms();
                if (left <= 0 || (poll(ends, 2, (int)left) < 0 && errno != EINTR))
                        return false;
                if (reader->in >= 0 && ends[1].revents)
                        feed(reader, bytes, length, &sent);
                if (!ends[0].revents)
                        continue;
                ssize_t count = read(reader->out, piece, sizeof piece);
                if (count == 0)
                        return true;
                if (count > 0)
                        buffer_add(out, piece, (size_t)count);
                if (buffer_failed(out) || (count < 0 && errno != EINTR))
                        return false;
        }
}

/* Ends the process, whatever it is at; its status. */
static int end(struct reader *reader, bool done)
{
        int status = 0;
        if (reader->in >= 0)
                close(reader->in);
        close(reader->out);
        if (!done)
                kill(reader->pid, SIGKILL);
        while (waitpid(reader->pid, &status, 0) < 0 && errno == EINTR)
                ;
        return status;
}

enum pdf_result pdf_text(const char *bytes, size_t length, struct buffer *out)
{
        struct reader reader;
        if (access(TOOL, X_OK) != 0 || !start(&reader))
                return PDF_NO_TOOL;
        bool done = converse(&reader, bytes, length, out);
        int status = end(&reader, done);
        if (!done || WIFSIGNALED(status))
                return PDF_BEYOND;
        if (WEXITSTATUS(status) == 127)
                return PDF_NO_TOOL;
        return WEXITSTATUS(status) == 0 ? PDF_READ : PDF_UNREADABLE;
}
