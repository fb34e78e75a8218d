/*
 * failing_memory - the service's own allocations, one of which can be made to fail from outside.
 *
 * Linked into `samrad_failing` only (tests/meson.build), together with tests/rules/strict_arena.c, where each
 * allocation of an arena is one of the heap's. SAMRAD_FAIL_FILE names a file that is shared with the test:
 * three numbers of 64 bits. The test writes `countdown`; the allocation that makes it 0 fails, and counts in
 * `failed`. `seen` counts all of them.
 *
 * Own are those that are asked for by this program, also for Jansson (json/tree.c); other libraries get what
 * they ask for. (What they do without memory is theirs; the service sees it as an error of theirs.)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct shared {
        _Atomic int64_t countdown; /* allocations until one fails; 0: none does */
        _Atomic int64_t failed;
        _Atomic int64_t seen;
};

static struct shared idle;
static struct shared *shared = &idle;

/* With the address sanitizer its allocator is behind ours, else the C library's. */
#ifdef __SANITIZE_ADDRESS__
#define REAL(name) __interceptor_##name
#else
#define REAL(name) __libc_##name
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *old, size_t size);
void __sanitizer_print_stack_trace(void);

/* Where the linker put this program's code. */
extern const char __executable_start[], etext[];

static bool is_own(const void *caller)
{
        return (const char *)caller >= __executable_start && (const char *)caller < etext;
}

/* With SAMRAD_FAIL_TRACE the failing allocation's place is written to standard error, to look at by hand. */
static bool traced;

static void print_trace(void)
{
#ifdef __SANITIZE_ADDRESS__
        __sanitizer_print_stack_trace();
#endif
}

static bool must_fail(void)
{
        atomic_fetch_add(&shared->seen, 1);
        int64_t left = atomic_load(&shared->countdown);
        while (left > 0 && !atomic_compare_exchange_weak(&shared->countdown, &left, left - 1))
                ;
        if (left != 1)
                return false;
        atomic_fetch_add(&shared->failed, 1);
        if (traced)
                print_trace();
        errno = ENOMEM;
        return true;
}

void *malloc(size_t size)
{
        return is_own(__builtin_return_address(0)) && must_fail() ? NULL : REAL(malloc)(size);
}

void *calloc(size_t count, size_t size)
{
        return is_own(__builtin_return_address(0)) && must_fail() ? NULL : REAL(calloc)(count, size);
}

void *realloc(void *old, size_t size)
{
        return is_own(__builtin_return_address(0)) && must_fail() ? NULL : REAL(realloc)(old, size);
}

/* The sanitizer's own strdup does not come by malloc(). */
char *strndup(const char *text, size_t max)
{
        size_t length = strnlen(text, max);
        char *copy = is_own(__builtin_return_address(0)) && must_fail() ? NULL : REAL(malloc)(length + 1);
        if (copy) {
                memcpy(copy, text, length);
                copy[length] = '\0';
        }
        return copy;
}

char *strdup(const char *text)
{
        size_t size = strlen(text) + 1;
        char *copy = is_own(__builtin_return_address(0)) && must_fail() ? NULL : REAL(malloc)(size);
        return copy ? memcpy(copy, text, size) : NULL;
}

__attribute__((constructor)) static void open_shared(void)
{
        const char *name = getenv("SAMRAD_FAIL_FILE");
        int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
        if (file < 0)
                return;
        void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
        if (memory == MAP_FAILED)
                return;
        shared = memory;
        traced = getenv("SAMRAD_FAIL_TRACE") != NULL;
}
