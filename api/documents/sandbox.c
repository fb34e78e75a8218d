#include "documents/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A hundred pages take some 0.2 s and 30 MB; bombs take all they can get. */
#define CPU_SECONDS    5
#define MEMORY_MAX     ((rlim_t)192 * 1024 * 1024)
#define OPEN_FILES_MAX 16
/* The service has priority over the child. */
#define NICENESS       10

/* Debian's user and group `nobody`, which own no files. */
#define NOBODY 65534

static bool set_limit(int resource, rlim_t value)
{
        const struct rlimit both = {value, value};
        return setrlimit((__rlimit_resource_t)resource, &both) == 0;
}

static bool set_limits(void)
{
        /* a failure only affects speed, not safety */
        (void)!nice(NICENESS);
        return set_limit(RLIMIT_CPU, CPU_SECONDS) && set_limit(RLIMIT_AS, MEMORY_MAX) &&
               set_limit(RLIMIT_FSIZE, 0) && set_limit(RLIMIT_CORE, 0) &&
               set_limit(RLIMIT_NOFILE, OPEN_FILES_MAX);
}

/* Gives the process namespaces without network, other processes' IPC, and host name. If that is not
 * permitted, tries it together with a user namespace. */
static void leave_namespaces(void)
{
        const int flags = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
        if (unshare(flags) != 0)
                (void)!unshare(CLONE_NEWUSER | flags);
}

/* If we are root, becomes the user `nobody`, provided that this user can read the file. An unlinked file is
 * made readable; the mode of a file with a name is not changed. */
static bool leave_root(void)
{
        struct stat file;
        if (geteuid() != 0)
                return true;
        if (fstat(STDIN_FILENO, &file) != 0)
                return false;
        if (file.st_nlink == 0 && fchmod(STDIN_FILENO, S_IRUSR | S_IROTH) != 0)
                return false;
        if (file.st_nlink > 0 && !(file.st_mode & S_IROTH))
                return true;
        return setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
               setresuid(NOBODY, NOBODY, NOBODY) == 0;
}

/* Allows a file to be read, or everything below a directory to be read and executed. What does not exist
 * needs no rule. */
static void allow_below(int rules, int file, uint64_t rights)
{
        const struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = file};
        (void)!syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

/* Permits no files but those of packages, those by which their libraries and fonts are found, the file that
 * is read and the program that reads it. */
static void leave_files(int program)
{
        static const char *const folders[] = {"/usr", "/lib", "/lib64", "/etc/fonts",
                                              "/var/cache/fontconfig"};
        const uint64_t read = LANDLOCK_ACCESS_FS_READ_FILE,
                       below = read | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
        const struct landlock_ruleset_attr all = {.handled_access_fs = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1};
        const int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
        if (rules < 0)
                return;
        for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
                const int folder = open(folders[i], O_PATH | O_CLOEXEC);
                allow_below(rules, folder, below);
                close(folder);
        }
        const int cache = open("/etc/ld.so.cache", O_PATH | O_CLOEXEC);
        allow_below(rules, cache, read);
        allow_below(rules, STDIN_FILENO, read);
        allow_below(rules, program, read | LANDLOCK_ACCESS_FS_EXECUTE);
        (void)!syscall(SYS_landlock_restrict_self, rules, 0);
        close(cache);
        close(rules);
}

#if defined __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE
/* The system calls of a program that only computes and reads. It has no sockets, cannot make processes or
 * signal others, and cannot change files or its own rights. */
static const int calls[] = {
#ifdef __x86_64__
        SYS_stat,          SYS_lstat,           SYS_access,
        SYS_readlink,      SYS_arch_prctl,      SYS_time,
        SYS_getdents,
#endif
        SYS_read,          SYS_pread64,         SYS_readv,
        SYS_write,         SYS_writev,          SYS_lseek,
        SYS_close,         SYS_fstat,           SYS_newfstatat,
        SYS_statx,         SYS_statfs,          SYS_fstatfs,
        SYS_faccessat,     SYS_readlinkat,      SYS_getdents64,
        SYS_getcwd,        SYS_fcntl,           SYS_fadvise64,
        SYS_mmap,          SYS_mprotect,        SYS_munmap,
        SYS_mremap,        SYS_madvise,         SYS_brk,
        SYS_futex,         SYS_set_tid_address, SYS_set_robust_list,
        SYS_rseq,          SYS_rt_sigaction,    SYS_rt_sigprocmask,
        SYS_rt_sigreturn,  SYS_sigaltstack,     SYS_prlimit64,
        SYS_getrusage,     SYS_sysinfo,         SYS_sched_getaffinity,
        SYS_sched_yield,   SYS_uname,           SYS_getrandom,
        SYS_clock_gettime, SYS_clock_getres,    SYS_gettimeofday,
        SYS_getpid,        SYS_gettid,          SYS_getuid,
        SYS_geteuid,       SYS_getgid,          SYS_getegid,
        SYS_exit,          SYS_exit_group,
};

#define CALLS (sizeof calls / sizeof *calls)
#define LOAD(member, more)                                                                                   \
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, member) + (more))
#define RETURN(action)  BPF_STMT(BPF_RET | BPF_K, (action))
/* Continues with the next instruction if the loaded value is this one, else skips `skip` instructions. */
#define IF(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, (skip))
#define ALLOWED         RETURN(SECCOMP_RET_ALLOW)
#define REFUSED         RETURN(SECCOMP_RET_ERRNO | EPERM)
/* The flags that open a file for more than reading. */
#define OPENS_TO_WRITE  (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)
/* Allows a call to open a file for reading only; the flags are in this argument. */
#define OPEN_TO_READ(call, argument)                                                                         \
        IF(call, 5), LOAD(args[argument], 0), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, OPENS_TO_WRITE), IF(0, 1), \
                ALLOWED, REFUSED

/* The filter is a list of tests, each of which ends it or continues with the next. */
static bool filter_calls(const char *tool)
{
        const uint64_t start = (uint64_t)(uintptr_t)tool;
        const struct sock_filter first[] = {
                LOAD(arch, 0),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
                RETURN(SECCOMP_RET_KILL_PROCESS),
                LOAD(nr, 0),
                /* the two halves of the pointer, in the order of these processors */
                IF(SYS_execve, 6),
                LOAD(args[0], 0),
                IF(start & UINT32_MAX, 3),
                LOAD(args[0], 4),
                IF(start >> 32, 1),
                ALLOWED,
                REFUSED,
                OPEN_TO_READ(SYS_openat, 2),
#ifdef __x86_64__
                OPEN_TO_READ(SYS_open, 1),
#endif
        };
        const struct sock_filter last = REFUSED;
        struct sock_filter filter[sizeof first / sizeof *first + 2 * CALLS + 1];
        size_t length = sizeof first / sizeof *first;
        memcpy(filter, first, sizeof first);
        for (size_t i = 0; i < CALLS; i++) {
                const struct sock_filter one[] = {IF(calls[i], 1), ALLOWED};
                memcpy(filter + length, one, sizeof one);
                length += 2;
        }
        filter[length++] = last;
        const struct sock_fprog program = {(unsigned short)length, filter};
        return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool filter_calls(const char *tool)
{
        (void)tool;
        return true;
}
#endif

bool sandbox_enter(const char *tool, int program)
{
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
                return false;
        leave_namespaces();
        leave_files(program);
        /* set after the change of user, which clears it: the process is killed if its parent dies */
        return leave_root() && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && set_limits() && filter_calls(tool);
}
