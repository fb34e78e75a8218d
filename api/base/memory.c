#include "base/memory.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

struct guard {
        jmp_buf inside;
        struct guard *outer; /* NULL: the outermost */
};

static _Thread_local struct guard *innermost;

bool memory_guard(void (*work)(void *context), void *context)
{
        struct guard guard = {.outer = innermost};
        if (setjmp(guard.inside) != 0) {
                innermost = guard.outer;
                return false;
        }
        innermost = &guard;
        work(context);
        innermost = guard.outer;
        return true;
}

void memory_ran_out(void)
{
        if (!innermost) {
                fputs("out of memory\n", stderr);
                abort();
        }
        longjmp(innermost->inside, 1);
}
