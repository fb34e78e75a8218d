/* What a process that reads files can still do once it is locked in: each thing is tried in a process of its
 * own. */
#include "suite.h"
#include "documents/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char tool[] = "/usr/bin/true";

/* Runs in a process that is locked in with a PDF without a name as its input: whether it comes out as true.
 */
static bool holds_inside(bool (*holds)(void))
{
        const int pdf = open("/tmp", O_TMPFILE | O_RDWR, 0600);
        ck_assert_int_ge(pdf, 0);
        ck_assert_int_eq(write(pdf, "%PDF", 4), 4);
        const int program = open(tool, O_PATH);
        const pid_t child = fork();
        if (child == 0) {
                if (dup2(pdf, STDIN_FILENO) < 0 || !sandbox_enter(tool, program))
                        _exit(2);
                _exit(holds() ? 0 : 1);
        }
        int status;
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        close(pdf);
        close(program);
        ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) < 2, "status %x", (unsigned)status);
        return WEXITSTATUS(status) == 0;
}

static bool reads_its_pdf(void)
{
        char head[4];
        const int again = open("/proc/self/fd/0", O_RDONLY);
        return again >= 0 && read(again, head, sizeof head) == sizeof head && memcmp(head, "%PDF", 4) == 0;
}

static bool reads_what_packages_brought(void)
{
        return open("/usr/bin/true", O_RDONLY) >= 0;
}

static bool has_a_network(void)
{
        return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool makes_a_file(void)
{
        return open("/tmp/samrad-sandbox-made", O_WRONLY | O_CREAT, 0600) >= 0 ||
               openat(AT_FDCWD, "/dev/shm/samrad-sandbox-made", O_RDWR | O_CREAT, 0600) >= 0 ||
               mkdir("/tmp/samrad-sandbox-folder", 0700) == 0;
}

static bool changes_its_pdf(void)
{
        signal(SIGXFSZ, SIG_IGN); /* which would end the process */
        return open("/proc/self/fd/0", O_WRONLY) >= 0 || ftruncate(STDIN_FILENO, 0) == 0 ||
               write(STDIN_FILENO, "x", 1) == 1;
}

static bool starts_a_process(void)
{
        const pid_t child = fork();
        if (child == 0)
                _exit(0);
        return child >= 0;
}

static bool starts_another_program(void)
{
        char *const arguments[] = {(char *)"sh", NULL};
        execve("/bin/sh", arguments, arguments + 1);
        return false; /* status 0 would be the shell's, which reads a PDF and fails */
}

static bool disturbs_others(void)
{
        return kill(getppid(), 0) == 0;
}

static bool is_root(void)
{
        return getuid() == 0 || geteuid() == 0 || getgid() == 0;
}

static bool has_limits(void)
{
        struct rlimit processor, memory, written, files;
        return getrlimit(RLIMIT_CPU, &processor) == 0 && processor.rlim_max <= 10 &&
               getrlimit(RLIMIT_AS, &memory) == 0 && memory.rlim_max <= (rlim_t)256 << 20 &&
               getrlimit(RLIMIT_FSIZE, &written) == 0 && written.rlim_max == 0 &&
               getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_max <= 16;
}

static bool reads_others_files(void)
{
        return open("/etc/passwd", O_RDONLY) >= 0 || open("/proc/self/environ", O_RDONLY) >= 0;
}

START_TEST(what_it_needs_is_there)
{
        ck_assert(holds_inside(reads_its_pdf));
        ck_assert(holds_inside(reads_what_packages_brought));
        ck_assert(holds_inside(has_limits));
}
END_TEST

START_TEST(nothing_else_is)
{
        ck_assert(!holds_inside(has_a_network));
        ck_assert(!holds_inside(makes_a_file));
        ck_assert(!holds_inside(changes_its_pdf));
        ck_assert(!holds_inside(starts_a_process));
        ck_assert(!holds_inside(starts_another_program));
        ck_assert(!holds_inside(disturbs_others));
        ck_assert(!holds_inside(is_root));
}
END_TEST

/* Where the kernel can keep files from a process. */
START_TEST(no_file_of_the_system_or_of_the_service)
{
        const long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
        if (version < 1) {
                puts("left out: this kernel has no Landlock");
                return;
        }
        ck_assert(!holds_inside(reads_others_files));
}
END_TEST

Suite *suite_make(void)
{
        Suite *suite = suite_create("sandbox");
        TCase *cases = tcase_create("sandbox");
        tcase_add_test(cases, what_it_needs_is_there);
        tcase_add_test(cases, nothing_else_is);
        tcase_add_test(cases, no_file_of_the_system_or_of_the_service);
        suite_add_tcase(suite, cases);
        return suite;
}
