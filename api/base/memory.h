/*
 * memory - where a thread goes on when memory runs out.
 *
 * Code that allocates does not test whether it got memory. An edge, which has an answer to give, a round to
 * finish or a command to run, does its work in a guard; an allocation that fails inside leaves the guard at
 * once (longjmp), and memory_guard() returns false. What the work had tied to its arenas (base/arena.h) is
 * released with them, by the owner of the guard.
 *
 * Guards nest: a thread leaves the innermost one. Work may leave at any call that allocates, so at such a
 * call nothing may be held that no arena knows of: no lock, no open file, no tree, no malloc'ed bytes. And no
 * frame of another library may stand between the guard and the allocation: a callback has a guard of its own,
 * or allocates nothing from an arena.
 */
#pragma once

#include <stdbool.h>

/* Does the work; false if memory ran out in it. The variables of whoever calls this are as they were left. */
bool memory_guard(void (*work)(void *context), void *context);

/* Leaves the innermost guard of this thread; ends the process if there is none. */
_Noreturn void memory_ran_out(void);

/* What a library allocated, or leaves the guard if that is NULL. */
static inline void *memory_need(void *memory)
{
        if (!memory)
                memory_ran_out();
        return memory;
}
