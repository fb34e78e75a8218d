/*
 * memory - guards: where a thread continues when memory runs out.
 *
 * Code that allocates does not check whether it got memory. The code at an edge, which has an answer to give,
 * a round to finish or a command to run, calls its work through memory_guard(). If an allocation fails
 * inside, the guard is left at once (longjmp), and memory_guard() returns false. What the work has tied to
 * its arenas (base/arena.h) is released with them by the owner of the guard.
 *
 * Guards can be nested; a thread leaves the innermost one. A guard may be left at each call that allocates,
 * so during such a call the code must not hold anything that is not tied to an arena: no lock, no open file,
 * no tree, no malloc'ed bytes. Nor may a frame of another library be between the guard and the allocation: a
 * callback must have a guard of its own, or allocate nothing from an arena.
 */
#pragma once

#include <stdbool.h>

/* Does the work; false if memory ran out in it. The local variables of the caller keep their values. */
bool memory_guard(void (*work)(void *context), void *context);

/* Leaves the innermost guard of this thread; ends the process if there is none. */
_Noreturn void memory_ran_out(void);

/* Returns what a library has allocated; leaves the guard if it is NULL. */
static inline void *memory_need(void *memory)
{
        if (!memory)
                memory_ran_out();
        return memory;
}
